// Whole numbers as the protocol and the commands spell them. A number has one spelling only, because a stored
// integer is written back in decimal: digits without a leading zero, a minus where it is negative, nothing else.
//
// Numbers with a point or an exponent are not read here, even when their value is whole.

/// Whole numbers in decimal.
public enum IntegerText {
    /// Reads a 64-bit integer in its one spelling; nil for any other text.
    @inlinable
    public static func parse(_ view: ByteView) -> Int64? {
        let count = view.count
        guard count > 0, count <= 20 else { return nil }
        let first = view[0]
        if count == 1 { return first &- 48 < 10 ? Int64(first &- 48) : nil }
        let negative = first == UInt8(ascii: "-")
        guard let magnitude = magnitude(view, from: negative ? 1 : 0) else { return nil }
        guard negative else { return Int64(exactly: magnitude) }
        return magnitude <= Int64.min.magnitude ? 0 &- Int64(truncatingIfNeeded: magnitude) : nil
    }

    /// Reads up to 19 digits, the first of them not a zero: that many never overflow.
    @inlinable
    static func magnitude(_ view: ByteView, from start: Int) -> UInt64? {
        guard view.count &- start <= 19, view[start] &- 49 < 9 else { return nil }
        var magnitude: UInt64 = 0
        for index in start..<view.count {
            let digit = view[index] &- 48
            guard digit < 10 else { return nil }
            magnitude = magnitude &* 10 &+ UInt64(digit)
        }
        return magnitude
    }
}
