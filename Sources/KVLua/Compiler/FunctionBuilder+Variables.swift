// Names: which variable is meant, and in which of the enclosing functions it lives.

extension FunctionBuilder {
    /// Declares a local variable; it is visible after `activate`.
    func declare(_ name: LuaString, pending: Int) throws(LuaFailure) {
        guard active.count + pending + 1 <= 200 else { throw limitError(200, "local variables") }
        guard locals.count < 32_767 else {
            throw lexer.error("too many local variables", near: nil)
        }
        locals.append(LocalVariable(name: name))
    }

    /// Makes the `count` variables that were declared last visible from here on.
    func activate(_ count: Int) {
        for index in (locals.count - count)..<locals.count {
            locals[index].register = active.count
            locals[index].start = pc
            locals[index].end = Int.max
            active.append(index)
        }
    }

    /// Ends the variables of a block.
    func removeVariables(downTo count: Int) {
        while active.count > count { locals[active.removeLast()].end = pc }
    }

    /// The variable that a name stands for.
    func find(_ name: LuaString) throws(LuaFailure) -> Expression {
        if let kind = try resolve(name, isOwn: true) { return Expression(kind) }
        return Expression(.global(try constant(name)))
    }

    private func resolve(_ name: LuaString, isOwn: Bool) throws(LuaFailure) -> Expression.Kind? {
        for register in active.indices.reversed() where locals[active[register]].name == name {
            if !isOwn { markCaptured(register) }
            return .local(register)
        }
        guard let outer, let kind = try outer.resolve(name, isOwn: false) else { return nil }
        return .upvalue(try capture(name, kind))
    }

    /// Notes that an inner function uses a local variable, in the block that declares it.
    private func markCaptured(_ register: Int) {
        guard let index = blocks.lastIndex(where: { $0.activeCount <= register }) else { return }
        blocks[index].isCaptured = true
    }

    private func capture(_ name: LuaString, _ kind: Expression.Kind) throws(LuaFailure) -> Int {
        let capture: Capture
        switch kind {
        case .local(let register): capture = Capture(isLocal: true, index: register, name: name)
        case .upvalue(let index): capture = Capture(isLocal: false, index: index, name: name)
        default: return 0
        }
        let known = captures.firstIndex { $0.isLocal == capture.isLocal && $0.index == capture.index }
        if let known { return known }
        guard captures.count < 60 else { throw limitError(60, "upvalues") }
        captures.append(capture)
        return captures.count - 1
    }
}
