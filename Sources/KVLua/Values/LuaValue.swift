// What a Lua variable holds. Numbers are doubles and nothing else, as in Lua 5.1.

/// A Lua value.
package enum LuaValue {
    case `nil`
    case boolean(Bool)
    case number(Double)
    case string(LuaString)
    case table(LuaTable)
    case function(LuaFunction)
    /// A coroutine.
    case thread(LuaThread)
    /// A light userdata: an address that only its equality means something of, as cjson's `null` is (0).
    case pointer(Int)

    /// A string of a text's UTF-8 bytes.
    package static func string(_ text: String) -> LuaValue { .string(LuaString(text)) }

    /// A string of bytes.
    package static func string(_ bytes: [UInt8]) -> LuaValue { .string(LuaString(bytes)) }

    /// What Lua's `type` says of it.
    package var typeName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .thread: "thread"
        case .pointer: "userdata"
        }
    }

    package var isNil: Bool {
        if case .nil = self { true } else { false }
    }

    /// Whether a condition takes it for true: everything but nil and false.
    @inline(__always)
    package var isTruthy: Bool {
        switch self {
        case .nil: false
        case .boolean(let value): value
        default: true
        }
    }

    /// The table it is, if it is one.
    package var table: LuaTable? {
        if case .table(let table) = self { table } else { nil }
    }

    /// The bytes of the string it is, if it is one; a number is none.
    package var bytes: [UInt8]? {
        if case .string(let string) = self { string.bytes } else { nil }
    }
}

extension LuaValue: Equatable {
    /// Lua's raw equality: no metamethod is asked.
    package static func == (left: LuaValue, right: LuaValue) -> Bool {
        switch (left, right) {
        case (.nil, .nil): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.table(let left), .table(let right)): left === right
        case (.function(let left), .function(let right)): left === right
        case (.thread(let left), .thread(let right)): left === right
        case (.pointer(let left), .pointer(let right)): left == right
        default: false
        }
    }
}
