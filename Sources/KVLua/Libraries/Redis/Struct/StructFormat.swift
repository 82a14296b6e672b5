// The formats of struct: a letter for each item, some with a number; and marks that set the order of bytes and the
// alignment for what follows. Sizes are those of C on 64-bit Linux.

/// Reads a format item by item.
struct StructFormat {
    private let text: [UInt8]
    private var position = 0
    private let arguments: LuaArguments
    private let state: LuaState
    /// Whether the highest byte comes first.
    private(set) var isBigEndian = false
    /// The largest alignment, a power of two.
    private var alignment = 1

    /// An item: its letter, its size, and how many bytes lie before it.
    struct Item {
        let option: UInt8
        let size: Int
        let padding: Int
    }

    init(_ text: [UInt8], _ arguments: LuaArguments, state: LuaState) {
        self.text = text
        self.arguments = arguments
        self.state = state
    }

    /// The next item, which would begin at `place` if it needed no alignment; nil at the end.
    mutating func next(at place: Int) throws(LuaFailure) -> Item? {
        guard position < text.count else { return nil }
        let option = text[position]
        position += 1
        let size = try size(of: option)
        return Item(option: option, size: size, padding: padding(of: option, size, at: place))
    }

    /// Does what a mark says.
    mutating func control(_ option: UInt8) throws(LuaFailure) {
        switch option {
        case UInt8(ascii: " "): break
        case UInt8(ascii: ">"): isBigEndian = true
        case UInt8(ascii: "<"): isBigEndian = false
        case UInt8(ascii: "!"):
            let value = try number(or: 8)
            guard value > 0, value & (value - 1) == 0 else {
                throw state.failure("alignment \(value) is not a power of 2")
            }
            alignment = value
        default: throw refusal(of: option)
        }
    }

    /// The error keeps the byte as it is, which may be no text.
    private func refusal(of option: UInt8) -> LuaFailure {
        guard option >= 0x80 else {
            return arguments.failure(0, "invalid format option '\(Character(Unicode.Scalar(option)))'")
        }
        var failure = arguments.failure(0, "invalid format option '\u{0}'")
        if case .string(let text) = failure.value {
            failure.value = .string(text.bytes.map { $0 == 0 ? option : $0 })
        }
        return failure
    }

    private mutating func size(of option: UInt8) throws(LuaFailure) -> Int {
        switch option {
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "x"): return 1
        case UInt8(ascii: "h"), UInt8(ascii: "H"): return 2
        case UInt8(ascii: "f"): return 4
        case UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "T"), UInt8(ascii: "d"): return 8
        case UInt8(ascii: "c"): return try number(or: 1)
        case UInt8(ascii: "i"), UInt8(ascii: "I"):
            let size = try number(or: 4)
            guard size <= 32 else {
                throw state.failure("integral size \(size) is larger than limit of 32")
            }
            return size
        default: return 0
        }
    }

    /// The number that stands next, which has to fit in C's int.
    private mutating func number(or standard: Int) throws(LuaFailure) -> Int {
        guard isDigit else { return standard }
        var number = 0
        while isDigit {
            number = number * 10 + Int(text[position] - 48)
            guard number <= Int(Int32.max) else { throw state.failure("integral size overflow") }
            position += 1
        }
        return number
    }

    private var isDigit: Bool { position < text.count && text[position] >= 48 && text[position] <= 57 }

    /// How many bytes bring an item of a size to its alignment.
    private func padding(of option: UInt8, _ size: Int, at place: Int) -> Int {
        guard size > 0, option != UInt8(ascii: "c") else { return 0 }
        let size = min(size, alignment)
        return (size &- (place & (size - 1))) & (size - 1)
    }
}
