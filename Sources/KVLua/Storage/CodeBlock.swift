// A function's instructions and constants at addresses that do not move, so that the interpreter reads each with
// one load. Both are written once, when the function is compiled.

/// Instructions and constants.
@safe
final class CodeBlock {
    let instructions: UnsafeMutablePointer<Instruction>
    let constants: UnsafeMutablePointer<LuaValue>
    let count: Int
    let constantCount: Int

    init(_ code: [Instruction], _ values: [LuaValue]) {
        count = code.count
        constantCount = values.count
        unsafe instructions = .allocate(capacity: max(code.count, 1))
        unsafe constants = .allocate(capacity: max(values.count, 1))
        for (index, instruction) in code.enumerated() {
            unsafe (instructions + index).initialize(to: instruction)
        }
        for (index, value) in values.enumerated() {
            unsafe (constants + index).initialize(to: value)
        }
    }

    deinit {
        unsafe instructions.deallocate()
        unsafe constants.deinitialize(count: constantCount)
        unsafe constants.deallocate()
    }

    subscript(index: Int) -> Instruction {
        precondition(index >= 0 && index < count, "instruction outside the code")
        return unsafe instructions[index]
    }

    func constant(_ index: Int) -> LuaValue {
        precondition(index >= 0 && index < constantCount, "constant outside the table")
        return unsafe constants[index]
    }
}
