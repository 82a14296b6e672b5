// Instructions for operators and for numeric loops, as far as both operands are of the expected types.

extension LuaState {
    @inline(__always)
    func binary(
        _ i: Instruction, _ f: Cursor, _ compute: (Double, Double) -> Double
    ) throws(LuaFailure) {
        if case .number(let left) = f[operand: i.b], case .number(let right) = f[operand: i.c] {
            f[i.a] = .number(compute(left, right))
        } else {
            sync(f)
            let operands = (Int(i.b), Int(i.c))
            f[i.a] = try arithmetic(i.opcode, f[operand: i.b], f[operand: i.c], operands)
        }
    }

    @inline(__always)
    func negate(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        if case .number(let value) = f[i.b] {
            f[i.a] = .number(-value)
        } else {
            sync(f)
            f[i.a] = try arithmetic(.negate, f[i.b], f[i.b], (Int(i.b), Int(i.b)))
        }
    }

    func length(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        switch f[i.b] {
        case .table(let table): f[i.a] = .number(Double(table.length))
        case .string(let string): f[i.a] = .number(Double(string.count))
        default:
            sync(f)
            throw typeError("get length of", f[i.b], register: Int(i.b))
        }
    }

    @inline(__always)
    func testEqual(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) {
        let result: Bool
        switch (f[operand: i.b], f[operand: i.c]) {
        case (.number(let left), .number(let right)): result = left == right
        case (.string(let left), .string(let right)): result = left == right
        default:
            sync(f)
            result = try isEqual(f[operand: i.b], f[operand: i.c])
        }
        if result != (i.a != 0) { f.pc &+= 1 }
    }

    @inline(__always)
    func testLess(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) {
        let result: Bool
        if case .number(let left) = f[operand: i.b], case .number(let right) = f[operand: i.c] {
            result = left < right
        } else {
            sync(f)
            result = try isLess(f[operand: i.b], f[operand: i.c])
        }
        if result != (i.a != 0) { f.pc &+= 1 }
    }

    @inline(__always)
    func testLessEqual(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) {
        let result: Bool
        if case .number(let left) = f[operand: i.b], case .number(let right) = f[operand: i.c] {
            result = left <= right
        } else {
            sync(f)
            result = try isLessOrEqual(f[operand: i.b], f[operand: i.c])
        }
        if result != (i.a != 0) { f.pc &+= 1 }
    }

    /// The next round of a numeric loop; whether the run is to be suspended.
    @inline(__always)
    func forLoop(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Bool {
        guard case .number(let current) = f[i.a], case .number(let limit) = f[i.a &+ 1],
            case .number(let step) = f[i.a &+ 2]
        else { return false }
        let next = current + step
        guard step > 0 ? next <= limit : limit <= next else { return false }
        f.pc &+= i.bx
        f[i.a] = .number(next)
        f[i.a &+ 3] = .number(next)
        return try spend(f)
    }

    func forPrepare(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) {
        var numbers = (0.0, 0.0, 0.0)
        sync(f)
        guard let start = NumberText.number(of: f[i.a]) else {
            throw runError("'for' initial value must be a number")
        }
        guard let limit = NumberText.number(of: f[i.a &+ 1]) else {
            throw runError("'for' limit must be a number")
        }
        guard let step = NumberText.number(of: f[i.a &+ 2]) else {
            throw runError("'for' step must be a number")
        }
        numbers = (start - step, limit, step)
        f[i.a] = .number(numbers.0)
        f[i.a &+ 1] = .number(numbers.1)
        f[i.a &+ 2] = .number(numbers.2)
        f.pc &+= i.bx
    }

    /// The next round of a generic loop, after its iterator was called; whether the run is to be suspended.
    @inline(__always)
    func forEach(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Bool {
        guard !f[i.a &+ 3].isNil else { return false }
        f[i.a &+ 2] = f[i.a &+ 3]
        f.pc &+= i.bx
        return try spend(f)
    }
}
