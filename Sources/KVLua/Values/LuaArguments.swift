// What a native function was called with, and the checks that Lua's own library makes of its arguments, with its
// error texts. The arguments stay where the caller put them, on the stack; they are good for as long as the call.

/// The arguments of a native function.
package struct LuaArguments {
    private let state: LuaState
    private let stack: ValueStack
    private let base: Int
    package let count: Int

    init(state: LuaState, stack: ValueStack, base: Int, count: Int) {
        self.state = state
        self.stack = stack
        self.base = base
        self.count = count
    }

    /// An argument, counted from 0; nil beyond the last.
    @inline(__always)
    package subscript(index: Int) -> LuaValue {
        index >= 0 && index < count ? stack.checked(base &+ index) : .nil
    }

    /// Whether an argument was not given at all, not even as nil.
    package func isAbsent(_ index: Int) -> Bool { index >= count }

    /// Whether an argument was not given, or as nil.
    package func isNone(_ index: Int) -> Bool { self[index].isNil }

    /// All of them from `start` on.
    package func array(from start: Int = 0) -> [LuaValue] {
        start < count ? (start..<count).map { self[$0] } : []
    }

    // MARK: Checks

    /// A string, or a number as one.
    package func string(_ index: Int) throws(LuaFailure) -> LuaString {
        switch self[index] {
        case .string(let string): return string
        case .number(let number): return LuaString(NumberText.bytes(of: number))
        default: throw wrongType(index, "string")
        }
    }

    /// A number, or a string that reads as one.
    package func number(_ index: Int) throws(LuaFailure) -> Double {
        switch self[index] {
        case .number(let number): return number
        case .string(let string):
            if let number = NumberText.number(in: string.bytes) { return number }
        default: break
        }
        throw wrongType(index, "number")
    }

    /// A number, cut to a whole one as C does; what no Int can hold becomes the least one.
    package func integer(_ index: Int) throws(LuaFailure) -> Int {
        NumberText.integer(try number(index))
    }

    package func table(_ index: Int) throws(LuaFailure) -> LuaTable {
        guard case .table(let table) = self[index] else { throw wrongType(index, "table") }
        return table
    }

    package func function(_ index: Int) throws(LuaFailure) -> LuaFunction {
        guard case .function(let function) = self[index] else { throw wrongType(index, "function") }
        return function
    }

    /// Any value, as long as it was given.
    package func any(_ index: Int) throws(LuaFailure) -> LuaValue {
        guard index < count else { throw failure(index, "value expected") }
        return self[index]
    }

    package func optionalString(_ index: Int) throws(LuaFailure) -> LuaString? {
        isNone(index) ? nil : try string(index)
    }

    package func optionalNumber(_ index: Int) throws(LuaFailure) -> Double? {
        isNone(index) ? nil : try number(index)
    }

    package func optionalInteger(_ index: Int) throws(LuaFailure) -> Int? {
        isNone(index) ? nil : try integer(index)
    }

    // MARK: Errors

    /// The error of an argument of another type than `expected`.
    package func wrongType(_ index: Int, _ expected: String) -> LuaFailure {
        let given = isAbsent(index) ? "no value" : self[index].typeName
        return failure(index, "\(expected) expected, got \(given)")
    }

    /// The error of an argument, counted from 0 here and from 1 in its text.
    package func failure(_ index: Int, _ text: String) -> LuaFailure {
        let (name, isMethod) = state.callName()
        var number = index + 1
        if isMethod {
            number -= 1
            if number == 0 { return state.failure("calling '\(name)' on bad self (\(text))") }
        }
        return state.failure("bad argument #\(number) to '\(name)' (\(text))")
    }
}
