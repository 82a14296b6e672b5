// Expressions.

extension Parser {
    func expression() throws(LuaFailure) -> Expression {
        try subexpression(limit: 0).expression
    }

    /// Reads an expression as far as operators bind more tightly than `limit`; and the operator that does not.
    private func subexpression(
        limit: Int
    ) throws(LuaFailure) -> (expression: Expression, rest: BinaryOperator?) {
        try enter()
        var left: Expression
        if let unary = UnaryOperator(token) {
            try advance()
            left = try subexpression(limit: UnaryOperator.priority).expression
            try builder.prefix(unary, &left)
        } else {
            left = try simpleExpression()
        }
        var binary = BinaryOperator(token)
        while let current = binary, current.priority.left > limit {
            try advance()
            try builder.infix(current, &left)
            var (right, rest) = try subexpression(limit: current.priority.right)
            try builder.postfix(current, &left, &right)
            binary = rest
        }
        leave()
        return (left, binary)
    }

    private func simpleExpression() throws(LuaFailure) -> Expression {
        let result: Expression
        switch token {
        case .number: result = Expression(.number(lexer.number))
        case .string: result = Expression(.constant(try builder.constant(lexer.string)))
        case .nil: result = Expression(.nil)
        case .true: result = Expression(.true)
        case .false: result = Expression(.false)
        case .dots:
            guard builder.isVariadic else {
                throw lexer.syntaxError("cannot use '...' outside a vararg function")
            }
            builder.needsArgumentTable = false
            builder.usesVarargs = true
            result = Expression(.varargs(builder.emit(.varargs, 0, 1, 0)))
        case .char("{"): return try constructor()
        case .function:
            try advance()
            return try functionBody(isMethod: false, line: lexer.line)
        default: return try primaryExpression()
        }
        try advance()
        return result
    }

    /// A variable or an expression in parentheses, and whatever is taken from it or done with it.
    func primaryExpression() throws(LuaFailure) -> Expression {
        var result = try prefixExpression()
        while true {
            switch token {
            case .char("."): try field(&result)
            case .char("["):
                try builder.putIntoAny(&result)
                var key = try bracketedKey()
                try index(&result, &key)
            case .char(":"):
                try advance()
                var key = Expression(.constant(try builder.constant(try expectName())))
                try builder.emitMethod(&result, &key)
                try arguments(&result)
            case .char("("), .string, .char("{"):
                try builder.putIntoNext(&result)
                try arguments(&result)
            default: return result
            }
        }
    }

    private func prefixExpression() throws(LuaFailure) -> Expression {
        switch token {
        case .char("("):
            let line = lexer.line
            try advance()
            var result = try expression()
            try expect(.char(")"), closing: .char("("), from: line)
            builder.discharge(&result)
            return result
        case .name: return try builder.find(try expectName())
        default: throw lexer.syntaxError("unexpected symbol")
        }
    }

    /// A dot and a name.
    func field(_ table: inout Expression) throws(LuaFailure) {
        try builder.putIntoAny(&table)
        try advance()
        var key = Expression(.constant(try builder.constant(try expectName())))
        try index(&table, &key)
    }

    private func index(_ table: inout Expression, _ key: inout Expression) throws(LuaFailure) {
        guard case .register(let register) = table.kind else { return }
        table.kind = .indexed(register, try builder.encode(&key))
    }

    private func bracketedKey() throws(LuaFailure) -> Expression {
        try advance()
        var key = try expression()
        try builder.putIntoValue(&key)
        try expect(.char("]"))
        return key
    }

    /// The arguments of a call of what is in the last register.
    private func arguments(_ function: inout Expression) throws(LuaFailure) {
        let line = lexer.line
        var last = Expression(.void)
        switch token {
        case .char("("):
            if line != lexer.lastLine {
                throw lexer.syntaxError("ambiguous syntax (function call x new statement)")
            }
            try advance()
            if token != .char(")") {
                last = try expressionList().last
                try builder.setResults(last, nil)
            }
            try expect(.char(")"), closing: .char("("), from: line)
        case .char("{"): last = try constructor()
        case .string:
            last = Expression(.constant(try builder.constant(lexer.string)))
            try advance()
        default: throw lexer.syntaxError("function arguments expected")
        }
        guard case .register(let base) = function.kind else { return }
        var count = -1
        if !last.hasManyValues {
            if case .void = last.kind {} else { try builder.putIntoNext(&last) }
            count = builder.free - (base + 1)
        }
        function = Expression(.call(builder.emit(.call, base, count + 1, 2)))
        builder.fixLine(line)
        builder.free = base + 1
    }

    /// Expressions with commas between them: all but the last are in registers of their own.
    func expressionList() throws(LuaFailure) -> (last: Expression, count: Int) {
        var count = 1
        var last = try expression()
        while try skip(.char(",")) {
            try builder.putIntoNext(&last)
            last = try expression()
            count += 1
        }
        return (last, count)
    }

    // MARK: Tables

    /// A table constructor.
    private func constructor() throws(LuaFailure) -> Expression {
        let line = lexer.line
        let place = builder.emit(.newTable, 0, 0, 0)
        var table = Expression(.relocatable(place))
        try builder.putIntoNext(&table)
        guard case .register(let register) = table.kind else { return table }
        var items = TableItems(table: register)
        try expect(.char("{"))
        repeat {
            if token == .char("}") { break }
            try flush(&items)
            let isNamed = token == .name ? try lexer.lookAhead() == .char("=") : token == .char("[")
            if isNamed {
                try keyedItem(&items)
            } else {
                items.last = try expression()
                items.count += 1
                items.waiting += 1
            }
        } while try skipSeparator()
        try expect(.char("}"), closing: .char("{"), from: line)
        try finish(&items)
        builder.code[place].b = UInt16(min(TableItems.rounded(items.count), 0xFFFF))
        builder.code[place].c = UInt16(min(items.keyedCount, 0xFFFF))
        return table
    }

    private func skipSeparator() throws(LuaFailure) -> Bool {
        if try skip(.char(",")) { return true }
        return try skip(.char(";"))
    }

    private func keyedItem(_ items: inout TableItems) throws(LuaFailure) {
        let free = builder.free
        var key: Expression
        if token == .name {
            key = Expression(.constant(try builder.constant(try expectName())))
        } else {
            key = try bracketedKey()
        }
        items.keyedCount += 1
        try expect(.char("="))
        let keyOperand = try builder.encode(&key)
        var value = try expression()
        builder.emit(.setTable, items.table, keyOperand, try builder.encode(&value))
        builder.free = free
    }

    /// Puts the last item into its register, and the items that wait into the table when there are many.
    private func flush(_ items: inout TableItems) throws(LuaFailure) {
        guard var last = items.last else { return }
        try builder.putIntoNext(&last)
        items.last = nil
        if items.waiting == TableItems.batch {
            builder.emitSetList(items.table, from: items.count - items.waiting, count: items.waiting)
            items.waiting = 0
        }
    }

    private func finish(_ items: inout TableItems) throws(LuaFailure) {
        guard items.waiting > 0 else { return }
        let first = items.count - items.waiting
        if let last = items.last, last.hasManyValues {
            try builder.setResults(last, nil)
            builder.emitSetList(items.table, from: first, count: nil)
            items.count -= 1
        } else {
            if var last = items.last { try builder.putIntoNext(&last) }
            builder.emitSetList(items.table, from: first, count: items.waiting)
        }
    }
}

/// The items of a table constructor.
private struct TableItems {
    let table: Int
    /// The item without a key that was read last and is not in a register yet.
    var last: Expression?
    /// How many items have no key.
    var count = 0
    var keyedCount = 0
    /// How many of them are in registers and not in the table.
    var waiting = 0

    init(table: Int) {
        self.table = table
    }

    /// How many items wait at most.
    static let batch = 50

    /// A number rounded up to eight times or less a power of two: as exactly as Lua notes it in its code.
    static func rounded(_ count: Int) -> Int {
        var (mantissa, exponent) = (count, 0)
        while mantissa >= 16 { (mantissa, exponent) = ((mantissa + 1) >> 1, exponent + 1) }
        return mantissa << exponent
    }
}

extension FunctionBuilder {
    /// Stores items from registers behind the table's own; all up to the top if `count` is nil.
    fileprivate func emitSetList(_ table: Int, from first: Int, count: Int?) {
        emit(.setList, table, count ?? 0, 0)
        emit(.extra, 0, bx: first)
        free = table + 1
    }
}
