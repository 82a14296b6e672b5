// x
extension LuaState { func openStrings() throws(LuaFailure) {} }
