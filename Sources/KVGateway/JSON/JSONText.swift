// Bytes as a JSON string. Only what JSON demands is escaped; a byte that is no part of a UTF-8 character
// becomes U+FFFD, because a JSON text has to be UTF-8 and clients refuse the whole answer otherwise.

import RESP

/// Writes JSON strings.
enum JSONText {
    /// Appends bytes between quotes.
    static func append(_ view: ByteView, to buffer: ByteBuffer) {
        buffer.append(UInt8(ascii: "\""))
        appendBody(view, to: buffer)
        buffer.append(UInt8(ascii: "\""))
    }

    /// Appends bytes as they stand between the quotes of a string.
    static func appendBody(_ view: ByteView, to buffer: ByteBuffer) {
        var (index, copied) = (0, 0)
        while true {
            index = PlainText.end(in: view, from: index)
            guard index < view.count else { break }
            if view[index] >= 0x80 {
                let length = UTF8Sequence.length(in: view, at: index)
                index &+= length
                if length > 0 { continue }
            }
            buffer.append(view[copied..<index])
            appendSpecial(view[index], to: buffer)
            index &+= 1
            copied = index
        }
        buffer.append(view[copied..<index])
    }

    private static func appendSpecial(_ byte: UInt8, to buffer: ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append(short: "\\\"")
        case UInt8(ascii: "\\"): buffer.append(short: "\\\\")
        case 0x0A: buffer.append(short: "\\n")
        case 0x0D: buffer.append(short: "\\r")
        case 0x09: buffer.append(short: "\\t")
        case 0x80...: buffer.append(UTF8Sequence.replacement)
        default:
            buffer.append(short: "\\u00")
            buffer.append(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            buffer.append(digit(byte & 15))
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 87 }
}
