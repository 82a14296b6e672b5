// A Lua of one's own: its global variables, its memory, and the interpreter that runs its code. It is used by one
// thread at a time, and nothing in it is shared with another state.

/// An interpreter with its globals.
package final class LuaState {
    package let limits: LuaLimits
    let heap: Heap
    /// The table that global variables are in.
    package var globals: LuaTable
    /// A table that scripts do not see; what the host keeps here is not collected.
    package let registry: LuaTable
    /// The metatable that all strings have in common.
    package var stringMetatable: LuaTable?
    let mainThread: LuaThread
    /// The coroutine whose code runs.
    var thread: LuaThread

    package init(limits: LuaLimits = LuaLimits()) {
        self.limits = limits
        heap = Heap(meter: MemoryMeter(limit: limits.memory))
        globals = LuaTable(heap: heap)
        registry = LuaTable(heap: heap)
        mainThread = LuaThread(heap: heap)
        thread = mainThread
    }

    /// A new table; memory is claimed as it fills.
    package func makeTable(arrayCapacity: Int = 0) -> LuaTable {
        let table = LuaTable(heap: heap)
        do throws(LuaFailure) { try table.reserveArray(arrayCapacity) } catch {}
        return table
    }

    /// A function of Swift code; its name is for error texts only.
    package func makeFunction(named name: String, _ body: @escaping NativeBody) -> LuaFunction {
        LuaFunction(kind: .native(body), named: name, heap: heap)
    }

    /// A string that counts against the memory limit.
    package func makeString(_ bytes: [UInt8]) throws(LuaFailure) -> LuaString {
        try heap.meter.require(bytes.count)
        return LuaString(bytes, countedBy: heap.meter)
    }

    /// Compiles a chunk. A chunk name that begins with "@" or "=" is shown without that.
    package func compile(_ source: [UInt8], chunkName: String) throws(LuaFailure) -> LuaFunction {
        throw LuaFailure("no compiler yet")
    }

    /// Calls a function and runs it to its end.
    package func call(_ function: LuaValue, _ arguments: [LuaValue]) throws(LuaFailure) -> [LuaValue] {
        guard case .function(let function) = function, case .native(let body) = function.kind else {
            throw LuaFailure("attempt to call a \(function.typeName) value")
        }
        let base = thread.top
        thread.stack.require(base + arguments.count)
        for (index, value) in arguments.enumerated() { thread.stack[base + index] = value }
        thread.top += arguments.count
        defer { thread.top = base }
        let given = LuaArguments(state: self, stack: thread.stack, base: base, count: arguments.count)
        return try body(self, given).array
    }

    /// Begins a run that can be suspended.
    package func run(_ function: LuaFunction, _ arguments: [LuaValue]) -> LuaRun {
        LuaRun(state: self, function: function, arguments: arguments)
    }

    /// Makes the running script fail with `text` at its next jump or call, which no `pcall` catches.
    package func interrupt(_ text: String) {}

    /// Asked now and then while a script runs that cannot be suspended; false ends it.
    package var shouldContinue: (() -> Bool)?

    /// The place in the Lua code that called the native function that runs.
    package func position() -> (source: String, line: Int)? { nil }

    /// Frees what is held by cycles only.
    package func collect() {}

    /// The name by which the native function that runs was called.
    func callName() -> (name: String, isMethod: Bool) { ("?", false) }

    /// An error with a text and the position of the code that called the native function that runs.
    package func failure(_ text: String) -> LuaFailure { LuaFailure(text) }
}
