// The string library, without patterns and formats. Positions count from 1, and from the end when negative.

extension LuaState {
    func openStrings() throws(LuaFailure) {
        let library = try makeLibrary(Strings.order) { functions throws(LuaFailure) in
            try register(Strings.basics + Strings.matching, in: functions)
        }
        let metatable = makeTable()
        try metatable.set("__index", .table(library))
        stringMetatable = metatable
        try globals.set("string", .table(library))
    }
}

/// The string library.
enum Strings {
    static let order =
        "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper"

    static var basics: [(String, NativeBody)] {
        [
            ("len", { _, given throws(LuaFailure) in .one(.number(Double(try given.string(0).count))) }),
            ("sub", sub), ("byte", byte), ("char", char), ("rep", rep), ("format", Format.format),
            (
                "lower",
                { state, given throws(LuaFailure) in try map(state, given) { $0 &- 65 < 26 ? $0 | 32 : $0 } }
            ),
            (
                "upper",
                { state, given throws(LuaFailure) in try map(state, given) { $0 &- 97 < 26 ? $0 & ~32 : $0 } }
            ),
            (
                "reverse",
                { state, given throws(LuaFailure) in
                    .one(.string(try state.makeString(try given.string(0).bytes.reversed())))
                }
            ),
            (
                "dump",
                { state, given throws(LuaFailure) in
                    _ = try given.function(0)
                    throw state.failure("unable to dump given function")
                }
            ),
        ]
    }

    private static func map(
        _ state: LuaState, _ given: LuaArguments, _ change: (UInt8) -> UInt8
    ) throws(LuaFailure) -> LuaResults {
        .one(.string(try state.makeString(try given.string(0).bytes.map(change))))
    }

    /// A position from the beginning, 0 if it is before that.
    static func absolute(_ position: Int, _ count: Int) -> Int {
        position < 0 ? max(position &+ count &+ 1, 0) : position
    }

    private static func sub(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let string = try given.string(0)
        let first = max(absolute(try given.integer(1), string.count), 1)
        let last = min(absolute(try given.optionalInteger(2) ?? -1, string.count), string.count)
        guard first <= last else { return .one(.string(LuaString([]))) }
        if first == 1, last == string.count { return .one(.string(string)) }
        return .one(.string(try state.makeString(Array(string.bytes[(first - 1)..<last]))))
    }

    private static func byte(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let bytes = try given.string(0).bytes
        var first = absolute(try given.optionalInteger(1) ?? 1, bytes.count)
        let last = min(absolute(try given.optionalInteger(2) ?? first, bytes.count), bytes.count)
        first = max(first, 1)
        guard first <= last else { return .none }
        if first == last { return .one(.number(Double(bytes[first - 1]))) }
        guard last - first + 1 + given.count <= state.limits.values else {
            throw state.failure("stack overflow (string slice too long)")
        }
        return .many(bytes[(first - 1)..<last].map { .number(Double($0)) })
    }

    private static func char(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(given.count)
        for index in 0..<given.count {
            guard let byte = UInt8(exactly: Base.clamp(try given.integer(index))) else {
                throw given.failure(index, "invalid value")
            }
            bytes.append(byte)
        }
        return .one(.string(try state.makeString(bytes)))
    }

    private static func rep(_ state: LuaState, _ given: LuaArguments) throws(LuaFailure) -> LuaResults {
        let bytes = try given.string(0).bytes
        let count = Base.clamp(try given.integer(1))
        guard count > 0, !bytes.isEmpty else { return .one(.string(LuaString([]))) }
        let (total, overflow) = bytes.count.multipliedReportingOverflow(by: count)
        guard !overflow else { throw LuaFailure.notEnoughMemory }
        try state.heap.meter.require(total)
        if bytes.count == 1 {
            return .one(.string(try state.makeString([UInt8](repeating: bytes[0], count: count))))
        }
        var result: [UInt8] = []
        result.reserveCapacity(total)
        for _ in 0..<count { result += bytes }
        return .one(.string(try state.makeString(result)))
    }
}
