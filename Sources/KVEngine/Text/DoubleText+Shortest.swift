// Doubles in as few digits as read back, for clients that take them for numbers: JavaScript's. Upstash's clients turn
// the text of a number into a number only when it is spelled as JavaScript would spell it, so the form is ECMAScript's
// Number::toString: no exponent from 1e-6 up to 1e21, `e+21` and `e-7` beyond.
//
// Source: https://tc39.es/ecma262/#sec-numeric-types-number-tostring

extension DoubleText {
    /// A double's shortest spelling; `inf`, `-inf` and `nan` as Redis has them. Negative zero is `0`.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        guard value != 0 else { return "0" }
        let (digits, exponent) = shortestDigits(value.magnitude)
        return (value < 0 ? "-" : "") + spell(digits, pointAfter: exponent)
    }

    /// The digits without zeros at either end, and how many of them stand before the point (which may be none, or more
    /// than there are).
    private static func shortestDigits(_ magnitude: Double) -> (digits: [UInt8], pointAfter: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        // Swift's description has the shortest digits, and an exponent where it likes.
        let text = Array(magnitude.description.utf8)
        let end = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
        for byte in text[..<end] {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
        }
        if end < text.count { exponent = Int(String(decoding: text[(end + 1)...], as: UTF8.self)) ?? 0 }
        var place = (point ?? digits.count) + exponent
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            place -= 1
        }
        return (digits, place)
    }

    private static func spell(_ digits: [UInt8], pointAfter place: Int) -> String {
        let text = String(decoding: digits, as: UTF8.self)
        switch place {
        case digits.count...21 where digits.count <= 21:
            return text + String(repeating: "0", count: place - digits.count)
        case 1...21: return "\(text.prefix(place)).\(text.dropFirst(place))"
        case -5...0: return "0." + String(repeating: "0", count: -place) + text
        default:
            let rest = text.dropFirst()
            let mantissa = rest.isEmpty ? text : "\(text.prefix(1)).\(rest)"
            return "\(mantissa)e\(place > 0 ? "+" : "")\(place - 1)"
        }
    }
}
