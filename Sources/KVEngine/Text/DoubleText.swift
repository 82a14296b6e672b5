// Doubles as Redis reads and prints them: scores, coordinates, timeouts. Reading takes whatever C's strtod
// takes, except blanks in front, anything left behind, NaN, and values too large or too small for a double.
// Printing is C's %.17g: seventeen significant digits, plain below 1e17, with an exponent from there on.
//
// The shortest spelling that reads back (as Swift prints) is deliberately not used: 3.14 is answered as
// 3.1400000000000001, because that is what clients of Redis 7.0 see.

import RESP

/// Double-precision numbers in text.
enum DoubleText {
    /// Reads a double; nil where Redis answers that the value is not a valid float.
    ///
    /// Subnormal numbers are read unless they are refused, as SORT does.
    static func parse(_ view: ByteView, refusing: CFormat.Refusal = .extremes) -> Double? {
        if let exact = DecimalScan(view)?.exactly(Double.self, powerLimit: 22) { return exact }
        guard !view.isEmpty, !isBlank(view[0]),
            let value = CFormat.parseDouble(view, refusing: refusing)
        else { return nil }
        return value.isNaN ? nil : value
    }

    /// Reads a double as C's strtod reads the text up to its first zero byte: blanks in front are passed over,
    /// nothing at all is zero, and numbers too large or too small become infinite or zero. Nil for NaN and for
    /// text that is left over.
    static func parseLoosely(_ view: ByteView) -> Double? {
        if let exact = DecimalScan(view)?.exactly(Double.self, powerLimit: 22) { return exact }
        guard let value = CFormat.parseDouble(view.beforeNUL, refusing: .none) else { return nil }
        return value.isNaN ? nil : value
    }

    /// Whether C counts a byte as white space.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }

    /// Lends a double's text as Redis prints it, whose length a reply must state first, for the duration of `body`.
    ///
    /// Negative zero is `-0`. A small sorted set of a real server forgets that sign: its caller's affair.
    static func withSpelling<R>(of value: Double, _ body: (ByteView) -> R) -> R {
        guard value.isFinite else { return withSpelling(notFinite: value, body) }
        let magnitude = value.magnitude
        if magnitude < 1e17, magnitude >= 1e-4 || magnitude == 0 {
            let whole = UInt64(magnitude)
            if Double(whole) == magnitude {
                return withSpelling(negative: value.sign == .minus, whole: whole, body)
            }
            if let digits = DecimalExpansion(magnitude, .significant(17)) {
                return digits.withSpelling(negative: value.sign == .minus, body)
            }
        }
        return CFormat.withText(of: value, format: "%.17g", capacity: 40, body)
    }

    private static func withSpelling<R>(negative: Bool, whole: UInt64, _ body: (ByteView) -> R) -> R {
        ScratchText.with(capacity: 24) { text in
            if negative { text.append(UInt8(ascii: "-")) }
            text.append(decimal: whole)
            return body(text.view)
        }
    }

    private static func withSpelling<R>(notFinite value: Double, _ body: (ByteView) -> R) -> R {
        switch (value.isNaN, value.sign) {
        case (false, .plus): body(ByteView("inf"))
        case (false, .minus): body(ByteView("-inf"))
        case (true, .plus): body(ByteView("nan"))
        case (true, .minus): body(ByteView("-nan"))
        }
    }
}

extension DecimalExpansion {
    /// Lends the digits as text, with a point only where digits follow it.
    func withSpelling<R>(negative: Bool, _ body: (ByteView) -> R) -> R {
        ScratchText.with(capacity: 48) { text in
            if negative { text.append(UInt8(ascii: "-")) }
            text.append(decimal: whole)
            if places > 0 {
                text.append(UInt8(ascii: "."))
                text.append(decimal: fraction, width: places)
            }
            return body(text.view)
        }
    }
}
