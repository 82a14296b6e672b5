// A piece of a request target, percent-decoded: checked and measured first, copied out later. In a query a plus
// sign is a space; in a path it is a plus sign.

import RESP

/// A piece of a target.
struct PercentText {
    let raw: ByteView
    /// Whether `+` stands for a space.
    let isQuery: Bool
    /// The number of bytes that the piece stands for.
    let count: Int
    /// Whether the bytes stand for themselves.
    private let isPlain: Bool

    /// Throws where two hexadecimal digits do not follow a percent sign.
    init(_ raw: ByteView, isQuery: Bool) throws(RESTError) {
        self.raw = raw
        self.isQuery = isQuery
        var (index, escapes, pluses) = (0, 0, 0)
        while index < raw.count {
            if raw[index] == UInt8(ascii: "%") {
                guard PercentText.byte(in: raw, at: index) != nil else {
                    throw .badEscape([UInt8](raw[index..<min(index &+ 3, raw.count)]))
                }
                escapes &+= 1
                index &+= 2
            } else if raw[index] == UInt8(ascii: "+") {
                pluses &+= 1
            }
            index &+= 1
        }
        count = raw.count &- 2 &* escapes
        isPlain = escapes == 0 && (pluses == 0 || !isQuery)
    }

    /// Appends the bytes that the piece stands for.
    func append(to buffer: ByteBuffer) {
        guard !isPlain else { return buffer.append(raw) }
        var index = 0
        while index < raw.count {
            if let byte = PercentText.byte(in: raw, at: index) {
                buffer.append(byte)
                index &+= 3
            } else {
                let byte = raw[index]
                buffer.append(isQuery && byte == UInt8(ascii: "+") ? 0x20 : byte)
                index &+= 1
            }
        }
    }

    /// The bytes that the piece stands for.
    var bytes: [UInt8] {
        let buffer = ByteBuffer(capacity: max(count, 1))
        append(to: buffer)
        return [UInt8](buffer.view)
    }

    /// The byte that the escape at `index` stands for; nil when there is none.
    private static func byte(in view: ByteView, at index: Int) -> UInt8? {
        guard index &+ 2 < view.count, view[index] == UInt8(ascii: "%"),
            let high = HexDigit.value(view[index &+ 1]), let low = HexDigit.value(view[index &+ 2])
        else { return nil }
        return high &<< 4 | low
    }
}
