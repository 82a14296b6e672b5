// Coroutines, as far as they are not the machine's own.

extension LuaState {
    func openCoroutines() throws(LuaFailure) {
        let library = makeTable()
        try register(.resume, named: "resume", in: library)
        try register(.yield, named: "yield", in: library)
        try register(
            [
                (
                    "create",
                    { state, given throws(LuaFailure) in .one(.thread(try state.makeCoroutine(given))) }
                ),
                (
                    "wrap",
                    { state, given throws(LuaFailure) in
                        let kind = LuaFunction.Kind.wrapped(try state.makeCoroutine(given))
                        return .one(.function(LuaFunction(kind: kind, named: "wrap", heap: state.heap)))
                    }
                ),
                (
                    "status",
                    { state, given throws(LuaFailure) in
                        guard case .thread(let coroutine) = given[0] else {
                            throw given.failure(0, "coroutine expected")
                        }
                        return .one(.string(state.statusName(coroutine)))
                    }
                ),
                (
                    "running",
                    { state, _ in
                        .one(state.thread === state.mainThread ? .nil : .thread(state.thread))
                    }
                ),
            ], in: library)
        try globals.set("coroutine", .table(library))
    }

    /// A coroutine of a Lua function.
    func makeCoroutine(_ given: LuaArguments) throws(LuaFailure) -> LuaThread {
        guard case .function(let function) = given[0], function.prototype != nil else {
            throw given.failure(0, "Lua function expected")
        }
        try heap.meter.require(8192)
        let coroutine = LuaThread(heap: heap)
        coroutine.stack[0] = given[0]
        return coroutine
    }
}
