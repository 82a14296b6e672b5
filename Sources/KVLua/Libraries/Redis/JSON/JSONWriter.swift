// Values to JSON. A table is an array when all of its keys are whole numbers from 1 on, which may leave holes, and
// an object else; the empty table is an object. Tables that are begun are kept in a list, so depth costs no stack.

/// Writes one value as JSON.
struct JSONWriter {
    private let settings: JSONSettings
    private let state: LuaState
    private var output: [UInt8] = []
    private var open: [Container] = []
    private var depth = StackDepth(arguments: 1)

    /// A table that is begun and not ended.
    private struct Container {
        let table: LuaTable
        var progress: Progress
    }

    private enum Progress {
        case array(next: Int, count: Int)
        case object(after: LuaValue)
    }

    init(settings: JSONSettings, state: LuaState) {
        self.settings = settings
        self.state = state
    }

    /// The JSON of a value.
    ///
    /// - Complexity: O(n), n the number of values that it reaches, with those that are reached twice counted twice.
    mutating func write(_ value: LuaValue) throws(LuaFailure) -> [UInt8] {
        try append(value)
        while let last = open.last {
            switch last.progress {
            case .array(let next, let count): try appendElement(next, of: count, in: last.table)
            case .object(let key): try appendMember(after: key, in: last.table)
            }
        }
        return output
    }

    private mutating func append(_ value: LuaValue) throws(LuaFailure) {
        switch value {
        case .nil, .pointer(0): append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .number: try appendNumber(value)
        case .string(let string): JSONText.append(string.bytes, to: &output)
        case .table(let table): try begin(table)
        default: throw refusal(value, "type not supported")
        }
    }

    private mutating func append(_ text: StaticString) {
        output.append(contentsOf: text.description.utf8)
    }

    // MARK: Tables

    private mutating func begin(_ table: LuaTable) throws(LuaFailure) {
        let level = open.count + 1
        guard level <= Int(settings.encodeDepthMax), depth.hasRoom(for: 3) else {
            throw state.failure("Cannot serialise, excessive nesting (\(level))")
        }
        try state.requireMemory(output.count)
        let count = try arrayCount(of: table)
        if count > 0 {
            output.append(UInt8(ascii: "["))
            depth.push(1)
            open.append(Container(table: table, progress: .array(next: 1, count: count)))
        } else {
            output.append(UInt8(ascii: "{"))
            depth.push(2)
            open.append(Container(table: table, progress: .object(after: .nil)))
        }
    }

    private mutating func appendElement(
        _ index: Int, of count: Int, in table: LuaTable
    ) throws(LuaFailure) {
        guard index <= count else {
            output.append(UInt8(ascii: "]"))
            depth.pop(1)
            open.removeLast()
            return
        }
        if index > 1 { output.append(UInt8(ascii: ",")) }
        if index & 0xFFFF == 0 { try state.requireMemory(output.count) }
        open[open.count - 1].progress = .array(next: index + 1, count: count)
        try append(table[index])
    }

    private mutating func appendMember(after key: LuaValue, in table: LuaTable) throws(LuaFailure) {
        guard let member = try table.next(after: key) else {
            output.append(UInt8(ascii: "}"))
            depth.pop(2)
            open.removeLast()
            return
        }
        if !key.isNil { output.append(UInt8(ascii: ",")) }
        try appendKey(member.key)
        open[open.count - 1].progress = .object(after: member.key)
        try append(member.value)
    }

    private mutating func appendKey(_ key: LuaValue) throws(LuaFailure) {
        switch key {
        case .string(let string):
            JSONText.append(string.bytes, to: &output)
        case .number:
            output.append(UInt8(ascii: "\""))
            try appendNumber(key)
            output.append(UInt8(ascii: "\""))
        default: throw refusal(key, "table key must be a number or string")
        }
        output.append(UInt8(ascii: ":"))
    }

    /// How many elements a table has as an array, holes counted; 0 when it is none.
    private func arrayCount(of table: LuaTable) throws(LuaFailure) -> Int {
        var (maximum, items) = (Int32(0), Int32(0))
        var key = LuaValue.nil
        while let member = try table.next(after: key) {
            guard case .number(let index) = member.key, index >= 1, index.rounded(.down) == index else {
                return 0
            }
            // An index that C's int cannot hold becomes the least one, and the table an object.
            if index > Double(maximum) { maximum = Int32(exactly: index) ?? Int32.min }
            items &+= 1
            key = member.key
        }
        let (ratio, safe) = (settings.sparseRatio, settings.sparseSafe)
        if ratio > 0, maximum > items &* ratio, maximum > safe {
            if settings.convertsSparseArrays { return 0 }
            throw refusal(.table(table), "excessively sparse array")
        }
        return max(0, Int(maximum))
    }

    // MARK: Numbers

    private mutating func appendNumber(_ value: LuaValue) throws(LuaFailure) {
        guard case .number(let number) = value else { return }
        if !number.isFinite {
            switch settings.encodesInvalidNumbers {
            case .refused: throw refusal(value, "must not be NaN or Inf")
            case .spelled: if number.isNaN { return append("nan") }
            case .null: return append("null")
            }
        }
        if settings.precision == 14 {
            output.append(contentsOf: NumberText.bytes(of: number))
        } else {
            let format = "%.\(settings.precision)g"
            output.append(contentsOf: CNumberText.bytes(of: number, format: format))
        }
    }

    private func refusal(_ value: LuaValue, _ reason: String) -> LuaFailure {
        state.failure("Cannot serialise \(value.typeName): \(reason)")
    }
}
