// Times in flags: `500ms`, `5s`, `10m`, `2h`, `1d`, or a number of seconds.

extension FlagValues {
    /// A length of time in `range`.
    package func duration(_ name: String, in range: ClosedRange<Duration>) throws(UsageError) -> Duration? {
        guard let text = string(name) else { return nil }
        guard let duration = DurationWord.value(of: text), range.contains(duration) else {
            let bounds =
                "from \(DurationWord.text(range.lowerBound)) to \(DurationWord.text(range.upperBound))"
            throw UsageError(
                "--\(name) cannot be \"\(text)\"; it takes a time such as 500ms, 5s or 10m, \(bounds)")
        }
        return duration
    }
}

/// Lengths of time as people write them.
package enum DurationWord {
    private static let units: [(name: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The time that a word stands for, to the millisecond; nil when it is none.
    package static func value(of text: String) -> Duration? {
        let unit = units.first { text.hasSuffix($0.name) }
        let digits = text.dropLast(unit?.name.count ?? 0)
        guard digits.first?.isNumber == true, digits.allSatisfy({ $0.isNumber || $0 == "." }),
            let number = Double(digits)
        else { return nil }
        let milliseconds = number * (unit?.milliseconds ?? 1000)
        return milliseconds < 1e15 ? .milliseconds(Int64(milliseconds.rounded())) : nil
    }

    /// A time in the largest unit that it is a whole number of.
    package static func text(_ duration: Duration) -> String {
        let milliseconds = (duration / .milliseconds(1)).rounded()
        let unit = units.last {
            milliseconds >= $0.milliseconds && milliseconds.remainder(dividingBy: $0.milliseconds) == 0
        }
        return "\(Int(milliseconds / (unit?.milliseconds ?? 1)))\(unit?.name ?? "ms")"
    }

    /// A time as minutes and seconds, `1:05`, or hours, `1:00:05`.
    package static func clock(_ duration: Duration) -> String {
        let seconds = Int((duration / .seconds(1)).rounded())
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let end = padded(seconds % 60)
        return hours > 0 ? "\(hours):\(padded(minutes)):\(end)" : "\(minutes):\(end)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
