// The function that is being compiled: its code so far, its constants and its variables. Registers are given out
// like a stack: local variables at the bottom, intermediate values above them.

/// A block of statements that is open.
struct Block {
    /// The jumps of `break`s, to be sent behind the loop.
    var breaks = Expression.noJump
    /// How many local variables there were outside of it.
    let activeCount: Int
    /// Whether an inner function uses a local variable of the block.
    var isCaptured = false
    let isLoop: Bool
}

/// One function in the making.
final class FunctionBuilder {
    let outer: FunctionBuilder?
    let lexer: Lexer
    let line: Int
    var code: [Instruction] = []
    var lines: [Int32] = []
    var constants: [LuaValue] = []
    private var numberConstants: [UInt64: Int] = [:]
    private var stringConstants: [ObjectIdentifier: Int] = [:]
    private var plainConstants: [Int?] = [nil, nil, nil]
    var prototypes: [Prototype] = []
    var captures: [Capture] = []
    /// Every local variable there was, for messages.
    var locals: [LocalVariable] = []
    /// The ones that can be seen now: places in `locals`, each in the register of its own place here.
    var active: [Int] = []
    var blocks: [Block] = []
    var parameterCount = 0
    var isVariadic = false
    var needsArgumentTable = false
    /// Whether `...` was used, which means that no table is needed whatever follows.
    var usesVarargs = false
    /// The first register that is free.
    var free = 0
    var registerCount = 2
    /// Jumps that lead to the next instruction.
    var pendingJumps = Expression.noJump
    /// The last instruction that something jumps to: what is before it must not be merged with what follows.
    var lastTarget = -1

    init(outer: FunctionBuilder?, lexer: Lexer, line: Int) {
        self.outer = outer
        self.lexer = lexer
        self.line = line
    }

    /// The place of the next instruction.
    var pc: Int { code.count }

    // MARK: Constants

    func constant(_ string: LuaString) throws(LuaFailure) -> Int {
        let known = ObjectIdentifier(string)
        if let index = stringConstants[known] { return index }
        let index = try add(.string(string))
        stringConstants[known] = index
        return index
    }

    func constant(_ number: Double) throws(LuaFailure) -> Int {
        // As in Lua 5.1, zero of either sign is one constant: whichever came first.
        let known = number == 0 ? 0 : number.bitPattern
        if let index = numberConstants[known] { return index }
        let index = try add(.number(number))
        numberConstants[known] = index
        return index
    }

    /// One of the constants nil, false and true, which are numbered 0, 1 and 2.
    func constant(of value: LuaValue, _ number: Int) throws(LuaFailure) -> Int {
        if let index = plainConstants[number] { return index }
        let index = try add(value)
        plainConstants[number] = index
        return index
    }

    private func add(_ value: LuaValue) throws(LuaFailure) -> Int {
        guard constants.count < 262_143 else { throw lexer.error("constant table overflow", near: nil) }
        constants.append(value)
        return constants.count - 1
    }

    // MARK: Registers

    func reserve(_ count: Int) throws(LuaFailure) {
        try require(count)
        free += count
    }

    /// Makes sure that there are `count` free registers.
    func require(_ count: Int) throws(LuaFailure) {
        let needed = free + count
        guard needed > registerCount else { return }
        guard needed < 250 else { throw lexer.syntaxError("function or expression too complex") }
        registerCount = needed
    }

    /// Gives an operand's register back if it is the last one and no local variable's.
    func release(_ register: Int) {
        if register & Int(Instruction.constantBit) == 0, register >= active.count, register == free - 1 {
            free -= 1
        }
    }

    func release(_ expression: Expression) {
        if case .register(let register) = expression.kind { release(register) }
    }

    // MARK: Code

    @discardableResult
    func emit(_ opcode: Opcode, _ a: Int, _ b: Int, _ c: Int) -> Int {
        emit(Instruction(opcode, a, b, c))
    }

    @discardableResult
    func emit(_ opcode: Opcode, _ a: Int, bx: Int) -> Int { emit(Instruction(opcode, a, bx: bx)) }

    private func emit(_ instruction: Instruction) -> Int {
        sendPendingJumps()
        code.append(instruction)
        lines.append(Int32(truncatingIfNeeded: lexer.lastLine))
        return code.count - 1
    }

    /// Says that the last instruction belongs to a line.
    func fixLine(_ line: Int) { lines[lines.count - 1] = Int32(truncatingIfNeeded: line) }

    func emitReturn(_ first: Int, _ count: Int) { emit(.return, first, count + 1, 0) }

    /// Sets registers to nil, with the instruction before if that did the same for their neighbours.
    func emitNil(_ first: Int, _ count: Int) {
        if pc > lastTarget, let last = code.last, last.opcode == .loadNil {
            let (start, end) = (Int(last.a), Int(last.b))
            if start <= first, first <= end + 1 {
                code[pc - 1].b = UInt16(max(end, first + count - 1))
                return
            }
        }
        emit(.loadNil, first, first + count - 1, 0)
    }

    /// The error of something of which there are too many.
    func limitError(_ limit: Int, _ what: String) -> LuaFailure {
        let function = line == 0 ? "main function" : "function at line \(line)"
        return lexer.error("\(function) has more than \(limit) \(what)", near: nil)
    }
}
