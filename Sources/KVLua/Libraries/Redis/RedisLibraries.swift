// The libraries that Redis adds to Lua's own: cjson, cmsgpack, bit and struct. Their results and their error texts
// are those of the C libraries in Redis 7.0, because scripts compare both.

extension LuaState {
    /// Adds `cjson`, `cmsgpack`, `bit` and `struct` to the globals.
    package func openRedisLibraries() throws(LuaFailure) {
        try globals.set("cjson", .table(JSONLibrary.makeModule(in: self)))
        try globals.set("cmsgpack", .table(MessagePackLibrary.makeModule(in: self)))
        try globals.set("bit", .table(BitLibrary.makeModule(in: self)))
        try globals.set("struct", .table(StructLibrary.makeModule(in: self)))
    }
}

extension LuaTable {
    /// Adds a function of Swift code under its name.
    func add(_ name: String, in state: LuaState, _ body: @escaping NativeBody) throws(LuaFailure) {
        try set(name, .function(state.makeFunction(named: name, body)))
    }
}
