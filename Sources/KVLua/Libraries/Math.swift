// x
extension LuaState { func openMath() throws(LuaFailure) {} }
