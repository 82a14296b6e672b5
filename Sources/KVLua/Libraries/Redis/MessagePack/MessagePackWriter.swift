// Values to MessagePack. Numbers without a fraction are integers of the shortest kind, others floats when that loses
// nothing. A table whose keys are 1...n is an array, any other a map; one that lies deeper than 16 tables is nil.

/// Writes values one after the other.
struct MessagePackWriter {
    static let nestingMax = 16

    private let state: LuaState
    private(set) var output: [UInt8] = []

    init(state: LuaState) {
        self.state = state
    }

    /// Appends a value.
    ///
    /// - Complexity: O(n), n the number of values that it reaches within 16 tables.
    mutating func write(_ value: LuaValue) throws(LuaFailure) {
        try write(value, level: 0)
    }

    /// Recursion is bounded by the nesting limit.
    private mutating func write(_ value: LuaValue, level: Int) throws(LuaFailure) {
        switch value {
        case .boolean(let value): output.append(value ? 0xC3 : 0xC2)
        case .number(let number): write(number)
        case .string(let string): write(string.bytes)
        case .table(let table) where level < MessagePackWriter.nestingMax: try write(table, level: level)
        default: output.append(0xC0)
        }
    }

    private mutating func write(_ table: LuaTable, level: Int) throws(LuaFailure) {
        try state.requireMemory(output.count)
        let (count, isArray) = try measure(table)
        if isArray {
            writeHeader(count, short: 0x90, long: 0xDC)
            for index in 0..<count { try write(table[index + 1], level: level + 1) }
            return
        }
        writeHeader(count, short: 0x80, long: 0xDE)
        var key = LuaValue.nil
        while let member = try table.next(after: key) {
            try write(member.key, level: level + 1)
            try write(member.value, level: level + 1)
            key = member.key
        }
    }

    /// The number of a table's keys, and whether they are 1...n.
    private func measure(_ table: LuaTable) throws(LuaFailure) -> (count: Int, isArray: Bool) {
        var (count, maximum, isArray) = (0, Int32(0), true)
        var key = LuaValue.nil
        while let member = try table.next(after: key) {
            key = member.key
            count += 1
            if case .number(let number) = key, number > 0, let index = Int32(exactly: number) {
                maximum = max(maximum, index)
            } else {
                isArray = false
            }
        }
        return (count, isArray && Int(maximum) == count)
    }

    private mutating func write(_ bytes: [UInt8]) {
        switch bytes.count {
        case 0..<32: output.append(0xA0 | UInt8(bytes.count))
        case 32...0xFF: write(code: 0xD9, UInt8(bytes.count))
        case 0x100...0xFFFF: write(code: 0xDA, UInt16(bytes.count))
        default: write(code: 0xDB, UInt32(truncatingIfNeeded: bytes.count))
        }
        output.append(contentsOf: bytes)
    }

    private mutating func write(_ number: Double) {
        if let integer = Int64(exactly: number) {
            write(integer)
        } else if Double(Float(number)) == number {
            write(code: 0xCA, Float(number).bitPattern)
        } else {
            write(code: 0xCB, number.bitPattern)
        }
    }

    private mutating func write(_ integer: Int64) {
        switch integer {
        case 0...0x7F, -32..<0: output.append(UInt8(truncatingIfNeeded: integer))
        case 0x80...0xFF: write(code: 0xCC, UInt8(integer))
        case 0x100...0xFFFF: write(code: 0xCD, UInt16(integer))
        case 0x1_0000...0xFFFF_FFFF: write(code: 0xCE, UInt32(integer))
        case 0x1_0000_0000...: write(code: 0xCF, UInt64(integer))
        case -0x80 ..< -32: write(code: 0xD0, Int8(integer))
        case -0x8000 ..< -0x80: write(code: 0xD1, Int16(integer))
        case -0x8000_0000 ..< -0x8000: write(code: 0xD2, Int32(integer))
        default: write(code: 0xD3, integer)
        }
    }

    /// The head of an array or map: the count is in the first byte up to 15, in 16 bits under `long`, else in 32.
    private mutating func writeHeader(_ count: Int, short: UInt8, long: UInt8) {
        switch count {
        case 0...15: output.append(short | UInt8(count))
        case 16...0xFFFF: write(code: long, UInt16(count))
        default: write(code: long + 1, UInt32(truncatingIfNeeded: count))
        }
    }

    /// A code and a number behind it, its highest byte first.
    private mutating func write<N: FixedWidthInteger>(code: UInt8, _ number: N) {
        output.append(code)
        for shift in stride(from: N.bitWidth - 8, through: 0, by: -8) {
            output.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
