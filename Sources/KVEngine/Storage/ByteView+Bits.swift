// A string as a row of bits, the highest of the first byte being bit 0, as SETBIT and its kin count them. Counting
// and searching go by words of eight bytes.

import RESP

extension ByteView {
    /// The number of bits that are set.
    ///
    /// - Complexity: O(n) in the length, eight bytes a step.
    var setBitCount: Int {
        let words = count >> 3
        var total = 0
        for index in 0..<words {
            let word = unsafe base.loadUnaligned(fromByteOffset: index << 3, as: UInt64.self)
            total &+= word.nonzeroBitCount
        }
        for index in words << 3..<count { total &+= self[index].nonzeroBitCount }
        return total
    }

    /// The number of bits that are set among those of a range, which must lie within the string.
    func setBitCount(in bits: Range<Int>) -> Int {
        guard !bits.isEmpty else { return 0 }
        let (first, last) = (bits.lowerBound >> 3, (bits.upperBound - 1) >> 3)
        let before = self[first] & ~(0xFF >> UInt8(bits.lowerBound & 7))
        let after = self[last] & (0x7F >> UInt8((bits.upperBound - 1) & 7))
        return self[first..<last + 1].setBitCount - before.nonzeroBitCount - after.nonzeroBitCount
    }

    /// The first bit of a range, which must lie within the string, that is set or clear; nil when there is none.
    ///
    /// - Complexity: O(n) in the length, eight bytes a step.
    func firstBit(in bits: Range<Int>, set isSet: Bool) -> Int? {
        guard !bits.isEmpty else { return nil }
        // Clear bits are found as set ones of the complement.
        let flip: UInt8 = isSet ? 0 : 0xFF
        let end = (bits.upperBound + 7) >> 3
        var index = bits.lowerBound >> 3
        var byte = (self[index] ^ flip) & (0xFF >> UInt8(bits.lowerBound & 7))
        if byte == 0 {
            index = self[0..<end].indexOfFirstByte(from: index + 1, otherThan: flip)
            guard index < end else { return nil }
            byte = self[index] ^ flip
        }
        let position = index << 3 + byte.leadingZeroBitCount
        return position < bits.upperBound ? position : nil
    }

    /// The index of the first byte that is not `byte`, all of whose bits are alike; the length when there is none.
    private func indexOfFirstByte(from start: Int, otherThan byte: UInt8) -> Int {
        let uniform: UInt64 = byte == 0 ? 0 : .max
        var index = start
        while index <= count - 8, word(at: index) == uniform { index &+= 8 }
        while index < count, self[index] == byte { index &+= 1 }
        return index
    }

    /// The number in `width` bits from `offset` on, at most 64, the highest first; bits behind the end are zero.
    func number(at offset: Int, width: Int) -> UInt64 {
        precondition(offset >= 0 && 1...64 ~= width, "no such number of bits")
        var (value, position, rest) = (UInt64(0), offset, width)
        while rest > 0 {
            let (index, skipped) = (position >> 3, position & 7)
            let taken = min(8 - skipped, rest)
            let byte = index < count ? self[index] : 0
            value = value << UInt64(taken) | UInt64((byte << UInt8(skipped)) >> UInt8(8 - taken))
            (position, rest) = (position + taken, rest - taken)
        }
        return value
    }
}

extension MutableBytes {
    /// Writes the lowest `width` bits of a number from bit `offset` on, the highest first.
    func write(_ number: UInt64, at offset: Int, width: Int) {
        precondition(offset >= 0 && 1...64 ~= width, "no such number of bits")
        var (position, rest) = (offset, width)
        while rest > 0 {
            let (index, skipped) = (position >> 3, position & 7)
            let taken = min(8 - skipped, rest)
            let shift = UInt8(8 - skipped - taken)
            let mask = (UInt8(0xFF) >> UInt8(8 - taken)) << shift
            let bits = UInt8(truncatingIfNeeded: number >> UInt64(rest - taken)) << shift
            self[index] = self[index] & ~mask | bits & mask
            (position, rest) = (position + taken, rest - taken)
        }
    }
}
