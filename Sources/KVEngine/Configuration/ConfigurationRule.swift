// How the text of a CONFIG SET argument is read: flags, numbers, sizes with units, words from a list. The
// refusals are Redis's own sentences, since scripts look for them.

import RESP

/// Why a value was refused.
struct ConfigurationRefusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// A value that was read: as CONFIG GET will tell it, and as a number where it is one.
struct ConfigurationValue {
    let text: [UInt8]
    var number: Int64 = 0

    init(_ text: [UInt8], number: Int64 = 0) {
        self.text = text
        self.number = number
    }

    init(number: Int64) { self.init(Array(String(number).utf8), number: number) }
}

/// How a parameter's text is read.
enum ConfigurationRule: Sendable {
    typealias Reader = @Sendable (ByteView) throws(ConfigurationRefusal) -> ConfigurationValue

    /// `yes` or `no`.
    case flag
    case integer(ClosedRange<Int64>)
    /// Bytes, with a unit or without.
    case memory(ClosedRange<UInt64>)
    /// Bytes, or a share such as `5%`; a share is a negative number.
    case memoryOrPercentage
    /// One word of a list.
    case word([StaticString])
    case text
    case custom(Reader)

    func read(_ text: ByteView) throws(ConfigurationRefusal) -> ConfigurationValue {
        switch self {
        case .flag: try Self.flag(text)
        case .integer(let range): try Self.integer(text, range)
        case .memory(let range): try Self.memory(text, range)
        case .memoryOrPercentage: try Self.memoryOrPercentage(text)
        case .word(let words): try Self.word(text, words)
        case .text: ConfigurationValue([UInt8](text))
        case .custom(let reader): try reader(text)
        }
    }

    private static func flag(_ text: ByteView) throws(ConfigurationRefusal) -> ConfigurationValue {
        if text.matches("yes") { return ConfigurationValue(Array("yes".utf8), number: 1) }
        if text.matches("no") { return ConfigurationValue(Array("no".utf8)) }
        throw ConfigurationRefusal("argument must be 'yes' or 'no'")
    }

    private static func integer(
        _ text: ByteView, _ range: ClosedRange<Int64>
    ) throws(ConfigurationRefusal) -> ConfigurationValue {
        guard let number = IntegerText.parse(text) else {
            throw ConfigurationRefusal("argument couldn't be parsed into an integer")
        }
        guard range.contains(number) else { throw outside(range) }
        return ConfigurationValue(number: number)
    }

    private static func outside<Bound>(_ range: ClosedRange<Bound>) -> ConfigurationRefusal {
        ConfigurationRefusal(
            "argument must be between \(range.lowerBound) and \(range.upperBound) inclusive")
    }

    private static func memory(
        _ text: ByteView, _ range: ClosedRange<UInt64>
    ) throws(ConfigurationRefusal) -> ConfigurationValue {
        guard let bytes = MemorySize.parse(text) else {
            throw ConfigurationRefusal("argument must be a memory value")
        }
        guard range.contains(bytes) else { throw outside(range) }
        return ConfigurationValue(Array(String(bytes).utf8), number: Int64(clamping: bytes))
    }

    private static func memoryOrPercentage(_ text: ByteView) throws(ConfigurationRefusal)
        -> ConfigurationValue
    {
        if text.count > 1, text[text.count - 1] == UInt8(ascii: "%"),
            let share = IntegerText.parse(text[0..<text.count - 1]), share >= 0
        {
            guard share <= 100 else {
                throw ConfigurationRefusal("percentage argument must be less or equal to 100")
            }
            return share == 0
                ? ConfigurationValue(number: 0) : ConfigurationValue([UInt8](text), number: -share)
        }
        guard let bytes = MemorySize.parse(text) else {
            throw ConfigurationRefusal("argument must be a memory or percent value")
        }
        return ConfigurationValue(Array(String(bytes).utf8), number: Int64(clamping: bytes))
    }

    private static func word(
        _ text: ByteView, _ words: [StaticString]
    ) throws(ConfigurationRefusal) -> ConfigurationValue {
        for (index, word) in words.enumerated() where text.matches(word) {
            return ConfigurationValue([UInt8](ByteView(word)), number: Int64(index))
        }
        let list = words.map { "\($0)" }.joined(separator: ", ")
        throw ConfigurationRefusal("argument(s) must be one of the following: \(list)")
    }
}

/// Sizes as redis.conf writes them: `100`, `5k` (5000), `5kb` (5120), `1gb`.
package enum MemorySize {
    /// The number of bytes; what does not fit 64 bits becomes the greatest number.
    package static func parse(_ text: ByteView) -> UInt64? {
        var digits = 0
        while digits < text.count, text[digits] &- 48 < 10 { digits += 1 }
        guard let unit = unit(text[digits..<text.count]) else { return nil }
        var bytes: UInt64 = 0
        for index in 0..<digits {
            let (scaled, first) = bytes.multipliedReportingOverflow(by: 10)
            let (sum, second) = scaled.addingReportingOverflow(UInt64(text[index] &- 48))
            if first || second { return .max }
            bytes = sum
        }
        let (product, overflow) = bytes.multipliedReportingOverflow(by: unit)
        return overflow ? .max : product
    }

    private static func unit(_ text: ByteView) -> UInt64? {
        if text.isEmpty || text.matches("b") { return 1 }
        if text.matches("k") { return 1000 }
        if text.matches("kb") { return 1 << 10 }
        if text.matches("m") { return 1_000_000 }
        if text.matches("mb") { return 1 << 20 }
        if text.matches("g") { return 1_000_000_000 }
        return text.matches("gb") ? 1 << 30 : nil
    }
}
