// What a key holds, as a test writes it down.

import KVClient
import KVEngine

/// The value of a key.
public enum Value: Hashable, Sendable {
    case string(KVString)
    /// Elements from head to tail.
    case list([KVString])
    case set(Set<KVString>)
    case hash([KVString: KVString])
    /// Scores by member.
    case sortedSet([KVString: Double])

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
            }
    }

    /// The command that stores the value at a key, over whatever is there; empty collections are no keys.
    func command(storingAt key: KVString) -> [[UInt8]]? {
        let words: [[UInt8]]
        switch self {
        case .string(let string): return ["SET".commandWord, key.bytes, string.bytes]
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
        return words.count > 2 ? words : nil
    }
}

extension Value: ExpressibleByStringInterpolation {
    /// The string of a literal.
    public init(stringLiteral text: String) { self = .string(KVString(text)) }
}

extension Value: CustomStringConvertible {
    /// The value in one line, with its type and in a fixed order.
    public var description: String { text(elements: .max, bytes: .max) }
}
