// Values to bytes, as a format of struct says.

/// Makes the bytes.
struct StructPacker {
    private var format: StructFormat
    private let arguments: LuaArguments
    private var next = 1
    private var output: [UInt8] = []

    init(_ format: StructFormat, _ arguments: LuaArguments) {
        self.format = format
        self.arguments = arguments
    }

    mutating func pack() throws(LuaFailure) -> [UInt8] {
        while let item = try format.next(at: output.count) {
            for _ in 0..<item.padding { output.append(0) }
            switch item.option {
            case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "h"), UInt8(ascii: "H"),
                UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "T"), UInt8(ascii: "i"), UInt8(ascii: "I"):
                append(StructPacker.bits(of: try takeNumber()), size: item.size)
            case UInt8(ascii: "x"): output.append(0)
            case UInt8(ascii: "f"): append(UInt64(Float(try takeNumber()).bitPattern), size: 4)
            case UInt8(ascii: "d"): append(try takeNumber().bitPattern, size: 8)
            case UInt8(ascii: "c"), UInt8(ascii: "s"): try appendText(item)
            default: try format.control(item.option)
            }
        }
        return output
    }

    private mutating func takeNumber() throws(LuaFailure) -> Double {
        try requireArgument("number")
        defer { next += 1 }
        return try arguments.number(next)
    }

    /// Fails when there are no more arguments. The C library finds a nil of its own then, and says so.
    private func requireArgument(_ type: String) throws(LuaFailure) {
        if arguments.isAbsent(next) { throw arguments.failure(next, "\(type) expected, got nil") }
    }

    /// A text of the item's size, of all of it when that is 0; behind `s` a zero byte follows.
    private mutating func appendText(_ item: StructFormat.Item) throws(LuaFailure) {
        try requireArgument("string")
        let text = try arguments.string(next).bytes
        next += 1
        // The C library names the argument that follows the short one.
        guard text.count >= item.size else { throw arguments.failure(next, "string too short") }
        output.append(contentsOf: item.size == 0 ? text[...] : text.prefix(item.size))
        if item.option == UInt8(ascii: "s") { output.append(0) }
    }

    /// The low bytes of a number; above 64 bits there are zeros.
    private mutating func append(_ bits: UInt64, size: Int) {
        for place in 0..<size {
            let index = format.isBigEndian ? size - 1 - place : place
            output.append(index < 8 ? UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)) : 0)
        }
    }

    /// A number as C converts it to an integer, including what C leaves open and x86 decides.
    static func bits(of number: Double) -> UInt64 {
        if let exact = Int64(exactly: number.rounded(.towardZero)) { return UInt64(bitPattern: exact) }
        if let exact = UInt64(exactly: number.rounded(.towardZero)) { return exact }
        return number > 0 ? 0 : 1 << 63
    }
}
