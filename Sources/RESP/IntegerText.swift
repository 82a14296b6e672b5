// The one spelling of an integer that the protocol accepts: digits with no leading zero, a minus where it is
// negative, nothing else. A number that parses is exactly the text that printing it again would give.

package enum StrictInteger {
    /// Reads the whole text as a number in its shortest spelling; nil if it is anything else.
    package static func parse(_ text: ByteView) -> Int64? {
        guard !text.isEmpty, text.count <= 20 else { return nil }
        let negative = text[0] == UInt8(ascii: "-")
        let digits = text[(negative ? 1 : 0)..<text.count]
        guard let magnitude = magnitude(of: digits) else { return nil }
        guard negative else { return Int64(exactly: magnitude) }
        guard magnitude != 0, magnitude <= Int64.min.magnitude else { return nil }
        return Int64(truncatingIfNeeded: 0 &- magnitude)
    }

    private static func magnitude(of digits: ByteView) -> UInt64? {
        guard !digits.isEmpty, digits.count == 1 || digits[0] != UInt8(ascii: "0") else { return nil }
        var value: UInt64 = 0
        for index in 0..<digits.count {
            let digit = digits[index] &- 48
            guard digit <= 9 else { return nil }
            let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooBig) = tens.addingReportingOverflow(UInt64(digit))
            guard !tooMany, !tooBig else { return nil }
            value = sum
        }
        return value
    }
}
