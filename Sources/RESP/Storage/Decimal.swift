// Decimal digits into raw memory: the innermost loop of every reply. A single digit, by far the most common
// number on the wire, is written without a loop or a call.

/// Writes numbers in decimal.
public enum Decimal {
    /// Writes `value` in decimal at `target`, which has room for 20 bytes, and returns how many were written.
    @inlinable
    public static func write(_ value: Int64, to target: UnsafeMutableRawPointer) -> Int {
        if value >= 0, value < 10 {
            unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: value) &+ 48, as: UInt8.self)
            return 1
        }
        return unsafe writeLong(value, to: target)
    }

    @usableFromInline
    static func writeLong(_ value: Int64, to target: UnsafeMutableRawPointer) -> Int {
        var magnitude = value.magnitude
        var start = 0
        if value < 0 {
            unsafe target.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
            start = 1
        }
        let digits = digitCount(magnitude)
        var position = start &+ digits
        repeat {
            position &-= 1
            let (rest, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            unsafe target.storeBytes(
                of: UInt8(truncatingIfNeeded: digit) &+ 48, toByteOffset: position, as: UInt8.self)
            magnitude = rest
        } while magnitude != 0
        return start &+ digits
    }

    private static func digitCount(_ value: UInt64) -> Int {
        var (count, limit) = (1, UInt64(10))
        while count < 20, value >= limit {
            count &+= 1
            let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
            if overflow { return value >= limit ? 20 : 19 }
            limit = next
        }
        return count
    }
}
