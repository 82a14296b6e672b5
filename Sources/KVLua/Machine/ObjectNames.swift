// How the value in a register came there, in the words of the program: a local variable's name, or the name by which
// the value was taken from somewhere. Like Lua, this looks for the last instruction that wrote the register, going
// through the code in a straight line except for jumps forward.

extension LuaState {
    /// A kind ("local", "global", ...) and a name for what a register of a frame holds.
    func objectName(_ register: Int, _ frame: Frame) -> (kind: String, name: [UInt8])? {
        guard register >= 0, register < 250, let cursor = frame.cursor,
            let prototype = cursor.function.prototype
        else { return nil }
        return objectName(register, prototype, before: cursor.pc - 1, attempts: 250)
    }

    private func objectName(
        _ register: Int, _ prototype: Prototype, before pc: Int, attempts: Int
    ) -> (kind: String, name: [UInt8])? {
        let local = prototype.locals.first { $0.register == register && $0.start <= pc && pc < $0.end }
        if let local { return ("local", local.name.bytes) }
        guard attempts > 0, let place = lastWrite(to: register, prototype, before: pc) else { return nil }
        let instruction = prototype.code[place]
        switch instruction.opcode {
        case .getGlobal: return ("global", bytes(prototype.code.constant(instruction.bx)))
        case .move where instruction.b < UInt16(instruction.a):
            return objectName(Int(instruction.b), prototype, before: place, attempts: attempts - 1)
        case .getField: return ("field", bytes(prototype.code.constant(Int(instruction.c))))
        case .getTable: return ("field", bytes(operand: instruction.c, prototype))
        case .method: return ("method", bytes(operand: instruction.c, prototype))
        case .getUpvalue: return ("upvalue", prototype.captures[Int(instruction.b)].name.bytes)
        default: return nil
        }
    }

    private func bytes(_ value: LuaValue) -> [UInt8] {
        if case .string(let string) = value { Array(string.bytes.prefix { $0 != 0 }) } else { [63] }
    }

    private func bytes(operand: UInt16, _ prototype: Prototype) -> [UInt8] {
        guard operand & Instruction.constantBit != 0 else { return [63] }
        return bytes(prototype.code.constant(Int(operand & ~Instruction.constantBit)))
    }

    /// The last instruction before `end` that wrote a register.
    private func lastWrite(to register: Int, _ prototype: Prototype, before end: Int) -> Int? {
        var last: Int?
        var pc = 0
        while pc < end {
            let instruction = prototype.code[pc]
            let a = Int(instruction.a)
            switch instruction.opcode {
            case .loadNil where a <= register && register <= Int(instruction.b): last = pc
            case .method where register == a + 1: last = pc
            case .call, .tailCall: if register >= a { last = pc }
            case .forCall: if register >= a + 3 { last = pc }
            case .varargs: if register >= a { last = pc }
            case .jump, .forLoop, .forPrepare, .forEach:
                let target = pc + 1 + instruction.bx
                if pc < target, target <= end { pc = target - 1 }
            default: break
            }
            if last != pc, instruction.setsA, a == register, instruction.opcode != .jump { last = pc }
            pc += 1
        }
        return last
    }
}
