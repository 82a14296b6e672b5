// Bytes to values, as a format of struct says. Places are counted modulo 2^64, because C does so and a script can
// begin anywhere; each is checked before a byte is read.

/// Reads the bytes.
struct StructUnpacker {
    private var format: StructFormat
    private let arguments: LuaArguments
    private let data: [UInt8]
    private let state: LuaState
    private var position: UInt
    private var values: [LuaValue] = []

    /// `start` counts from 1.
    init(
        _ format: StructFormat, _ arguments: LuaArguments, _ data: [UInt8], from start: Int, state: LuaState
    ) {
        self.format = format
        self.arguments = arguments
        self.data = data
        self.state = state
        position = UInt(bitPattern: start) &- 1
    }

    /// The values, and behind them the place of the byte that comes next.
    mutating func unpack() throws(LuaFailure) -> [LuaValue] {
        while let item = try format.next(at: Int(bitPattern: position)) {
            position &+= UInt(item.padding)
            try require(UInt(item.size))
            let depth = StackDepth(arguments: arguments.count + values.count)
            try depth.require(2, "too many results", in: state)
            try read(item)
        }
        values.append(.number(Double(Int(bitPattern: position &+ 1))))
        return values
    }

    private func require(_ size: UInt) throws(LuaFailure) {
        guard size <= UInt(data.count), position <= UInt(data.count) - size else {
            throw arguments.failure(1, "data string too short")
        }
    }

    private mutating func read(_ item: StructFormat.Item) throws(LuaFailure) {
        switch item.option {
        case UInt8(ascii: "b"), UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "i"):
            values.append(.number(Double(StructUnpacker.signed(takeBits(item.size), size: item.size))))
        case UInt8(ascii: "B"), UInt8(ascii: "H"), UInt8(ascii: "L"), UInt8(ascii: "T"), UInt8(ascii: "I"):
            values.append(.number(Double(takeBits(item.size))))
        case UInt8(ascii: "x"): position &+= 1
        case UInt8(ascii: "f"):
            let bits = UInt32(truncatingIfNeeded: takeBits(4))
            values.append(.number(Double(Float(bitPattern: bits))))
        case UInt8(ascii: "d"): values.append(.number(Double(bitPattern: takeBits(8))))
        case UInt8(ascii: "c"): try readText(item.size)
        case UInt8(ascii: "s"): try readTerminated()
        default: try format.control(item.option)
        }
    }

    /// A text of a size; of the size that was read last, and is no result then, when the item has none.
    private mutating func readText(_ size: Int) throws(LuaFailure) {
        var size = size
        if size == 0 {
            guard let number = lastNumber else { throw state.failure("format 'c0' needs a previous size") }
            values.removeLast()
            let previous = UInt(StructPacker.bits(of: number))
            try require(previous)
            size = Int(previous)
        }
        let start = Int(position)
        values.append(.string(try state.makeString(Array(data[start..<start + size]))))
        position &+= UInt(size)
    }

    /// The last value, if it is a number or reads as one.
    private var lastNumber: Double? {
        switch values.last {
        case .number(let number): number
        case .string(let string): NumberText.number(in: string.bytes)
        default: nil
        }
    }

    private mutating func readTerminated() throws(LuaFailure) {
        let rest = data[Int(position)...]
        guard let end = rest.firstIndex(of: 0) else { throw state.failure("unfinished string in data") }
        values.append(.string(try state.makeString(Array(rest[..<end]))))
        position = UInt(end + 1)
    }

    /// The low 64 bits of the number that stands next.
    private mutating func takeBits(_ size: Int) -> UInt64 {
        let start = Int(position)
        position &+= UInt(size)
        let bytes = data[start..<start + size]
        return format.isBigEndian
            ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Bits with their sign; the shift is taken modulo 64, as x86 does for sizes beyond 8.
    private static func signed(_ bits: UInt64, size: Int) -> Int64 {
        let mask = UInt64.max &<< UInt64(bitPattern: Int64(size * 8 - 1))
        return Int64(bitPattern: bits & mask != 0 ? bits | mask : bits)
    }
}
