// Loops, and how to leave them.

extension Parser {
    func whileStatement(line: Int) throws(LuaFailure) {
        try advance()
        let start = builder.label()
        let exits = try condition()
        openBlock(isLoop: true)
        try expect(.do)
        try block()
        builder.patch(builder.emitJump(), to: start)
        try expect(.end, closing: .while, from: line)
        closeBlock()
        builder.patchToHere(exits)
    }

    /// `repeat ... until`: the condition sees the block's variables.
    func repeatStatement(line: Int) throws(LuaFailure) {
        let start = builder.label()
        openBlock(isLoop: true)
        openBlock(isLoop: false)
        try advance()
        try chunk()
        try expect(.until, closing: .repeat, from: line)
        let exits = try condition()
        if builder.blocks.last?.isCaptured == true {
            // The variables must be closed on both ways.
            try breakStatement()
            builder.patchToHere(exits)
            closeBlock()
            builder.patch(builder.emitJump(), to: start)
        } else {
            closeBlock()
            builder.patch(exits, to: start)
        }
        closeBlock()
    }

    func breakStatement() throws(LuaFailure) {
        guard let loop = builder.blocks.lastIndex(where: \.isLoop) else {
            throw lexer.syntaxError("no loop to break")
        }
        if builder.blocks[(loop + 1)...].contains(where: \.isCaptured) {
            builder.emit(.close, builder.blocks[loop].activeCount, 0, 0)
        }
        var jump = builder.emitJump()
        builder.join(&jump, builder.blocks[loop].breaks)
        builder.blocks[loop].breaks = jump
    }

    func forStatement(line: Int) throws(LuaFailure) {
        openBlock(isLoop: true)
        try advance()
        let name = try expectName()
        switch token {
        case .char("="): try numericFor(name, line: line)
        case .char(","), .in: try genericFor(name, line: line)
        default: throw lexer.syntaxError("'=' or 'in' expected")
        }
        try expect(.end, closing: .for, from: line)
        closeBlock()
    }

    private func numericFor(_ name: LuaString, line: Int) throws(LuaFailure) {
        let base = builder.free
        for (index, hidden) in ["(for index)", "(for limit)", "(for step)"].enumerated() {
            try builder.declare(lexer.intern(Array(hidden.utf8)), pending: index)
        }
        try builder.declare(name, pending: 3)
        try expect(.char("="))
        try nextValue()
        try expect(.char(","))
        try nextValue()
        if try skip(.char(",")) {
            try nextValue()
        } else {
            builder.emit(.loadConstant, builder.free, bx: try builder.constant(1.0))
            try builder.reserve(1)
        }
        try loopBody(base: base, names: 1, line: line, isNumeric: true)
    }

    private func nextValue() throws(LuaFailure) {
        var value = try expression()
        try builder.putIntoNext(&value)
    }

    private func genericFor(_ name: LuaString, line: Int) throws(LuaFailure) {
        let base = builder.free
        for (index, hidden) in ["(for generator)", "(for state)", "(for control)"].enumerated() {
            try builder.declare(lexer.intern(Array(hidden.utf8)), pending: index)
        }
        var names = 3
        try builder.declare(name, pending: names)
        names += 1
        while try skip(.char(",")) {
            try builder.declare(try expectName(), pending: names)
            names += 1
        }
        try expect(.in)
        let line = lexer.line
        var (last, count) = try expressionList()
        try adjust(3, count, &last)
        try builder.require(3)
        try loopBody(base: base, names: names - 3, line: line, isNumeric: false)
    }

    private func loopBody(base: Int, names: Int, line: Int, isNumeric: Bool) throws(LuaFailure) {
        builder.activateHidden(3, of: 3 + names)
        try expect(.do)
        let prepare =
            isNumeric ? builder.emit(.forPrepare, base, bx: Expression.noJump) : builder.emitJump()
        openBlock(isLoop: false)
        builder.activate(names)
        try builder.reserve(names)
        try block()
        closeBlock()
        builder.patchToHere(prepare)
        if isNumeric {
            let end = builder.emit(.forLoop, base, bx: Expression.noJump)
            builder.fixLine(line)
            builder.patch(end, to: prepare + 1)
        } else {
            builder.emit(.forCall, base, 0, names)
            builder.fixLine(line)
            let end = builder.emit(.forEach, base, bx: Expression.noJump)
            builder.fixLine(line)
            builder.patch(end, to: prepare + 1)
        }
    }
}

extension FunctionBuilder {
    /// Makes the first `count` of the `total` variables that were declared last visible.
    func activateHidden(_ count: Int, of total: Int) {
        for index in (locals.count - total)..<(locals.count - total + count) {
            locals[index].register = active.count
            locals[index].start = pc
            locals[index].end = Int.max
            active.append(index)
        }
    }
}
