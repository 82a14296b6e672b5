// One string of a JSON text: found and checked first, copied out later, so that its length is known before a
// byte of it is written (a RESP bulk string starts with it) and a string without escapes is copied in one piece.
//
// Both passes go over the same pieces. A surrogate that has no partner, and a byte that is no UTF-8, become
// U+FFFD, as the real service reads them: a value that would be lost in production is lost in the test.

import RESP

/// A string between its quotes.
package struct JSONString {
    /// The bytes between the quotes.
    let raw: ByteView
    /// Whether they stand for themselves.
    let isPlain: Bool
    /// The number of bytes that the string stands for.
    package let count: Int

    /// Appends the bytes that the string stands for.
    package func append(to buffer: ByteBuffer) {
        guard !isPlain else { return buffer.append(raw) }
        var index = 0
        while index < raw.count {
            let end = PlainText.end(in: raw, from: index)
            if end > index { buffer.append(raw[index..<end]) }
            guard end < raw.count, let piece = JSONPiece(in: raw, at: end) else { return }
            if let code = piece.code {
                buffer.append(utf8: code)
            } else {
                buffer.append(raw.part(from: end, count: piece.length))
            }
            index = end &+ piece.length
        }
    }

    /// Reads the string whose opening quote is before `start`; nil when it is broken or has no end.
    init?(in view: ByteView, from start: Int) {
        var (index, count, isPlain) = (start, 0, true)
        while true {
            let end = PlainText.end(in: view, from: index)
            count &+= end &- index
            guard end < view.count else { return nil }
            if view[end] == UInt8(ascii: "\"") {
                self.raw = view[start..<end]
                self.isPlain = isPlain
                self.count = count
                return
            }
            guard let piece = JSONPiece(in: view, at: end) else { return nil }
            if piece.code != nil { isPlain = false }
            count &+= piece.count
            index = end &+ piece.length
        }
    }
}

/// What stands at a byte of a string that is not plain: an escape, or a character outside ASCII.
private struct JSONPiece {
    /// The bytes it takes.
    let length: Int
    /// The character it stands for; nil when it stands for itself.
    let code: UInt32?

    /// The bytes it stands for.
    var count: Int {
        guard let code else { return length }
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    }

    /// Nil for an escape that JSON does not have, and for a control character, which must be escaped.
    init?(in view: ByteView, at index: Int) {
        let first = view[index]
        if first >= 0x80 {
            let length = UTF8Sequence.length(in: view, at: index)
            self.length = max(length, 1)
            code = length == 0 ? 0xFFFD : nil
            return
        }
        guard first == UInt8(ascii: "\\"), index &+ 1 < view.count else { return nil }
        let kind = view[index &+ 1]
        if kind == UInt8(ascii: "u") {
            guard let unit = JSONPiece.unit(in: view, at: index) else { return nil }
            (length, code) = JSONPiece.paired(unit, in: view, at: index)
        } else {
            guard let short = JSONPiece.short(kind) else { return nil }
            (length, code) = (2, short)
        }
    }

    private static func short(_ kind: UInt8) -> UInt32? {
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt32(kind)
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "f"): 12
        case UInt8(ascii: "r"): 13
        default: nil
        }
    }

    /// Joins a surrogate with the one that follows; one that is alone is replaced.
    private static func paired(_ unit: UInt32, in view: ByteView, at index: Int) -> (Int, UInt32) {
        guard unit & 0xF800 == 0xD800 else { return (6, unit) }
        guard unit < 0xDC00, let next = self.unit(in: view, at: index &+ 6), next & 0xFC00 == 0xDC00 else {
            return (6, 0xFFFD)
        }
        return (12, 0x10000 &+ ((unit & 0x3FF) &<< 10 | next & 0x3FF))
    }

    /// The number of the escape at `index`, four digits behind `\u`; nil when there is none.
    private static func unit(in view: ByteView, at index: Int) -> UInt32? {
        guard index &+ 6 <= view.count, view[index] == UInt8(ascii: "\\"),
            view[index &+ 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for offset in 2..<6 {
            guard let digit = HexDigit.value(view[index &+ offset]) else { return nil }
            unit = unit &<< 4 | UInt32(digit)
        }
        return unit
    }
}

/// Hexadecimal digits, in either case.
enum HexDigit {
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- 55
        default: nil
        }
    }
}
