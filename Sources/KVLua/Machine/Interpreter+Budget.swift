// The budget of a run. Every jump backwards and every call of a Lua function costs one unit of fuel, so that no
// code can run for long without paying; when the fuel is used up, the machine looks around.

extension LuaState {
    /// How many instructions a unit of fuel stands for.
    static let instructionsPerUnit = 4
    /// The fuel between two looks around.
    static let slice = 10_000

    /// Pays for a jump or a call; whether the run is to be suspended now.
    @inline(__always)
    func spend(_ f: Cursor) throws(LuaFailure) -> Bool {
        fuel &-= 1
        return fuel < 0 ? try lookAround(f) : false
    }

    /// Ends the run if the host wants it, collects garbage if there is much, and says whether to suspend.
    @inline(never)
    private func lookAround(_ f: Cursor) throws(LuaFailure) -> Bool {
        sync(f)
        fuel = LuaState.slice
        if let interruption {
            fuel = 0
            var failure = LuaFailure(interruption)
            failure.isFinal = true
            throw failure
        }
        if nesting == 0 { collectIfWorthwhile() }
        if nesting > 0 || !isSuspendable {
            if let shouldContinue, !shouldContinue() {
                var failure = LuaFailure("script ended by its host")
                failure.isFinal = true
                throw failure
            }
            return false
        }
        remaining -= LuaState.slice
        return remaining <= 0
    }
}

extension LuaState {
    /// Ends native code that takes long if the host wants that.
    func checkHost() throws(LuaFailure) {
        var failure: LuaFailure?
        if let interruption { failure = LuaFailure(interruption) }
        if let shouldContinue, !shouldContinue() { failure = LuaFailure("script ended by its host") }
        guard var failure else { return }
        failure.isFinal = true
        throw failure
    }
}
