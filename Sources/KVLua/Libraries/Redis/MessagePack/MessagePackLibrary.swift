// cmsgpack: values to MessagePack and back, several at once if need be.

/// The library `cmsgpack`.
enum MessagePackLibrary {
    static func makeModule(in state: LuaState) throws(LuaFailure) -> LuaTable {
        let module = state.makeTable()
        try module.add("pack", in: state, pack)
        try module.add("unpack", in: state) { (state, arguments) throws(LuaFailure) in
            try unpack(arguments, occupied: arguments.count, limit: 0, offset: 0, in: state)
        }
        try module.add("unpack_one", in: state) { (state, arguments) throws(LuaFailure) in
            let offset = try arguments.optionalInteger(1) ?? 0
            return try unpack(arguments, occupied: 1, limit: 1, offset: offset, in: state)
        }
        try module.add("unpack_limit", in: state) { (state, arguments) throws(LuaFailure) in
            let limit = try arguments.integer(1)
            let offset = try arguments.optionalInteger(2) ?? 0
            return try unpack(arguments, occupied: 1, limit: limit, offset: offset, in: state)
        }
        try module.set("_NAME", .string("cmsgpack"))
        try module.set("_VERSION", .string("lua-cmsgpack 0.4.0"))
        try module.set("_COPYRIGHT", .string("Copyright (C) 2012, Salvatore Sanfilippo"))
        try module.set("_DESCRIPTION", .string("MessagePack C implementation for Lua"))
        return module
    }

    private static func pack(
        _ state: LuaState, _ arguments: LuaArguments
    ) throws(LuaFailure) -> LuaResults {
        guard arguments.count > 0 else {
            throw arguments.failure(-1, "MessagePack pack needs input.")
        }
        guard arguments.count <= StackDepth.limit / 2 else {
            throw arguments.failure(-1, "Too many arguments for MessagePack pack.")
        }
        var writer = MessagePackWriter(state: state)
        for index in 0..<arguments.count { try writer.write(arguments[index]) }
        return .one(.string(try state.makeString(writer.output)))
    }

    /// Reads at most `limit` values from `offset` on, and says where the next begins; all of them when both are 0.
    private static func unpack(
        _ arguments: LuaArguments, occupied: Int, limit: Int, offset: Int, in state: LuaState
    ) throws(LuaFailure) -> LuaResults {
        let bytes = try arguments.string(0).bytes
        let (count, start) = (Int32(truncatingIfNeeded: bytes.count), Int32(truncatingIfNeeded: offset))
        guard offset >= 0, limit >= 0 else {
            // The C library, too, names the length where it speaks of the limit.
            throw state.failure("Invalid request to unpack with offset of \(start) and limit of \(count).")
        }
        guard offset <= bytes.count else {
            throw state.failure("Start offset \(start) greater than input length \(count).")
        }
        let readsAll = limit == 0 && offset == 0
        let depth = StackDepth(arguments: occupied)
        var reader = MessagePackReader(bytes, from: offset, depth: depth, state: state)
        var values: [LuaValue] = []
        while reader.hasMore, readsAll || values.count < limit { values.append(try reader.read()) }
        if !readsAll {
            values.insert(.number(reader.hasMore ? Double(reader.position) : -1), at: 0)
        }
        return .many(values)
    }
}
