// x
extension LuaState { func openTables() throws(LuaFailure) {} }
