// Bringing expressions to where their values are wanted.

extension FunctionBuilder {
    /// Cuts an expression with many values to one.
    func setOneResult(_ expression: inout Expression) {
        switch expression.kind {
        case .call(let place): expression.kind = .register(Int(code[place].a))
        case .varargs(let place):
            code[place].b = 2
            expression.kind = .relocatable(place)
        default: break
        }
    }

    /// Makes the last expression of a list give `count` values, all if nil.
    func setResults(_ expression: Expression, _ count: Int?) throws(LuaFailure) {
        let operand = UInt16((count ?? -1) + 1)
        switch expression.kind {
        case .call(let place): code[place].c = operand
        case .varargs(let place):
            code[place].b = operand
            code[place].a = UInt8(free)
            try reserve(1)
        default: break
        }
    }

    /// Makes a variable a value.
    func discharge(_ expression: inout Expression) {
        switch expression.kind {
        case .local(let register): expression.kind = .register(register)
        case .upvalue(let index): expression.kind = .relocatable(emit(.getUpvalue, 0, index, 0))
        case .global(let name): expression.kind = .relocatable(emit(.getGlobal, 0, bx: name))
        case .indexed(let table, let key):
            release(key)
            release(table)
            expression.kind = .relocatable(emit(isStringConstant(key) ? .getField : .getTable, 0, table, key))
            if case .relocatable(let place) = expression.kind, code[place].opcode == .getField {
                code[place].c = UInt16(key & ~Int(Instruction.constantBit))
            }
        case .call, .varargs: setOneResult(&expression)
        default: break
        }
    }

    private func isStringConstant(_ operand: Int) -> Bool {
        guard operand & Int(Instruction.constantBit) != 0 else { return false }
        if case .string = constants[operand & ~Int(Instruction.constantBit)] { return true }
        return false
    }

    /// Puts the value into a register, leaving jumps aside.
    private func discharge(_ expression: inout Expression, to register: Int) throws(LuaFailure) {
        discharge(&expression)
        switch expression.kind {
        case .nil: emitNil(register, 1)
        case .false: emit(.loadBoolean, register, 0, 0)
        case .true: emit(.loadBoolean, register, 1, 0)
        case .constant(let index): emit(.loadConstant, register, bx: index)
        case .number(let number): emit(.loadConstant, register, bx: try constant(number))
        case .relocatable(let place): code[place].a = UInt8(truncatingIfNeeded: register)
        case .register(let source) where source != register: emit(.move, register, source, 0)
        case .register: break
        default: return
        }
        expression.kind = .register(register)
    }

    /// Puts the value into some register, leaving jumps aside.
    func dischargeToAnyRegister(_ expression: inout Expression) throws(LuaFailure) {
        if case .register = expression.kind { return }
        try reserve(1)
        try discharge(&expression, to: free - 1)
    }

    /// Puts the value, whichever way it comes about, into a register.
    func put(_ expression: inout Expression, into register: Int) throws(LuaFailure) {
        try discharge(&expression, to: register)
        if case .jump(let place) = expression.kind { join(&expression.trueList, place) }
        if expression.hasJumps {
            var (falsePlace, truePlace) = (-1, -1)
            if needsValue(expression.trueList) || needsValue(expression.falseList) {
                var skip = Expression.noJump
                if case .jump = expression.kind {} else { skip = emitJump() }
                _ = label()
                falsePlace = emit(.loadBoolean, register, 0, 1)
                _ = label()
                truePlace = emit(.loadBoolean, register, 1, 0)
                patchToHere(skip)
            }
            let end = label()
            patch(expression.falseList, to: end, into: register, others: falsePlace)
            patch(expression.trueList, to: end, into: register, others: truePlace)
        }
        expression = Expression(.register(register))
    }

    /// Puts the value into the next register.
    func putIntoNext(_ expression: inout Expression) throws(LuaFailure) {
        discharge(&expression)
        release(expression)
        try reserve(1)
        try put(&expression, into: free - 1)
    }

    /// Puts the value into any register, which it returns.
    @discardableResult
    func putIntoAny(_ expression: inout Expression) throws(LuaFailure) -> Int {
        discharge(&expression)
        if case .register(let register) = expression.kind {
            if !expression.hasJumps { return register }
            if register >= active.count {
                try put(&expression, into: register)
                return register
            }
        }
        try putIntoNext(&expression)
        guard case .register(let register) = expression.kind else { return free - 1 }
        return register
    }

    func putIntoValue(_ expression: inout Expression) throws(LuaFailure) {
        if expression.hasJumps { try putIntoAny(&expression) } else { discharge(&expression) }
    }

    /// The value as an operand: a constant or a register.
    func encode(_ expression: inout Expression) throws(LuaFailure) -> Int {
        try putIntoValue(&expression)
        let index: Int? =
            switch expression.kind {
            case .true: try constant(of: .boolean(true), 2)
            case .false: try constant(of: .boolean(false), 1)
            case .nil: try constant(of: .nil, 0)
            case .number(let number): try constant(number)
            case .constant(let index): index
            default: nil
            }
        if let index, index < Instruction.operandConstants {
            expression.kind = .constant(index)
            return index | Int(Instruction.constantBit)
        }
        return try putIntoAny(&expression)
    }

    /// Assigns a value to a variable.
    func store(_ value: inout Expression, in variable: Expression) throws(LuaFailure) {
        switch variable.kind {
        case .local(let register):
            release(value)
            try put(&value, into: register)
            return
        case .upvalue(let index): emit(.setUpvalue, try putIntoAny(&value), index, 0)
        case .global(let name): emit(.setGlobal, try putIntoAny(&value), bx: name)
        case .indexed(let table, let key):
            let operand = try encode(&value)
            emit(.setTable, table, key, operand)
        default: break
        }
        release(value)
    }

    /// The function and the receiver of a method call, in two registers of their own.
    func emitMethod(_ expression: inout Expression, _ key: inout Expression) throws(LuaFailure) {
        try putIntoAny(&expression)
        release(expression)
        guard case .register(let object) = expression.kind else { return }
        let function = free
        try reserve(2)
        emit(.method, function, object, try encode(&key))
        release(key)
        expression.kind = .register(function)
    }
}
