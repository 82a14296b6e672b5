// What the compiler knows of an expression whose code is not, or not wholly, written yet. Delaying the last
// instruction lets it put the value where it is wanted, or leave it where it is.

/// An expression in the making.
struct Expression {
    enum Kind {
        case void, `nil`, `true`, `false`
        /// A constant with a number in the table.
        case constant(Int)
        case number(Double)
        /// A local variable in a register.
        case local(Int)
        case upvalue(Int)
        /// A global variable, by the number of the constant that is its name.
        case global(Int)
        /// An element: the table's register, and an operand for the key.
        case indexed(Int, Int)
        /// A comparison; the instruction that jumps if it holds.
        case jump(Int)
        /// An instruction whose register `a` is still open.
        case relocatable(Int)
        /// A value in a register of its own.
        case register(Int)
        case call(Int)
        case varargs(Int)
    }

    var kind: Kind
    /// The jumps that leave the expression when it is true, and false.
    var trueList = Expression.noJump
    var falseList = Expression.noJump

    /// The end of a list of jumps.
    static let noJump = -1

    init(_ kind: Kind) {
        self.kind = kind
    }

    var hasJumps: Bool { trueList != falseList }

    /// Whether it is a number that can be computed with at once.
    var literal: Double? {
        guard case .number(let number) = kind, trueList == -1, falseList == -1 else { return nil }
        return number
    }

    var hasManyValues: Bool {
        switch kind {
        case .call, .varargs: true
        default: false
        }
    }

    /// Whether it can be assigned to.
    var isVariable: Bool {
        switch kind {
        case .local, .upvalue, .global, .indexed: true
        default: false
        }
    }
}

enum BinaryOperator {
    case add, subtract, multiply, divide, modulo, power, concat
    case notEqual, equal, less, lessEqual, greater, greaterEqual, and, or

    init?(_ token: Token) {
        switch token {
        case .char("+"): self = .add
        case .char("-"): self = .subtract
        case .char("*"): self = .multiply
        case .char("/"): self = .divide
        case .char("%"): self = .modulo
        case .char("^"): self = .power
        case .concat: self = .concat
        case .notEqual: self = .notEqual
        case .equal: self = .equal
        case .char("<"): self = .less
        case .lessEqual: self = .lessEqual
        case .char(">"): self = .greater
        case .greaterEqual: self = .greaterEqual
        case .and: self = .and
        case .or: self = .or
        default: return nil
        }
    }

    /// How tightly it binds to its left, and to its right.
    var priority: (left: Int, right: Int) {
        switch self {
        case .add, .subtract: (6, 6)
        case .multiply, .divide, .modulo: (7, 7)
        case .power: (10, 9)
        case .concat: (5, 4)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: (3, 3)
        case .and: (2, 2)
        case .or: (1, 1)
        }
    }
}

enum UnaryOperator {
    case negate, not, length

    init?(_ token: Token) {
        switch token {
        case .not: self = .not
        case .char("-"): self = .negate
        case .char("#"): self = .length
        default: return nil
        }
    }

    static let priority = 8
}
