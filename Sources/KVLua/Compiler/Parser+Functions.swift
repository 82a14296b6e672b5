// Functions: their parameters, bodies, and the variables they take from around them.

extension Parser {
    /// The parameters and the body of a function, behind the word `function` and the name.
    func functionBody(isMethod: Bool, line: Int) throws(LuaFailure) -> Expression {
        let inner = FunctionBuilder(outer: builder, lexer: lexer, line: line)
        let outer = builder
        builder = inner
        openBlock(isLoop: false)
        try expect(.char("("))
        if isMethod {
            try inner.declare(lexer.intern(Array("self".utf8)), pending: 0)
            inner.activate(1)
        }
        try parameters()
        try expect(.char(")"))
        try chunk()
        try expect(.end, closing: .function, from: line)
        closeBlock()
        inner.emitReturn(0, 0)
        builder = outer
        outer.prototypes.append(Prototype(inner, source: source))
        return Expression(.relocatable(outer.emit(.closure, 0, bx: outer.prototypes.count - 1)))
    }

    private func parameters() throws(LuaFailure) {
        var count = 0
        if token != .char(")") {
            var goesOn = true
            while goesOn {
                switch token {
                case .name:
                    try builder.declare(try expectName(), pending: count)
                    count += 1
                case .dots:
                    try advance()
                    try builder.declare(lexer.intern(Array("arg".utf8)), pending: count)
                    count += 1
                    builder.isVariadic = true
                    builder.needsArgumentTable = true
                default: throw lexer.syntaxError("<name> or '...' expected")
                }
                goesOn = builder.isVariadic ? false : try skip(.char(","))
            }
        }
        builder.activate(count)
        builder.parameterCount = builder.active.count - (builder.isVariadic ? 1 : 0)
        try builder.reserve(builder.active.count)
    }

    /// The statement `function a.b:c() end`.
    func functionStatement(line: Int) throws(LuaFailure) {
        try advance()
        var variable = try builder.find(try expectName())
        while token == .char(".") { try field(&variable) }
        let isMethod = token == .char(":")
        if isMethod { try field(&variable) }
        var body = try functionBody(isMethod: isMethod, line: line)
        try builder.store(&body, in: variable)
        builder.fixLine(line)
    }

    /// The statement `local function f() end`, in which the name is visible inside the body.
    func localFunction() throws(LuaFailure) {
        try builder.declare(try expectName(), pending: 0)
        let variable = Expression(.local(builder.free))
        try builder.reserve(1)
        builder.activate(1)
        var body = try functionBody(isMethod: false, line: lexer.line)
        try builder.store(&body, in: variable)
        // For messages the variable exists from here on only.
        if let last = builder.active.last { builder.locals[last].start = builder.pc }
    }
}
