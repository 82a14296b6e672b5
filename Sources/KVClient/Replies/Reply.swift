// A reply as an application reads it.

import RESP

/// What a server answers to one command, in either version of the protocol.
public enum Reply: Equatable, Sendable {
    /// A status line, such as `OK`.
    case status(String)
    /// An error: its code word (`WRONGTYPE`), a space and the message.
    case error(String)
    case integer(Int64)
    /// A string of any bytes.
    case string(KVString)
    /// Nothing there.
    case null
    case array([Reply])
    /// Pairs in the order they came (RESP3).
    case map([Pair])
    /// Members in the order they came (RESP3).
    case set([Reply])
    case double(Double)
    case boolean(Bool)
    /// What the client did not ask for in this request, such as a message (RESP3).
    case push([Reply])

    /// One entry of a map.
    public struct Pair: Equatable, Sendable {
        /// What the entry is found by.
        public var key: Reply
        /// What is found.
        public var value: Reply

        /// An entry of a map.
        public init(key: Reply, value: Reply) {
            self.key = key
            self.value = value
        }
    }
}

extension Reply {
    /// The reply as the wire had it.
    package init(_ value: RESPValue) {
        self =
            switch value {
            case .simple(let text): .status(text)
            case .error(let text), .blobError(let text): .error(text)
            case .integer(let number): .integer(number)
            case .bulk(let bytes), .verbatim(_, let bytes): .string(KVString(bytes))
            case .null: .null
            case .array(let elements): .array(elements.map(Reply.init))
            case .map(let pairs):
                .map(pairs.map { Pair(key: Reply($0.key), value: Reply($0.value)) })
            case .set(let members): .set(members.map(Reply.init))
            case .double(let number): .double(number)
            case .boolean(let flag): .boolean(flag)
            case .bigNumber(let digits): .string(KVString(digits))
            case .push(let elements): .push(elements.map(Reply.init))
            }
    }

    /// The text of a string or a status; nil for anything else, and for bytes that are not UTF-8.
    public var text: String? {
        switch self {
        case .status(let text): text
        case .string(let string): string.text
        default: nil
        }
    }

    /// The number of an integer, or that a string spells; nil for anything else.
    public var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .string(let string): string.text.flatMap { Int64($0) }
        default: nil
        }
    }

    /// The elements of an array, a set or a push; nil for anything else.
    public var elements: [Reply]? {
        switch self {
        case .array(let elements), .set(let elements), .push(let elements): elements
        default: nil
        }
    }

    /// Whether there is nothing.
    public var isNull: Bool { self == .null }

    /// Whether the server refused the command, or failed at it.
    public var isError: Bool {
        if case .error = self { true } else { false }
    }
}

/// As redis-cli prints simple replies; aggregates as lists in brackets.
extension Reply: CustomStringConvertible {
    /// The reply in one line.
    public var description: String {
        switch self {
        case .status(let text): text
        case .error(let text): "(error) \(text)"
        case .integer(let number): "(integer) \(number)"
        case .string(let string): string.quoted
        case .null: "(nil)"
        case .array(let elements), .set(let elements), .push(let elements):
            "[\(elements.map(\.description).joined(separator: ", "))]"
        case .map(let pairs):
            "{\(pairs.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        case .double(let number): "(double) \(number)"
        case .boolean(let flag): "(\(flag))"
        }
    }
}
