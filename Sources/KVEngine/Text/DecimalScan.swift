// The ordinary way people write numbers, sign, digits, point, exponent, taken apart into a whole number and a
// power of ten. When both are small enough one exact division or product gives the nearest floating-point
// number, so scores like 12 and 3.14 never pay for a copy and a call into C.
//
// It judges nothing: text it does not take apart (hexadecimal, infinities, long digits, plain nonsense) is
// left to C's own reader.

import RESP

/// A decimal number as mantissa × 10^exponent.
struct DecimalScan {
    private(set) var negative = false
    private(set) var mantissa: UInt64 = 0
    private(set) var exponent = 0

    /// Takes apart all of `view`; nil when it is not plain decimal of at most 19 significant digits.
    init?(_ view: ByteView) {
        guard !view.isEmpty else { return nil }
        negative = view[0] == UInt8(ascii: "-")
        var index = negative || view[0] == UInt8(ascii: "+") ? 1 : 0
        guard let whole = readDigits(view, &index) else { return nil }
        var fraction = 0
        if index < view.count, view[index] == UInt8(ascii: ".") {
            index += 1
            guard let places = readDigits(view, &index) else { return nil }
            fraction = places
        }
        guard whole + fraction > 0 else { return nil }
        guard let power = DecimalScan.readExponent(view, &index), index == view.count else { return nil }
        exponent = power - fraction
    }

    /// Adds the digits at `index` to the mantissa and counts them; nil when it would overflow.
    private mutating func readDigits(_ view: ByteView, _ index: inout Int) -> Int? {
        let start = index
        while index < view.count {
            let digit = view[index] &- 48
            guard digit < 10 else { break }
            guard mantissa <= (UInt64.max - 9) / 10 else { return nil }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            index += 1
        }
        return index - start
    }

    /// Reads an exponent of up to four digits; zero when there is none, nil when it is not well formed.
    private static func readExponent(_ view: ByteView, _ index: inout Int) -> Int? {
        guard index < view.count else { return 0 }
        guard view[index] | 0x20 == UInt8(ascii: "e"), index + 1 < view.count else { return nil }
        index += 1
        let negative = view[index] == UInt8(ascii: "-")
        if negative || view[index] == UInt8(ascii: "+") { index += 1 }
        let digits = view.count - index
        guard digits > 0, digits <= 4 else { return nil }
        var power = 0
        while index < view.count {
            let digit = view[index] &- 48
            guard digit < 10 else { return nil }
            power = power * 10 + Int(digit)
            index += 1
        }
        return negative ? -power : power
    }

    /// The value, when mantissa and power of ten are both exact in `Number`, so that one rounding is right.
    func exactly<Number: BinaryFloatingPoint>(_: Number.Type, powerLimit: Int) -> Number? {
        guard let whole = Number(exactly: mantissa) else { return nil }
        guard mantissa != 0 else { return negative ? -whole : whole }
        guard abs(exponent) <= powerLimit else { return nil }
        var power: Number = 1
        for _ in 0..<abs(exponent) { power *= 10 }
        let value = exponent < 0 ? whole / power : whole * power
        return negative ? -value : value
    }
}
