// What a command was answered, in a word: read off the first byte of the reply that was written.

import RESP

/// The kind of a reply.
package enum JournalReply: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// Nothing was sent: the client wanted no reply, or lost its connection.
    case none
    case status, error, integer, string, null, array, map, set, double, boolean
    /// Confirmations that are sent like messages.
    case push

    /// Reads the kind of the reply that begins a view; `none` for an empty one.
    init(of reply: ByteView) {
        guard reply.count > 1 else {
            self = .none
            return
        }
        let isNegative = reply[1] == UInt8(ascii: "-")
        self =
            switch reply[0] {
            case UInt8(ascii: "+"): .status
            case UInt8(ascii: "-"), UInt8(ascii: "!"): .error
            case UInt8(ascii: ":"), UInt8(ascii: "("): .integer
            case UInt8(ascii: "$"): isNegative ? .null : .string
            case UInt8(ascii: "="): .string
            case UInt8(ascii: "_"): .null
            case UInt8(ascii: "*"): isNegative ? .null : .array
            case UInt8(ascii: "%"): .map
            case UInt8(ascii: "~"): .set
            case UInt8(ascii: ","): .double
            case UInt8(ascii: "#"): .boolean
            case UInt8(ascii: ">"): .push
            default: .none
            }
    }
}

extension Call {
    /// The part of the output since a mark that answers the command: what was pushed meanwhile is none of it.
    func replyWritten(since mark: Int) -> (kind: JournalReply, bytes: ByteView) {
        var start = mark
        for pushed in client.pushed where pushed.lowerBound == start { start = pushed.upperBound }
        let bytes = reply.buffer.view[min(start, reply.buffer.count)..<reply.buffer.count]
        if bytes.isEmpty, start > mark { return (.push, .empty) }
        return (JournalReply(of: bytes), bytes)
    }
}
