// All data as text: for a person, and for a failing test to print.

import KVEngine
import RESP

extension Server {
    /// Everything in all databases, a line for each key, sorted; empty where there is nothing.
    ///
    ///     db0
    ///       greeting  "hello"  59.5 s
    ///       queue     list ["a", "b"]
    ///
    /// Long strings and collections are cut.
    package func dump() -> String { core.locked { core.engine.dump() } }
}

extension Engine {
    /// Everything in all databases, a line for each key, sorted.
    func dump() -> String {
        (0..<databaseCount).compactMap(dump).joined(separator: "\n")
    }

    private func dump(database: Int) -> String? {
        let keys = keys(in: database).sorted { $0.name.lexicographicallyPrecedes($1.name) }
        guard !keys.isEmpty else { return nil }
        let names = keys.map { Engine.readable($0.name) }
        let width = names.map(\.count).max() ?? 0
        let lines = zip(keys, names).compactMap { key, name -> String? in
            guard let value = value(of: key.name, in: database) else { return nil }
            let padding = String(repeating: " ", count: width - name.count)
            let ttl = key.deadline.map { "  \(Double($0 - now) / 1000) s" } ?? ""
            return "  \(name)\(padding)  \(value.summary)\(ttl)"
        }
        return (["db\(database)"] + lines).joined(separator: "\n")
    }

    /// A name as it is, or in quotes where it would not read as one.
    private static func readable(_ name: [UInt8]) -> String {
        let quoted = QuotedText.of(name)
        let isPlain = quoted.utf8.count == name.count + 2 && !name.contains(32) && !name.isEmpty
        return isPlain ? String(decoding: name, as: UTF8.self) : quoted
    }
}
