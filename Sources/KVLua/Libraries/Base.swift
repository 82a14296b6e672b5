// The basic functions: what has no table of its own.

extension LuaState {
    func openBase() throws(LuaFailure) {
        try globals.set("_G", .table(globals))
        try globals.set("_VERSION", .string("Lua 5.1"))
        try register(.protectedCall, named: "pcall", in: globals)
        try register(.protectedCallWithHandler, named: "xpcall", in: globals)
        try register(Base.errors + Base.tables + Base.values, in: globals)
        let next = globals["next"]
        try register(
            [
                ("pairs", { _, given throws(LuaFailure) in .many([next, .table(try given.table(0)), .nil]) })
            ], in: globals)
        let step = LuaValue.function(makeFunction(named: "ipairs", Base.ipairsStep))
        try register(
            [
                (
                    "ipairs",
                    { _, given throws(LuaFailure) in .many([step, .table(try given.table(0)), .number(0)]) }
                )
            ], in: globals)
    }
}

/// The basic functions.
enum Base {
    static func ipairsStep(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let index = try given.integer(1) &+ 1
        let value = try given.table(0)[index]
        return value.isNil ? .none : .many([.number(Double(index)), value])
    }

    static var errors: [(String, NativeBody)] {
        [
            (
                "error",
                { state, given throws(LuaFailure) in
                    let level = try given.optionalInteger(1) ?? 1
                    switch given[0] {
                    case .string, .number:
                        guard level > 0 else { throw LuaFailure(given[0]) }
                        let text = try given.string(0)
                        throw LuaFailure(.string(state.positionPrefix(level: level) + text.bytes))
                    default: throw LuaFailure(given[0])
                    }
                }
            ),
            (
                "assert",
                { state, given throws(LuaFailure) in
                    guard try !given.any(0).isTruthy else { return .many(given.array()) }
                    throw state.failure(try given.optionalString(1)?.bytes ?? Array("assertion failed!".utf8))
                }
            ),
        ]
    }

    static var tables: [(String, NativeBody)] {
        [
            (
                "next",
                { state, given throws(LuaFailure) in
                    let table = try given.table(0)
                    guard let next = try table.next(after: given[1]) else { return .one(.nil) }
                    return .many([next.key, next.value])
                }
            ),
            ("rawget", { _, given throws(LuaFailure) in .one(try given.table(0)[try given.any(1)]) }),
            (
                "rawset",
                { state, given throws(LuaFailure) in
                    let table = try given.table(0)
                    try table.set(try given.any(1), try given.any(2))
                    return .one(given[0])
                }
            ),
            ("rawequal", { _, given throws(LuaFailure) in .one(.boolean(try given.any(0) == given.any(1))) }),
            ("getmetatable", getMetatable), ("setmetatable", setMetatable), ("unpack", unpack),
            ("select", select),
        ]
    }

    private static func getMetatable(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        guard let metatable = state.metatable(of: try given.any(0)) else { return .one(.nil) }
        let shown = state.handler(metatable, .metatable)
        return .one(shown.isNil ? .table(metatable) : shown)
    }

    private static func setMetatable(
        _ state: LuaState, _ given: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        guard given[1].isNil && !given.isAbsent(1) || given[1].table != nil else {
            throw given.failure(1, "nil or table expected")
        }
        if let old = table.metatable, !state.handler(old, .metatable).isNil {
            throw state.failure("cannot change a protected metatable")
        }
        guard !table.isReadOnly else { throw LuaFailure("Attempt to modify a readonly table") }
        table.metatable = given[1].table
        return .one(given[0])
    }

    private static func unpack(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let table = try given.table(0)
        let first = try given.optionalInteger(1).map(clamp) ?? 1
        let last = try given.optionalInteger(2).map(clamp) ?? table.length
        guard first <= last else { return .none }
        guard last - first + 1 + given.count <= state.limits.values else {
            throw state.failure("too many results to unpack")
        }
        return .many((first...last).map { table[$0] })
    }

    /// A whole number as C's int, which is what many of Lua's own functions take.
    static func clamp(_ value: Int) -> Int { Int(Int32(truncatingIfNeeded: value)) }

    private static func select(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        if case .string(let text) = given[0], text.bytes.first == UInt8(ascii: "#") {
            return .one(.number(Double(given.count - 1)))
        }
        var index = clamp(try given.integer(0))
        if index < 0 { index = given.count + index } else if index > given.count { index = given.count }
        guard index >= 1 else { throw given.failure(0, "index out of range") }
        return .many(given.array(from: index))
    }
}
