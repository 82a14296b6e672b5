// SCAN cursors, which Redis reads with C's looser rules for numbers.

import RESP

extension IntegerText {
    /// Reads a SCAN cursor; nil where Redis answers "invalid cursor".
    ///
    /// The text ends at its first zero byte, an empty one is zero, a sign is allowed and a minus sign wraps
    /// around; leading zeros are fine, blanks and numbers above 64 bits are not.
    static func parseCursor(_ view: ByteView) -> UInt64? {
        let text = view.beforeNUL
        guard !text.isEmpty else { return 0 }
        let negative = text[0] == UInt8(ascii: "-")
        let start = negative || text[0] == UInt8(ascii: "+") ? 1 : 0
        guard start < text.count else { return nil }
        var value: UInt64 = 0
        for index in start..<text.count {
            let digit = text[index] &- 48
            guard digit < 10 else { return nil }
            let (shifted, tooLong) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) = shifted.addingReportingOverflow(UInt64(digit))
            guard !tooLong, !tooLarge else { return nil }
            value = sum
        }
        return negative ? 0 &- value : value
    }
}
