// How the text of a CONFIG SET argument is read: flags, numbers, sizes with units, words from a list. The
// refusals are Redis's own sentences, since scripts look for them.

import RESP

/// Why a value was refused.
struct ConfigurationRefusal: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// The parameter is what it was at the start.
    static var immutable: ConfigurationRefusal { ConfigurationRefusal("can't set immutable config") }
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
    case word([String])
    case text
    /// A text that may have NUL bytes.
    case bytes
    case custom(Reader)

    /// All but numbers and passwords end at a NUL, as in C.
    func read(_ whole: ByteView) throws(ConfigurationRefusal) -> ConfigurationValue {
        let text = whole.beforeNUL
        return switch self {
        case .flag: try Self.flag(text)
        case .integer(let range): try Self.integer(whole, range)
        case .memory(let range): try Self.memory(text, range)
        case .memoryOrPercentage: try Self.memoryOrPercentage(text)
        case .word(let words): try Self.word(text, words)
        case .text: ConfigurationValue([UInt8](text))
        case .bytes: ConfigurationValue([UInt8](whole))
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
        _ text: ByteView, _ words: [String]
    ) throws(ConfigurationRefusal) -> ConfigurationValue {
        let lower = text.lowercased
        if let index = words.firstIndex(of: lower) {
            return ConfigurationValue(Array(lower.utf8), number: Int64(index))
        }
        let list = words.joined(separator: ", ")
        throw ConfigurationRefusal("argument(s) must be one of the following: \(list)")
    }
}
