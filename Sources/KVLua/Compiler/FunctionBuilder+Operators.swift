// Operators: conditions as jumps, numbers computed at once, the rest as instructions.

extension FunctionBuilder {
    /// Code that goes on when the value is true, and jumps along its false list when not.
    func goIfTrue(_ expression: inout Expression) throws(LuaFailure) {
        discharge(&expression)
        var jump = Expression.noJump
        switch expression.kind {
        case .constant, .number, .true: break
        case .jump(let place):
            invert(place)
            jump = place
        default: jump = try jumpOn(&expression, false)
        }
        join(&expression.falseList, jump)
        patchToHere(expression.trueList)
        expression.trueList = Expression.noJump
    }

    /// Code that goes on when the value is false, and jumps along its true list when not.
    func goIfFalse(_ expression: inout Expression) throws(LuaFailure) {
        discharge(&expression)
        var jump = Expression.noJump
        switch expression.kind {
        case .nil, .false: break
        case .jump(let place): jump = place
        default: jump = try jumpOn(&expression, true)
        }
        join(&expression.trueList, jump)
        patchToHere(expression.falseList)
        expression.falseList = Expression.noJump
    }

    private func invert(_ jump: Int) {
        let place = control(of: jump)
        code[place].a = code[place].a == 0 ? 1 : 0
    }

    private func jumpOn(_ expression: inout Expression, _ condition: Bool) throws(LuaFailure) -> Int {
        if case .relocatable(let place) = expression.kind, code[place].opcode == .not {
            let operand = Int(code[place].b)
            code.removeLast()
            lines.removeLast()
            emit(.test, operand, 0, condition ? 0 : 1)
            return emitJump()
        }
        try dischargeToAnyRegister(&expression)
        release(expression)
        guard case .register(let register) = expression.kind else { return Expression.noJump }
        // Which register the value goes to, if to any, is known later.
        emit(.testSet, 255, register, condition ? 1 : 0)
        return emitJump()
    }

    // MARK: Unary

    func prefix(_ unary: UnaryOperator, _ expression: inout Expression) throws(LuaFailure) {
        switch unary {
        case .negate:
            if let number = expression.literal, !number.isNaN {
                expression.kind = .number(-number)
                return
            }
            // A number cannot be left for an operand here, since the operation takes registers only.
            try putIntoAny(&expression)
            try emitUnary(.negate, &expression)
        case .length:
            try putIntoAny(&expression)
            try emitUnary(.length, &expression)
        case .not: try emitNot(&expression)
        }
    }

    private func emitUnary(_ opcode: Opcode, _ expression: inout Expression) throws(LuaFailure) {
        let register = try putIntoAny(&expression)
        release(expression)
        expression = Expression(.relocatable(emit(opcode, 0, register, 0)))
    }

    private func emitNot(_ expression: inout Expression) throws(LuaFailure) {
        discharge(&expression)
        switch expression.kind {
        case .nil, .false: expression.kind = .true
        case .constant, .number, .true: expression.kind = .false
        case .jump(let place): invert(place)
        default:
            try dischargeToAnyRegister(&expression)
            release(expression)
            guard case .register(let register) = expression.kind else { return }
            expression.kind = .relocatable(emit(.not, 0, register, 0))
        }
        swap(&expression.trueList, &expression.falseList)
        removeValues(expression.falseList)
        removeValues(expression.trueList)
    }

    // MARK: Binary

    /// What is to be done with the left operand before the right one is read.
    func infix(_ binary: BinaryOperator, _ left: inout Expression) throws(LuaFailure) {
        switch binary {
        case .and: try goIfTrue(&left)
        case .or: try goIfFalse(&left)
        case .concat: try putIntoNext(&left)
        case .add, .subtract, .multiply, .divide, .modulo, .power:
            if left.literal == nil { _ = try encode(&left) }
        default: _ = try encode(&left)
        }
    }

    /// The operation, when both operands are read.
    func postfix(_ binary: BinaryOperator, _ left: inout Expression, _ right: inout Expression)
        throws(LuaFailure)
    {
        switch binary {
        case .and:
            discharge(&right)
            join(&right.falseList, left.falseList)
            left = right
        case .or:
            discharge(&right)
            join(&right.trueList, left.trueList)
            left = right
        case .concat: try emitConcat(&left, &right)
        case .add: try emitArithmetic(.add, &left, &right)
        case .subtract: try emitArithmetic(.subtract, &left, &right)
        case .multiply: try emitArithmetic(.multiply, &left, &right)
        case .divide: try emitArithmetic(.divide, &left, &right)
        case .modulo: try emitArithmetic(.modulo, &left, &right)
        case .power: try emitArithmetic(.power, &left, &right)
        case .equal: try emitComparison(.equal, true, &left, &right)
        case .notEqual: try emitComparison(.equal, false, &left, &right)
        case .less: try emitComparison(.lessThan, true, &left, &right)
        case .lessEqual: try emitComparison(.lessEqual, true, &left, &right)
        case .greater: try emitComparison(.lessThan, true, &left, &right, isSwapped: true)
        case .greaterEqual: try emitComparison(.lessEqual, true, &left, &right, isSwapped: true)
        }
    }

    private func emitConcat(_ left: inout Expression, _ right: inout Expression) throws(LuaFailure) {
        try putIntoValue(&right)
        if case .relocatable(let place) = right.kind, code[place].opcode == .concat,
            case .register(let register) = left.kind
        {
            release(left)
            code[place].b = UInt16(register)
            left.kind = .relocatable(place)
            return
        }
        try putIntoNext(&right)
        let (last, first) = (try putIntoAny(&right), try putIntoAny(&left))
        releaseBoth(first, last)
        left = Expression(.relocatable(emit(.concat, 0, first, last)))
    }

    private func emitArithmetic(
        _ opcode: Opcode, _ left: inout Expression, _ right: inout Expression
    ) throws(LuaFailure) {
        if let first = left.literal, let second = right.literal,
            let result = FunctionBuilder.fold(opcode, first, second)
        {
            left.kind = .number(result)
            return
        }
        let second = try encode(&right)
        let first = try encode(&left)
        releaseBoth(first, second)
        left = Expression(.relocatable(emit(opcode, 0, first, second)))
    }

    private func emitComparison(
        _ opcode: Opcode, _ condition: Bool, _ left: inout Expression, _ right: inout Expression,
        isSwapped: Bool = false
    ) throws(LuaFailure) {
        var first = try encode(&left)
        var second = try encode(&right)
        release(second)
        release(first)
        if isSwapped { swap(&first, &second) }
        emit(opcode, condition ? 1 : 0, first, second)
        left = Expression(.jump(emitJump()))
    }

    /// Gives two operands' registers back, the higher one first.
    private func releaseBoth(_ first: Int, _ second: Int) {
        release(max(first, second))
        release(min(first, second))
    }

    /// The result of an operation on two numbers; nil where only the program may find it out.
    private static func fold(_ opcode: Opcode, _ left: Double, _ right: Double) -> Double? {
        if opcode == .divide || opcode == .modulo, right == 0 { return nil }
        let result = Arithmetic.compute(opcode, left, right)
        return result.isNaN ? nil : result
    }
}
