// Statements without loops.

extension Parser {
    /// Reads a statement; whether it must be the last of its block.
    func statement() throws(LuaFailure) -> Bool {
        let line = lexer.line
        switch token {
        case .if: try ifStatement(line: line)
        case .while: try whileStatement(line: line)
        case .do:
            try advance()
            try block()
            try expect(.end, closing: .do, from: line)
        case .for: try forStatement(line: line)
        case .repeat: try repeatStatement(line: line)
        case .function: try functionStatement(line: line)
        case .local:
            try advance()
            if try skip(.function) { try localFunction() } else { try localStatement() }
        case .return:
            try returnStatement()
            return true
        case .break:
            try advance()
            try breakStatement()
            return true
        default: try expressionStatement()
        }
        return false
    }

    private func ifStatement(line: Int) throws(LuaFailure) {
        var exits = Expression.noJump
        var otherwise = try conditionalBlock()
        while token == .elseif {
            // The new jump goes first: a list is walked to its end to append to it.
            var exit = builder.emitJump()
            builder.join(&exit, exits)
            exits = exit
            builder.patchToHere(otherwise)
            otherwise = try conditionalBlock()
        }
        if token == .else {
            builder.join(&exits, builder.emitJump())
            builder.patchToHere(otherwise)
            try advance()
            try block()
        } else {
            builder.join(&exits, otherwise)
        }
        builder.patchToHere(exits)
        try expect(.end, closing: .if, from: line)
    }

    /// `if` or `elseif`, a condition and its block; the jumps for when it does not hold.
    private func conditionalBlock() throws(LuaFailure) -> Int {
        try advance()
        let exits = try condition()
        try expect(.then)
        try block()
        return exits
    }

    /// A condition; the jumps for when it does not hold.
    func condition() throws(LuaFailure) -> Int {
        var value = try expression()
        // All that is false jumps alike.
        if case .nil = value.kind { value.kind = .false }
        try builder.goIfTrue(&value)
        return value.falseList
    }

    private func localStatement() throws(LuaFailure) {
        var names = 0
        repeat {
            try builder.declare(try expectName(), pending: names)
            names += 1
        } while try skip(.char(","))
        var last = Expression(.void)
        var values = 0
        if try skip(.char("=")) { (last, values) = try expressionList() }
        try adjust(names, values, &last)
        builder.activate(names)
    }

    /// Makes as many values as there are variables.
    func adjust(_ variables: Int, _ values: Int, _ last: inout Expression) throws(LuaFailure) {
        var extra = variables - values
        if last.hasManyValues {
            extra = max(extra + 1, 0)
            try builder.setResults(last, extra)
            if extra > 1 { try builder.reserve(extra - 1) }
            return
        }
        if case .void = last.kind {} else { try builder.putIntoNext(&last) }
        if extra > 0 {
            let register = builder.free
            try builder.reserve(extra)
            builder.emitNil(register, extra)
        }
    }

    private func returnStatement() throws(LuaFailure) {
        try advance()
        guard !token.endsBlock, token != .char(";") else { return builder.emitReturn(0, 0) }
        var (last, count) = try expressionList()
        if last.hasManyValues {
            try builder.setResults(last, nil)
            if case .call(let place) = last.kind, count == 1 { builder.code[place].opcode = .tailCall }
            builder.emitReturn(builder.active.count, -1)
        } else if count == 1 {
            let register = try builder.putIntoAny(&last)
            builder.emitReturn(register, 1)
        } else {
            try builder.putIntoNext(&last)
            builder.emitReturn(builder.active.count, count)
        }
    }

    // MARK: Assignments

    private func expressionStatement() throws(LuaFailure) {
        let first = try primaryExpression()
        if case .call(let place) = first.kind {
            builder.code[place].c = 1
        } else {
            try assignment(to: first)
        }
    }

    /// `a, b = x, y`: the variables are kept in a list, since values are stored from the last to the first.
    private func assignment(to first: Expression) throws(LuaFailure) {
        var variables = [first]
        while true {
            guard let last = variables.last, last.isVariable else { throw lexer.syntaxError("syntax error") }
            guard try skip(.char(",")) else { break }
            let next = try primaryExpression()
            if case .local(let register) = next.kind { try protect(&variables, from: register) }
            variables.append(next)
            if variables.count - 1 > remainingLevels {
                throw builder.limitError(remainingLevels, "variables in assignment")
            }
        }
        try expect(.char("="))
        var (value, count) = try expressionList()
        if count == variables.count {
            builder.setOneResult(&value)
            try builder.store(&value, in: variables.removeLast())
        } else {
            try adjust(variables.count, count, &value)
            if count > variables.count { builder.free -= count - variables.count }
        }
        for variable in variables.reversed() {
            var top = Expression(.register(builder.free - 1))
            try builder.store(&top, in: variable)
        }
    }

    /// When a local variable that is assigned to is also the table or the key of an element assigned to before, the
    /// element keeps the variable's old value.
    private func protect(_ variables: inout [Expression], from register: Int) throws(LuaFailure) {
        let copy = builder.free
        var isNeeded = false
        for index in variables.indices {
            guard case .indexed(var table, var key) = variables[index].kind else { continue }
            guard table == register || key == register else { continue }
            isNeeded = true
            if table == register { table = copy }
            if key == register { key = copy }
            variables[index].kind = .indexed(table, key)
        }
        guard isNeeded else { return }
        builder.emit(.move, copy, register, 0)
        try builder.reserve(1)
    }
}
