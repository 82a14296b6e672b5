// The header of a request or of an argument, read from one eight-byte word: the common case of a type byte,
// up to five digits and a carriage return. Everything else (a longer number, a wrong type, the last few bytes
// of the input, any mistake) is left to the slower search, which also names the error.

struct RequestHeader {
    /// The number, or -1 where the slower search has to look.
    let value: Int
    /// Where the bytes after the line start.
    let end: Int

    private static var unread: RequestHeader { RequestHeader(value: -1, end: 0) }

    @inline(__always)
    static func short(_ type: UInt8, at position: Int, in bytes: ByteView) -> RequestHeader {
        guard position <= bytes.count &- 8 else { return unread }
        let word = bytes.word(at: position)
        guard UInt8(truncatingIfNeeded: word) == type else { return unread }
        var value = Int(truncatingIfNeeded: (word >> 8) & 0xFF) &- 48
        guard value >= 0, value <= 9 else { return unread }
        let second = Int(truncatingIfNeeded: (word >> 16) & 0xFF)
        if second == 13 { return RequestHeader(value: value, end: position &+ 4) }
        // A number of several digits may not start with a zero.
        guard value > 0, second >= 48, second <= 57 else { return unread }
        value = value &* 10 &+ second &- 48
        var rest = word >> 24
        var end = position &+ 5
        while end <= position &+ 8 {
            let byte = Int(truncatingIfNeeded: rest & 0xFF)
            if byte == 13 { return RequestHeader(value: value, end: end) }
            guard byte >= 48, byte <= 57 else { return unread }
            value = value &* 10 &+ byte &- 48
            rest >>= 8
            end &+= 1
        }
        return unread
    }
}
