// The types of value a key can hold, as TYPE names them.

enum ValueKind: UInt8, Sendable {
    case string = 0
    case list
    case set
    case sortedSet
    case hash
    case stream

    /// The name that TYPE answers and that SCAN's TYPE option takes.
    var name: StaticString {
        switch self {
        case .string: "string"
        case .list: "list"
        case .set: "set"
        case .sortedSet: "zset"
        case .hash: "hash"
        case .stream: "stream"
        }
    }

    /// Whether a key stays when its value has no element left: a stream knows more than its entries.
    var staysWhenEmpty: Bool { self == .stream }
}
