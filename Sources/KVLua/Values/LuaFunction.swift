// Functions: of Lua code with the variables it closes over, or of Swift code.

/// What a function of Swift code does.
package typealias NativeBody = (LuaState, LuaArguments) throws(LuaFailure) -> LuaResults

/// A function value. Two are equal when they are the same one.
package final class LuaFunction {
    /// What a call runs.
    enum Kind {
        case lua
        case native(NativeBody)
        /// One that steers the interpreter itself and so cannot be an ordinary native: `pcall` and its like.
        case special(SpecialFunction)
        /// What `coroutine.wrap` makes.
        case wrapped(LuaThread)
    }

    let kind: Kind
    /// The code, of a function of Lua code.
    let prototype: Prototype?
    /// The variables of outer functions that the code uses.
    let upvalues: [Upvalue]
    /// A number that is its own within its state.
    let serial: Int
    /// The name it was made with, of a native function.
    package let name: String
    private let meter: MemoryMeter
    /// The number of the last mark that reached it.
    var mark: UInt32 = 0

    init(kind: Kind, named name: String, heap: Heap) {
        self.kind = kind
        self.name = name
        meter = heap.meter
        prototype = nil
        upvalues = []
        serial = heap.nextSerial()
        meter.add(LuaFunction.cost)
    }

    init(_ prototype: Prototype, upvalues: [Upvalue], heap: Heap) {
        kind = .lua
        name = ""
        meter = heap.meter
        self.prototype = prototype
        self.upvalues = upvalues
        serial = heap.nextSerial()
        meter.add(LuaFunction.cost)
    }

    deinit { meter.remove(LuaFunction.cost) }

    private static let cost = 160
}
