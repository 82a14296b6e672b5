// Numbers as people read them in tables.

/// Numbers for reports.
package enum Figures {
    /// With a decimal, rounded.
    package static func decimal(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// With commas between thousands.
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// In the unit that suits it, as `1.7 MB`.
    package static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<1_000_000: "\(decimal(Double(count) / 1000)) kB"
        case ..<1_000_000_000: "\(decimal(Double(count) / 1_000_000)) MB"
        default: "\(decimal(Double(count) / 1_000_000_000)) GB"
        }
    }

    /// A number and its noun, with an `s` where it is not one.
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A part of a whole in percent; nil of nothing.
    package static func percent(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) * 100 / Double(whole) : nil
    }

    /// To one decimal, for programs.
    package static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
