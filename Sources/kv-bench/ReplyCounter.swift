// Counts the replies in a stream of RESP2 bytes, cut anywhere, without keeping them. A client that built values
// would be slower than the server it measures.
//
// It trusts the server: what is not RESP is not noticed.

/// Counts whole top-level replies, and how many of them are errors.
struct ReplyCounter {
    private(set) var replies = 0
    private(set) var errors = 0

    /// Elements that the arrays we are inside of still owe.
    private var pending = 0
    /// Bytes of a bulk string, with its line end, that are still to be passed over.
    private var skip = 0
    private var line = Line()

    private struct Line {
        var kind: UInt8 = 0
        var number = 0
        var isNegative = false
    }

    /// Takes the next bytes of the stream.
    mutating func feed(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if skip > 0 {
                let passed = min(skip, bytes.endIndex - index)
                index += passed
                skip -= passed
                if skip == 0 { endElement() }
            } else {
                feedLine(bytes[index])
                index += 1
            }
        }
    }

    private mutating func feedLine(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"): endLine()
        case UInt8(ascii: "\r"): break
        case _ where line.kind == 0: line.kind = byte
        case UInt8(ascii: "-"): line.isNegative = true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): line.number = line.number &* 10 &+ Int(byte & 15)
        default: break
        }
    }

    private mutating func endLine() {
        let ended = line
        line = Line()
        switch ended.kind {
        case UInt8(ascii: "$") where !ended.isNegative:
            skip = ended.number + 2
        case UInt8(ascii: "*") where !ended.isNegative && ended.number > 0:
            // The array is itself one element of what it is in: its last element ends it.
            pending += pending > 0 ? ended.number - 1 : ended.number
        case UInt8(ascii: "-"):
            errors += 1
            endElement()
        default:
            endElement()
        }
    }

    private mutating func endElement() {
        if pending > 0 { pending -= 1 }
        if pending == 0 { replies += 1 }
    }
}
