// The code that the interpreter runs: a register machine like Lua 5.1's own. `a` is the register that most
// instructions write to; `b` and `c` are registers, or constants where `constantBit` is set; `bx` takes the place of
// both.

/// What an instruction does. R is a register, K a constant, RK either, U a variable of an outer function.
enum Opcode: UInt8 {
    /// R[a] = R[b]
    case move
    /// R[a] = K[bx]
    case loadConstant
    /// R[a] = b != 0; skips the next instruction if c != 0
    case loadBoolean
    /// R[a...b] = nil
    case loadNil
    /// R[a] = U[b]
    case getUpvalue
    /// U[b] = R[a]
    case setUpvalue
    /// R[a] = globals[K[bx]]
    case getGlobal
    /// globals[K[bx]] = R[a]
    case setGlobal
    /// R[a] = R[b][RK[c]]
    case getTable
    /// R[a] = R[b][K[c]], where the constant is a string
    case getField
    /// R[a][RK[b]] = RK[c]
    case setTable
    /// R[a] = {} with room for b elements and c other keys
    case newTable
    /// R[a + 1] = R[b]; R[a] = R[b][RK[c]]
    case method
    /// R[a] = RK[b] op RK[c]
    case add, subtract, multiply, divide, modulo, power
    /// R[a] = op R[b]
    case negate, not, length
    /// R[a] = R[b] .. ... .. R[c]
    case concat
    /// pc += bx
    case jump
    /// Skips the next instruction, a jump, unless (RK[b] op RK[c]) == (a != 0)
    case equal, lessThan, lessEqual
    /// Skips the next instruction, a jump, unless R[a] is as true as c
    case test
    /// As `test` of R[b], and sets R[a] to R[b] when it does not skip
    case testSet
    /// Calls R[a] with b - 1 arguments (up to the top if b is 0) for c - 1 results (as many as there are if 0)
    case call
    /// Returns what R[a] returns, in the place of the running function
    case tailCall
    /// Returns b - 1 values from R[a] on, up to the top if b is 0
    case `return`
    /// R[a] += R[a + 2]; while it is not beyond R[a + 1], R[a + 3] = R[a] and pc += bx
    case forLoop
    /// Checks the three numbers of a loop; R[a] -= R[a + 2]; pc += bx
    case forPrepare
    /// R[a + 3...] = R[a](R[a + 1], R[a + 2]), c values
    case forCall
    /// If R[a + 3] is not nil, R[a + 2] = R[a + 3] and pc += bx
    case forEach
    /// R[a][c + i] = R[a + i] for 1 <= i <= b, up to the top if b is 0; c is in the next instruction's bx
    case setList
    /// Nothing; its bx belongs to the instruction before
    case extra
    /// Closes the variables in R[a...]
    case close
    /// R[a] = a function of prototype bx
    case closure
    /// R[a...] = the b - 1 first extra arguments, all if b is 0
    case varargs
}

/// One instruction.
struct Instruction: BitwiseCopyable {
    var opcode: Opcode
    var a: UInt8
    private var padding: UInt16 = 0
    var b: UInt16
    var c: UInt16

    /// Set in an operand that is a constant.
    static let constantBit: UInt16 = 0x8000
    /// How many constants an operand can name.
    static let operandConstants = 0x8000

    init(_ opcode: Opcode, _ a: Int, _ b: Int, _ c: Int) {
        self.opcode = opcode
        self.a = UInt8(truncatingIfNeeded: a)
        self.b = UInt16(truncatingIfNeeded: b)
        self.c = UInt16(truncatingIfNeeded: c)
    }

    init(_ opcode: Opcode, _ a: Int, bx: Int) {
        self.init(opcode, a, bx & 0xFFFF, bx >> 16 & 0xFFFF)
    }

    @inline(__always)
    var bx: Int {
        get { Int(Int32(bitPattern: UInt32(b) | UInt32(c) &<< 16)) }
        set {
            b = UInt16(truncatingIfNeeded: newValue)
            c = UInt16(truncatingIfNeeded: newValue >> 16)
        }
    }

    /// Whether register `a` is written (and not only looked at).
    var setsA: Bool {
        switch opcode {
        case .setUpvalue, .setGlobal, .setTable, .jump, .equal, .lessThan, .lessEqual, .return,
            .setList, .extra, .close, .forEach, .forCall:
            false
        default: true
        }
    }
}
