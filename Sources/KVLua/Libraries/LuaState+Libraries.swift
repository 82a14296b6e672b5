// The standard library, as much of it as Redis leaves to scripts.

extension LuaState {
    /// Puts the library into the globals.
    func openLibraries() {
        globals = LuaTable(heap: heap)
        let parts: [() throws(LuaFailure) -> Void] = [
            openBase, openCoroutines, openStrings, openTables, openMath, openSystem,
        ]
        // There is room for a library in any memory that a script can run in; a state with less lacks parts of it.
        for part in parts {
            do throws(LuaFailure) { try part() } catch {}
        }
    }

    /// A table for a library whose functions are put in later, in the order that Lua's own has them: scripts can see
    /// it in `pairs`.
    func makeLibrary(_ order: String, _ fill: (LuaTable) throws(LuaFailure) -> Void) throws(LuaFailure)
        -> LuaTable
    {
        let functions = makeTable()
        try fill(functions)
        let names = order.split(separator: " ").map(String.init)
        let library = try LuaTable(heap: heap, arrayCapacity: 0, hashCapacity: names.count)
        for name in names { try library.set(name, functions[name]) }
        return library
    }

    /// Makes native functions and puts them into a table.
    func register(_ functions: [(String, NativeBody)], in table: LuaTable) throws(LuaFailure) {
        for (name, body) in functions {
            try table.set(name, .function(makeFunction(named: name, body)))
        }
    }

    func register(_ special: SpecialFunction, named name: String, in table: LuaTable) throws(LuaFailure) {
        let function = LuaFunction(kind: .special(special), named: name, heap: heap)
        try table.set(name, .function(function))
    }

    private func openSystem() throws(LuaFailure) {
        let system = makeTable()
        try register([("clock", { _, _ in .one(.number(SystemClock.processorSeconds())) })], in: system)
        try globals.set("os", .table(system))
    }

    /// Starts the random numbers anew, as at the start of every script.
    package func resetRandom() { random = RandomSource() }
}
