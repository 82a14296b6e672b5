// The bytes of a JSON string that stand for themselves, eight at a time: printable ASCII but for the quote and
// the backslash. Reading and writing stop at the same bytes, so both go through here.

import RESP

/// Runs of plain text inside JSON strings.
enum PlainText {
    /// The index of the first byte from `start` on that needs a look: a quote, a backslash, a control character
    /// or part of a character outside ASCII; the view's end when there is none.
    static func end(in view: ByteView, from start: Int) -> Int {
        var index = start
        while index <= view.count &- 8 {
            let special = specialBytes(of: view.word(at: index))
            if special != 0 { return index &+ special.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < view.count, isPlain(view[index]) { index &+= 1 }
        return index
    }

    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The high bit of each byte of a word that is not plain.
    ///
    /// A borrow may mark bytes behind the first one that is marked, which is why only that one may be used.
    @inline(__always)
    private static func specialBytes(of word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (word | control | quote | backslash) & (ones &* 0x80)
    }
}
