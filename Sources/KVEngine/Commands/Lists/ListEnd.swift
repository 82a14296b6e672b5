// The two ends of a list, in the words of LMOVE and LMPOP, with the events that pushing and popping there are.

import RESP

/// An end of a list: the head is left, the tail is right.
enum ListEnd {
    case left
    case right

    var pushEvent: StaticString {
        switch self {
        case .left: "lpush"
        case .right: "rpush"
        }
    }

    var popEvent: StaticString {
        switch self {
        case .left: "lpop"
        case .right: "rpop"
        }
    }

    /// The command that takes elements there, as replicas are told it.
    var popCommand: StaticString {
        switch self {
        case .left: "LPOP"
        case .right: "RPOP"
        }
    }
}

extension Call {
    /// Reads LEFT or RIGHT.
    ///
    /// - Throws: a syntax error when it is neither, or missing.
    mutating func listEnd() throws(RedisError) -> ListEnd {
        if accept("left") { return .left }
        if accept("right") { return .right }
        throw .syntax
    }
}
