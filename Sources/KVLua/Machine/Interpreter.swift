// The loop that runs instructions. What is common is done here and in the helpers that are inlined; what needs
// metamethods, coercions or errors goes to functions of its own, out of the way.

extension LuaState {
    /// Runs the Lua function of the top frame and what it calls, until Swift code is to go on.
    func runLoop() throws(LuaFailure) -> Flow {
        guard var f = thread.frames.last?.cursor else { return .leave(0, 0) }
        do throws(LuaFailure) {
            return try runLoop(&f)
        } catch {
            sync(f)
            throw error
        }
    }

    private func runLoop(_ f: inout Cursor) throws(LuaFailure) -> Flow {
        while true {
            let i = f.next()
            switch i.opcode {
            case .move: f[i.a] = f[i.b]
            case .loadConstant: f[i.a] = f[constant: i.bx]
            case .loadBoolean: loadBoolean(i, &f)
            case .loadNil: loadNil(i, f)
            case .getUpvalue: f[i.a] = f.upvalue(i.b)
            case .setUpvalue: f.setUpvalue(i.b, f[i.a])
            case .getGlobal: try getGlobal(i, f)
            case .setGlobal: try setGlobal(i, f)
            case .getTable: try getTable(i, f)
            case .getField: try getField(i, f)
            case .setTable: try setTable(i, f)
            case .newTable: f[i.a] = try newTable(i)
            case .method: try getMethod(i, f)
            case .add: try binary(i, f) { $0 + $1 }
            case .subtract: try binary(i, f) { $0 - $1 }
            case .multiply: try binary(i, f) { $0 * $1 }
            case .divide: try binary(i, f) { $0 / $1 }
            case .modulo: try binary(i, f) { Arithmetic.modulo($0, $1) }
            case .power: try binary(i, f) { Arithmetic.power($0, $1) }
            case .negate: try negate(i, f)
            case .not: f[i.a] = .boolean(!f[i.b].isTruthy)
            case .length: try length(i, f)
            case .concat: try concat(i, f)
            case .jump: if try jump(i, &f) { return .suspended }
            case .equal: try testEqual(i, &f)
            case .lessThan: try testLess(i, &f)
            case .lessEqual: try testLessEqual(i, &f)
            case .test: if f[i.a].isTruthy != (i.c != 0) { f.pc &+= 1 }
            case .testSet: testSet(i, &f)
            case .call:
                let flow = try call(i, &f)
                guard case .lua = flow else { return flow }
            case .tailCall:
                let flow = try tailCall(i, &f)
                guard case .lua = flow else { return flow }
            case .return:
                let flow = returnValues(i, &f)
                guard case .lua = flow else { return flow }
            case .forLoop: if try forLoop(i, &f) { return .suspended }
            case .forPrepare: try forPrepare(i, &f)
            case .forCall:
                let flow = try forCall(i, &f)
                guard case .lua = flow else { return flow }
            case .forEach: if try forEach(i, &f) { return .suspended }
            case .setList: try setList(i, &f)
            case .extra: break
            case .close: thread.closeUpvalues(from: f.base &+ Int(i.a))
            case .closure: makeClosure(i, f)
            case .varargs: loadVarargs(i, f)
            }
        }
    }

    /// Notes in the top frame how far it has come, before something that may look at it.
    @inline(__always)
    func sync(_ f: Cursor) {
        let last = thread.frames.count &- 1
        guard last >= 0, thread.frames[last].cursor?.base == f.base else { return }
        thread.frames.setTopPlace(f.pc)
        thread.top = f.top
    }

    @inline(__always)
    private func loadBoolean(_ i: Instruction, _ f: inout Cursor) {
        f[i.a] = .boolean(i.b != 0)
        if i.c != 0 { f.pc &+= 1 }
    }

    @inline(__always)
    private func loadNil(_ i: Instruction, _ f: Cursor) {
        for register in i.a...UInt8(truncatingIfNeeded: i.b) { f[register] = .nil }
    }

    @inline(__always)
    private func testSet(_ i: Instruction, _ f: inout Cursor) {
        if f[i.b].isTruthy == (i.c != 0) { f[i.a] = f[i.b] } else { f.pc &+= 1 }
    }

    @inline(__always)
    private func newTable(_ i: Instruction) throws(LuaFailure) -> LuaValue {
        if i.b == 0, i.c == 0 { return .table(LuaTable(heap: heap)) }
        return .table(try LuaTable(heap: heap, arrayCapacity: Int(i.b), hashCapacity: Int(i.c)))
    }

    /// Jumps; whether the run is to be suspended.
    @inline(__always)
    private func jump(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Bool {
        f.pc &+= i.bx
        return i.bx < 0 ? try spend(f) : false
    }
}
