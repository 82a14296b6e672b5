// Spans of time as a person writes them: `60s`, `1500ms`, `2m`, `1h30m`, `1d`; a bare number is milliseconds.

enum DurationText {
    private static let microseconds: [(unit: String, length: Double)] = [
        ("ms", 1000), ("us", 1), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000),
        ("d", 86_400_000_000), ("", 1000),
    ]

    /// The microseconds that a text spells; nil for anything else, for negative ones and for more than 300 years.
    static func parse(_ text: String) -> Int64? {
        var rest = text.lowercased()[...]
        var sum = 0.0
        repeat {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let number = Double(digits), number.isFinite else { return nil }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0.isLetter }
            guard let unit = microseconds.first(where: { $0.unit == letters }) else { return nil }
            // A bare number stands alone.
            if letters.isEmpty, digits.count < text.count { return nil }
            rest = rest.dropFirst(letters.count)
            sum += number * unit.length
        } while !rest.isEmpty
        return sum < longest ? Int64(sum.rounded()) : nil
    }

    private static let longest = 300 * 365.25 * 86_400_000_000
}
