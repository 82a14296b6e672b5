// Whole numbers as commands spell them. A counter must have one spelling only, because a stored integer is
// written back in decimal: so no plus sign, no leading zero, no blank. SCAN cursors follow C's looser rules.
//
// Numbers with a point or an exponent are not read here, even when their value is whole.

import RESP

/// Whole numbers in decimal.
package enum IntegerText {
    /// Reads a 64-bit integer in its one canonical spelling; nil for any other text.
    package static func parse(_ view: ByteView) -> Int64? {
        let count = view.count
        guard count > 0, count <= 20 else { return nil }
        let first = view[0]
        if count == 1 { return first &- 48 < 10 ? Int64(first &- 48) : nil }
        let negative = first == UInt8(ascii: "-")
        guard let magnitude = canonicalMagnitude(view, from: negative ? 1 : 0) else { return nil }
        guard negative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? 0 &- Int64(truncatingIfNeeded: magnitude) : nil
    }

    /// Reads up to 19 digits, none of them a leading zero: that many never overflow.
    private static func canonicalMagnitude(_ view: ByteView, from start: Int) -> UInt64? {
        guard view.count &- start <= 19, view[start] &- 49 < 9 else { return nil }
        var magnitude: UInt64 = 0
        for index in start..<view.count {
            let digit = view[index] &- 48
            guard digit < 10 else { return nil }
            magnitude = magnitude &* 10 &+ UInt64(digit)
        }
        return magnitude
    }

    /// Reads a SCAN cursor; nil where Redis answers "invalid cursor".
    ///
    /// The text ends at its first zero byte, an empty one is zero, a sign is allowed and a minus sign wraps
    /// around; leading zeros are fine, blanks and numbers above 64 bits are not.
    package static func parseUnsigned(_ view: ByteView) -> UInt64? {
        let end = endOfCString(view)
        guard end > 0 else { return 0 }
        let negative = view[0] == UInt8(ascii: "-")
        let start = negative || view[0] == UInt8(ascii: "+") ? 1 : 0
        guard start < end else { return nil }
        var value: UInt64 = 0
        for index in start..<end {
            let digit = view[index] &- 48
            guard digit < 10 else { return nil }
            let (shifted, tooLong) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = shifted.addingReportingOverflow(UInt64(digit))
            guard !tooLong, !tooLarge else { return nil }
            value = sum
        }
        return negative ? 0 &- value : value
    }

    private static func endOfCString(_ view: ByteView) -> Int {
        var end = 0
        while end < view.count, view[end] != 0 { end += 1 }
        return end
    }

    /// Appends a number in decimal.
    package static func write(_ value: Int64, to buffer: ByteBuffer) { buffer.append(decimal: value) }
}
