// cjson: JSON to values and back.

/// The library `cjson`.
enum JSONLibrary {
    static func makeModule(in state: LuaState) throws(LuaFailure) -> LuaTable {
        let module = state.makeTable()
        let settings = JSONSettings()
        try module.add("encode", in: state) { (state, arguments) throws(LuaFailure) in
            try requireOne(arguments)
            var writer = JSONWriter(settings: settings, state: state)
            return .one(.string(try state.makeString(try writer.write(arguments[0]))))
        }
        try module.add("decode", in: state) { (state, arguments) throws(LuaFailure) in
            try requireOne(arguments)
            let text = try arguments.string(0)
            var reader = JSONReader(text.bytes, settings: settings, state: state)
            return .one(try reader.read())
        }
        try module.add("new", in: state) { (state, _) throws(LuaFailure) in
            .one(.table(try makeModule(in: state)))
        }
        try addSettings(settings, to: module, in: state)
        try module.set("null", .pointer(0))
        try module.set("_NAME", .string("cjson"))
        try module.set("_VERSION", .string("2.1.0"))
        return module
    }

    private static func requireOne(_ arguments: LuaArguments) throws(LuaFailure) {
        guard arguments.count == 1 else { throw arguments.failure(0, "expected 1 argument") }
    }
}
