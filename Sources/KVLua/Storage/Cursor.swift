// Where the interpreter is: the function that runs, its next instruction, its registers and constants, all as
// addresses, because every instruction needs some of them. The parts stay where they are as long as the frame is
// open: the frame's function is on the stack below the registers and keeps its code, and the stack's header does
// not move while its coroutine lives.
//
// Nothing is checked in a release build. The compiler numbers registers below the function's count, for which
// the call has made room, and ends all code with a return.

/// A place in running code.
@safe
struct Cursor {
    private let header: UnsafeMutablePointer<ValueStack.Header>
    private let code: UnsafeMutablePointer<Instruction>
    private let constants: UnsafeMutablePointer<LuaValue>
    private let running: Unmanaged<LuaFunction>
    /// The stack index of register 0.
    let base: Int
    /// The first stack index that the function does not use.
    let top: Int
    /// The place of the next instruction.
    var pc = 0

    init(_ function: LuaFunction, _ prototype: Prototype, on stack: ValueStack, base: Int) {
        unsafe header = stack.header
        unsafe code = prototype.code.instructions
        unsafe constants = prototype.code.constants
        unsafe running = Unmanaged.passUnretained(function)
        self.base = base
        top = base &+ prototype.registerCount
    }

    /// The function that runs.
    var function: LuaFunction { unsafe running.takeUnretainedValue() }

    /// Goes on to the next instruction.
    @inline(__always)
    mutating func next() -> Instruction {
        let instruction = unsafe code[pc]
        pc &+= 1
        return instruction
    }

    /// The `bx` of the next instruction, which is taken with this one.
    @inline(__always)
    mutating func nextWide() -> Int { next().bx }

    /// A register.
    @inline(__always)
    subscript(register: UInt8) -> LuaValue {
        @inline(__always) unsafeAddress {
            unsafe UnsafePointer(header.pointee.values + (base &+ Int(register)))
        }
        @inline(__always) nonmutating unsafeMutableAddress {
            unsafe header.pointee.values + (base &+ Int(register))
        }
    }

    /// A register, by an operand that names no constant.
    @inline(__always)
    subscript(register: UInt16) -> LuaValue {
        @inline(__always) unsafeAddress {
            unsafe UnsafePointer(header.pointee.values + (base &+ Int(register)))
        }
    }

    /// A register or a constant.
    @inline(__always)
    subscript(operand operand: UInt16) -> LuaValue {
        @inline(__always) unsafeAddress {
            let isConstant = operand & Instruction.constantBit != 0
            return unsafe UnsafePointer(
                isConstant
                    ? constants + Int(operand & ~Instruction.constantBit)
                    : header.pointee.values + (base &+ Int(operand)))
        }
    }

    @inline(__always)
    subscript(constant index: Int) -> LuaValue {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(constants + index) }
    }

    /// A variable of an outer function.
    @inline(__always)
    func upvalue(_ index: UInt16) -> LuaValue {
        unsafe running._withUnsafeGuaranteedRef { $0.upvalues[Int(index)].value }
    }

    @inline(__always)
    func setUpvalue(_ index: UInt16, _ value: LuaValue) {
        unsafe running._withUnsafeGuaranteedRef { $0.upvalues[Int(index)].value = value }
    }
}
