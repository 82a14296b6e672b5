// What a key holds, as a test writes it down.

import KVClient
import KVEngine
import KVServer

/// The value of a key.
public enum Value: Hashable, Sendable {
    case string(KVString)
    /// Elements from head to tail.
    case list([KVString])
    case set(Set<KVString>)
    case hash([KVString: KVString])
    /// Scores by member.
    case sortedSet([KVString: Double])
    /// Entries in the order of their IDs. What a stream knows beside them, such as its groups, is not part of it.
    case stream([StreamEntry])

    init(_ stored: StoredValue) {
        self =
            switch stored {
            case .string(let bytes): .string(KVString(bytes))
            case .list(let elements): .list(elements.map { KVString($0) })
            case .set(let members): .set(Set(members.map { KVString($0) }))
            case .hash(let pairs):
                .hash(
                    Dictionary(
                        uniqueKeysWithValues: pairs.map { (KVString($0.field), KVString($0.value)) }))
            case .sortedSet(let members):
                .sortedSet(
                    Dictionary(uniqueKeysWithValues: members.map { (KVString($0.member), $0.score) }))
            case .stream(let stream): .stream(stream.entries.map(StreamEntry.init))
            }
    }

    /// The commands that store the value at a key where nothing is; none for empty collections, which are no keys.
    func commands(storingAt key: KVString) -> [[[UInt8]]] {
        let words: [[UInt8]]
        switch self {
        case .string(let string): return [["SET".commandWord, key.bytes, string.bytes]]
        case .stream(let entries): return entries.map { $0.command(addingTo: key) }
        case .list(let elements): words = ["RPUSH".commandWord, key.bytes] + elements.map(\.bytes)
        case .set(let members): words = ["SADD".commandWord, key.bytes] + members.sorted().map(\.bytes)
        case .hash(let fields):
            words =
                ["HSET".commandWord, key.bytes]
                + fields.sorted { $0.key < $1.key }.flatMap { [$0.key.bytes, $0.value.bytes] }
        case .sortedSet(let scores):
            words =
                ["ZADD".commandWord, key.bytes]
                + scores.sorted { $0.key < $1.key }.flatMap { [$0.value.commandWord, $0.key.bytes] }
        }
        return words.count > 2 ? [words] : []
    }
}

extension Value: ExpressibleByStringInterpolation {
    /// The string of a literal.
    public init(stringLiteral text: String) { self = .string(KVString(text)) }
}

extension Value: CustomStringConvertible {
    /// The value in one line, with its type and in a fixed order.
    public var description: String { StoredValue(self).description }
}

extension StoredValue {
    fileprivate init(_ value: Value) {
        self =
            switch value {
            case .string(let string): .string(string.bytes)
            case .list(let elements): .list(elements.map(\.bytes))
            case .set(let members): .set(members.map(\.bytes))
            case .hash(let fields): .hash(fields.map { ($0.key.bytes, $0.value.bytes) })
            case .sortedSet(let scores):
                .sortedSet(
                    scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key.bytes, $0.value) }
                )
            case .stream(let entries):
                .stream(
                    StoredStream(entries: entries.map(\.stored), lastID: entries.last?.id ?? "0-0"))
            }
    }
}
