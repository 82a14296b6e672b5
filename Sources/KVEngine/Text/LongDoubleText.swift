// The numbers of INCRBYFLOAT and HINCRBYFLOAT, which Redis reads, adds and prints in C's long double so that
// 0.1 + 0.2 stays 0.3. They are printed without an exponent, rounded to seventeen places behind the point,
// with the zeros at the end cut off: the text that is stored, and read again by the next increment.
//
// On machines where Swift has no type for C's long double, Double stands in: see `LongDouble`.

import RESP

/// Extended-precision numbers in text.
enum LongDoubleText {
    /// The length from which on Redis refuses a number unread: its buffer for one is this many bytes.
    private static let lengthLimit = 5120

    #if arch(x86_64) && !os(Windows)
        private static let powerLimit = 27
        private static let format: StaticString = "%.17Lf"
    #else
        private static let powerLimit = 22
        private static let format: StaticString = "%.17f"
    #endif

    /// Reads a long double; nil where Redis answers that the value is not a valid float.
    ///
    /// Infinities are read: it is the sum that Redis refuses.
    static func parse(_ view: ByteView) -> LongDouble? {
        guard !view.isEmpty, view.count < lengthLimit, !DoubleText.isBlank(view[0]) else { return nil }
        if let exact = DecimalScan(view)?.exactly(LongDouble.self, powerLimit: powerLimit) { return exact }
        guard let value = CFormat.parseLongDouble(view), !value.isNaN else { return nil }
        return value
    }

    /// Lends the text INCRBYFLOAT stores for a number, for the duration of `body`; zero has no sign.
    static func withSpelling<R>(of value: LongDouble, _ body: (ByteView) -> R) -> R {
        guard value.isFinite else { return DoubleText.withSpelling(of: Double(value), body) }
        let magnitude = value.magnitude
        guard magnitude < 0x1p63 else { return withLongSpelling(of: value, body) }
        let whole = UInt64(magnitude)
        if LongDouble(whole) == magnitude {
            return ScratchText.with(capacity: 24) { text in
                if value < 0 { text.append(UInt8(ascii: "-")) }
                text.append(decimal: whole)
                return body(text.view)
            }
        }
        guard let digits = DecimalExpansion(magnitude, .fixed(17)) else { return body(ByteView("0")) }
        let isZero = digits.whole == 0 && digits.fraction == 0
        return digits.withSpelling(negative: value < 0 && !isZero, body)
    }

    /// Prints numbers of 2^63 and more: whole on every machine, so the zeros behind the point are cut.
    private static func withLongSpelling<R>(of value: LongDouble, _ body: (ByteView) -> R) -> R {
        CFormat.withText(of: value, format: format, capacity: lengthLimit) { text in
            var end = text.count
            while end > 0, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
            if end > 0, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
            return body(text[0..<end])
        }
    }
}
