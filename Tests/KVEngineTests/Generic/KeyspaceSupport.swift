// What the tests of the keyspace share: many commands at once, what happened to keys, and everything in order.

import RESP
import Testing

@testable import KVEngine

extension TestEngine {
    /// Runs many commands in one batch and returns their replies as one text.
    @discardableResult
    func batch(_ lines: [String]) -> String {
        String(decoding: raw(bytes: Array(lines.map { $0 + "\r\n" }.joined().utf8)), as: UTF8.self)
    }

    /// The elements of a flat array reply of short bulk strings without line ends.
    func list(_ line: String) -> [String] { TestEngine.bulks(in: self(line)) }

    static func bulks(in reply: String) -> [String] {
        let lines = reply.split(separator: "\r\n", omittingEmptySubsequences: false)
        return lines.indices.filter { lines[$0].hasPrefix("$") }.map { String(lines[$0 + 1]) }
    }

    /// One step of a scan: the next cursor and what was found.
    func scan(_ cursor: String, _ options: String = "") -> (next: String, keys: [String]) {
        let found = list("SCAN \(cursor) \(options)")
        return (found[0], Array(found.dropFirst()))
    }

    /// Traps when a database is not in order.
    func checkInvariants() {
        for (_, database) in engine.databases.used { database.checkInvariants() }
    }
}

/// Keeps what happened to keys, as `0 del key`.
final class EventLog {
    private(set) var lines: [String] = []

    init(_ redis: TestEngine) {
        redis.engine.observer = { [unowned self] event in
            lines.append("\(event.database) \(event.name) \(String(decoding: event.key, as: UTF8.self))")
        }
    }

    /// What happened since the last time.
    func take() -> [String] {
        defer { lines = [] }
        return lines
    }
}
