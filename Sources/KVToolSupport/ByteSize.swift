// Sizes as Redis's configuration writes them: `k` is a thousand and `kb` is 1024, likewise for mega and giga.
// Redis lets a size overflow silently and reads a bare unit as nothing; here both are mistakes.

/// Sizes in bytes, in Redis's notation.
package enum ByteSize {
    /// Reads a size such as `4096`, `512kb` or `1GB`; nil when it is not one.
    package static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), let unit = unit(String(text.dropFirst(digits.count))) else {
            return nil
        }
        let (size, overflow) = count.multipliedReportingOverflow(by: unit)
        return overflow ? nil : size
    }

    private static func unit(_ text: String) -> Int? {
        switch text.lowercased() {
        case "", "b": 1
        case "k": 1000
        case "kb": 1 << 10
        case "m": 1_000_000
        case "mb": 1 << 20
        case "g": 1_000_000_000
        case "gb": 1 << 30
        default: nil
        }
    }
}
