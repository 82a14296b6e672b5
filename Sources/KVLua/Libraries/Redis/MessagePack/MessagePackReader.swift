// MessagePack to values. What is begun is kept in a list, so depth costs no stack; the C library's depth is bounded
// by Lua's stack, whose places are counted here.

/// Reads value after value.
struct MessagePackReader {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let state: LuaState
    private var open: [Container] = []
    private var depth: StackDepth

    /// An array or map that is begun and not ended.
    private struct Container {
        let table: LuaTable
        /// How many values are missing; of a map, keys and values are counted.
        var missing: Int
        let isMap: Bool
        /// How many elements an array has so far.
        var count = 0
        /// The key whose value comes next.
        var key: LuaValue?
    }

    init(_ bytes: [UInt8], from position: Int, depth: StackDepth, state: LuaState) {
        self.bytes = bytes
        self.position = position
        self.depth = depth
        self.state = state
    }

    var hasMore: Bool { position < bytes.count }

    /// The next value.
    ///
    /// - Complexity: O(n), n the number of values in it.
    mutating func read() throws(LuaFailure) -> LuaValue {
        while true {
            guard var value = try readValue() else { continue }
            while !open.isEmpty {
                guard let whole = try store(value) else { break }
                value = whole
            }
            if open.isEmpty {
                depth.push()
                return value
            }
        }
    }

    /// A value that is whole; nil when it begins a container that is not empty.
    private mutating func readValue() throws(LuaFailure) -> LuaValue? {
        guard hasMore else { throw missingBytes }
        let advice = "too many return values at once; use unpack_one or unpack_limit instead."
        try depth.require(1, advice, in: state)
        let code = bytes[position]
        position += 1
        switch code {
        case 0x00...0x7F: return .number(Double(code))
        case 0x80...0x8F: return try begin(Int(code & 15), isMap: true)
        case 0x90...0x9F: return try begin(Int(code & 15), isMap: false)
        case 0xA0...0xBF: return try readString(Int(code & 31))
        case 0xC0: return .nil
        case 0xC2, 0xC3: return .boolean(code == 0xC3)
        case 0xCA...0xD3: return try readNumber(code)
        case 0xD9: return try readString(Int(try take(UInt8.self)))
        case 0xDA: return try readString(Int(try take(UInt16.self)))
        case 0xDB: return try readString(Int(try take(UInt32.self)))
        case 0xDC: return try begin(Int(try take(UInt16.self)), isMap: false)
        case 0xDD: return try begin(Int(try take(UInt32.self)), isMap: false)
        case 0xDE: return try begin(Int(try take(UInt16.self)), isMap: true)
        case 0xDF: return try begin(Int(try take(UInt32.self)), isMap: true)
        case 0xE0...0xFF: return .number(Double(Int8(bitPattern: code)))
        default: throw state.failure("Bad data format in input.")
        }
    }

    private mutating func readNumber(_ code: UInt8) throws(LuaFailure) -> LuaValue {
        switch code {
        case 0xCA: .number(Double(Float(bitPattern: try take(UInt32.self))))
        case 0xCB: .number(Double(bitPattern: try take(UInt64.self)))
        case 0xCC: .number(Double(try take(UInt8.self)))
        case 0xCD: .number(Double(try take(UInt16.self)))
        case 0xCE: .number(Double(try take(UInt32.self)))
        // Lua's integers are signed, so the upper half of the unsigned ones comes out negative.
        case 0xCF: .number(Double(try take(Int64.self)))
        case 0xD0: .number(Double(try take(Int8.self)))
        case 0xD1: .number(Double(try take(Int16.self)))
        case 0xD2: .number(Double(try take(Int32.self)))
        default: .number(Double(try take(Int64.self)))
        }
    }

    private mutating func readString(_ count: Int) throws(LuaFailure) -> LuaValue {
        guard bytes.count - position >= count else { throw missingBytes }
        defer { position += count }
        return .string(try state.makeString(Array(bytes[position..<position + count])))
    }

    /// A number of fixed width, its highest byte first.
    private mutating func take<N: FixedWidthInteger>(_: N.Type) throws(LuaFailure) -> N {
        let count = N.bitWidth / 8
        guard bytes.count - position >= count else { throw missingBytes }
        defer { position += count }
        return bytes[position..<position + count].reduce(0) { $0 << 8 | N(truncatingIfNeeded: $1) }
    }

    private var missingBytes: LuaFailure { state.failure("Missing bytes in input.") }

    // MARK: Containers

    private mutating func begin(_ count: Int, isMap: Bool) throws(LuaFailure) -> LuaValue? {
        let table = state.makeTable()
        if !isMap {
            var inside = depth
            inside.push()
            try inside.require(1, "in function mp_decode_to_lua_array", in: state)
        }
        guard count > 0 else { return .table(table) }
        open.append(Container(table: table, missing: isMap ? 2 * count : count, isMap: isMap))
        // The table, and of an array the index that the next element goes to.
        depth.push(isMap ? 1 : 2)
        return nil
    }

    /// Puts a value into the innermost container, which is returned when it is whole then.
    private mutating func store(_ value: LuaValue) throws(LuaFailure) -> LuaValue? {
        let last = open.count - 1
        let table = open[last].table
        if !open[last].isMap {
            open[last].count += 1
            try table.set(open[last].count, value)
        } else if let key = open[last].key {
            try table.set(key, value)
            open[last].key = nil
            depth.pop()
        } else {
            open[last].key = value
            depth.push()
        }
        open[last].missing -= 1
        guard open[last].missing == 0 else { return nil }
        depth.pop(open[last].isMap ? 1 : 2)
        open.removeLast()
        return .table(table)
    }
}
