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
    /// Asked now and then while a script runs that cannot be suspended; false ends it.
    package var shouldContinue: (() -> Bool)?
    let names = MachineNames()
    /// Where random numbers come from.
    package var random = RandomSource()

    // MARK: The machine

    let mainThread: LuaThread
    /// The coroutine whose code runs.
    var thread: LuaThread
    /// A place in code that does nothing, for where a place is needed and none known.
    let idleCursor: Cursor
    private let idleFunction: LuaFunction
    /// What is left until the machine looks around.
    var fuel = 0
    /// The instructions that the run may still take before it is suspended, in units of fuel.
    var remaining = 0
    /// Whether the run may be suspended.
    var isSuspendable = false
    /// What to end the script with.
    var interruption: String?
    /// How many calls from Swift code are inside each other.
    var nesting = 0
    /// How many calls are that Lua's own implementation makes by recursion.
    var depth = 0
    /// Whether much memory has come into use since the last collection.
    var isCrowded = false
    /// What is left of the thread's stack.
    var nativeStack = NativeStack()
    /// Whether a native function runs.
    var isInNative = false
    /// How many objects there may be before a collection is worthwhile.
    var collectionThreshold = LuaState.smallestThreshold

    package init(limits: LuaLimits = LuaLimits()) {
        self.limits = limits
        heap = Heap(meter: MemoryMeter(limit: limits.memory))
        globals = LuaTable(heap: heap)
        registry = LuaTable(heap: heap)
        mainThread = LuaThread(heap: heap)
        mainThread.status = .running
        thread = mainThread
        let prototype = Prototype.idle(heap)
        idleFunction = LuaFunction(prototype, upvalues: [], heap: heap)
        idleCursor = Cursor(idleFunction, prototype, on: mainThread.stack, base: 0)
        openLibraries()
        heap.meter.onAlarm = { [unowned self] in
            isCrowded = true
            fuel = 0
        }
    }

    deinit {
        // Nothing is reached any more: every ring is opened, that of the globals with themselves first of all.
        heap.meter.onAlarm = nil
        _ = heap.beginMark()
        heap.sweep()
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
        try compile(source, chunkName: Array(chunkName.utf8))
    }

    func compile(_ source: [UInt8], chunkName: [UInt8]) throws(LuaFailure) -> LuaFunction {
        try heap.meter.require(source.count * 8)
        if nesting == 0 { nativeStack.enter() }
        let prototype = try Parser.compile(
            source, chunkName: chunkName, heap: heap, nestingLimit: limits.nesting - depth, stack: nativeStack
        )
        return LuaFunction(prototype, upvalues: [], heap: heap)
    }

    /// Makes sure that the thread's stack has room for another step of a native function that recurses.
    package func requireStack() throws(LuaFailure) {
        guard nativeStack.hasRoom else { throw failure("C stack overflow") }
    }

    /// Begins a run that can be suspended.
    package func run(_ function: LuaFunction, _ arguments: [LuaValue]) -> LuaRun {
        LuaRun(state: self, function: function, arguments: arguments)
    }

    /// Makes the running script fail with `text` at its next jump or call, which no `pcall` catches.
    ///
    /// It holds until the run has ended.
    package func interrupt(_ text: String) {
        interruption = text
        fuel = 0
    }
}
