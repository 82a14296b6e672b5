// Which bytes may stand where in a request, and the search for the first that may not. Values and targets are
// most of a head, so they are searched eight bytes at a time; names are short and go byte by byte.

import RESP

/// The classes of bytes of RFC 9110.
enum HTTPBytes {
    static var carriageReturn: UInt8 { 0x0D }
    static var lineFeed: UInt8 { 0x0A }
    static var tab: UInt8 { 0x09 }
    static var space: UInt8 { 0x20 }

    /// Letters, digits and the marks that a token may have: one bit a byte of ASCII.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        isMember(byte, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// What may stand in a Host field: names, addresses, escapes, brackets and the colon before a port.
    @inline(__always)
    static func isHost(_ byte: UInt8) -> Bool {
        isMember(byte, low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE)
    }

    @inline(__always)
    private static func isMember(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        guard byte < 128 else { return false }
        return (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 != 0
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always)
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        if byte &- 48 < 10 { return byte &- 48 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// The first place from `start` on, and before `bound`, of a byte below `floor` or of DEL; else `bound`.
    ///
    /// Subtracting the floor borrows only from bytes above one that is below it, so the lowest mark is right.
    @inline(__always)
    static func firstControl(
        below floor: UInt8 = 0x20, in bytes: ByteView, from start: Int, to bound: Int
    ) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let floors = ones &* UInt64(floor)
        var index = start
        while index &+ 8 <= bound {
            let word = bytes.word(at: index)
            let deletes = word ^ (ones &* 0x7F)
            let marks = ((word &- floors) & ~word | (deletes &- ones) & ~deletes) & (ones &* 0x80)
            if marks != 0 { return index &+ marks.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < bound {
            let byte = bytes[index]
            if byte < floor || byte == 0x7F { return index }
            index &+= 1
        }
        return bound
    }

    /// A view without the spaces and tabs around it.
    static func trimmed(_ bytes: ByteView) -> ByteView {
        var (start, end) = (0, bytes.count)
        while start < end, isBlank(bytes[start]) { start &+= 1 }
        while start < end, isBlank(bytes[end &- 1]) { end &-= 1 }
        return bytes[start..<end]
    }
}
