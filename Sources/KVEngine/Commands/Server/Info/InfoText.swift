// INFO's text: headings and lines of `name:value`, and how its numbers are spelled.

/// The text of INFO as it grows.
struct InfoText {
    private(set) var text = ""

    /// Begins a section.
    mutating func begin(_ title: String) {
        if !text.isEmpty { text += "\r\n" }
        text += "# \(title)\r\n"
    }

    mutating func line(_ name: String, _ value: some CustomStringConvertible) {
        text += "\(name):\(value)\r\n"
    }

    /// Several fields that are zero here.
    mutating func zeros(_ names: StaticString...) {
        for name in names { line("\(name)", 0) }
    }

    /// A number of bytes, and the same for people.
    mutating func size(_ name: String, _ bytes: Int) {
        line(name, bytes)
        humanSize(name, bytes)
    }

    mutating func humanSize(_ name: String, _ bytes: Int) {
        line("\(name)_human", InfoText.human(bytes))
    }

    /// A number of bytes in the greatest unit that it reaches: `512B`, `1.50K`.
    private static func human(_ bytes: Int) -> String {
        if bytes < 1024 { return "\(bytes)B" }
        var (value, unit) = (Double(bytes) / 1024, 0)
        while value >= 1024, unit < 4 {
            value /= 1024
            unit += 1
        }
        return fixed(value, places: 2) + ["K", "M", "G", "T", "P"][unit]
    }

    /// A number with a fixed number of decimal places.
    static func fixed(_ value: Double, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let digits = String(scaled % scale)
        let padding = String(repeating: "0", count: places - digits.count)
        return "\(value < 0 ? "-" : "")\(scaled / scale).\(padding)\(digits)"
    }

    /// A share in percent: `99.63%`.
    static func percent(_ part: Int, of whole: Int) -> String {
        fixed(whole == 0 ? 0 : Double(part) * 100 / Double(whole), places: 2) + "%"
    }
}
