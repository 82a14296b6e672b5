// The functions that steer the machine: protected calls and coroutines.

extension LuaState {
    func callSpecial(
        _ special: SpecialFunction, _ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor
    ) throws(LuaFailure) -> Flow {
        thread.top = target &+ 1 &+ count
        let given = LuaArguments(state: self, stack: thread.stack, base: target &+ 1, count: count)
        switch special {
        case .protectedCall:
            if count == 0 { return callWithoutFunction(target, wanted: wanted, &f) }
            try enterProtected(.protected, target, wanted)
            return try performCall(target &+ 1, count &- 1, wanted: -1, &f)
        case .protectedCallWithHandler:
            _ = try given.any(1)
            thread.stack.require(target &+ 4)
            // The handler goes where the function was, and waits there for an error.
            let handler = thread.stack[target &+ 2]
            thread.stack[target &+ 2] = thread.stack[target &+ 1]
            thread.stack[target &+ 1] = handler
            try enterProtected(.protectedWithHandler, target, wanted)
            return try performCall(target &+ 2, 0, wanted: -1, &f)
        case .resume:
            guard case .thread(let coroutine) = given[0] else {
                throw given.failure(0, "coroutine expected")
            }
            return try resume(
                coroutine, target, target &+ 2, count &- 1, wanted: wanted, isWrapped: false, &f)
        case .yield:
            return try yield(target, count, wanted: wanted, &f)
        }
    }

    /// `pcall` of nothing: Redis's calls the `true` that it has put down for its own result.
    private func callWithoutFunction(_ target: Int, wanted: Int, _ f: inout Cursor) -> Flow {
        thread.stack.require(target &+ 8)
        thread.stack[target] = .boolean(false)
        thread.stack[target &+ 1] = .string("attempt to call a boolean value")
        return settle(target, 2, wanted: wanted, &f)
    }

    private func enterProtected(_ kind: Frame.Kind, _ target: Int, _ wanted: Int) throws(LuaFailure) {
        guard depth < limits.nesting else { throw LuaFailure("C stack overflow") }
        guard thread.frames.count < limits.calls else { throw runError("stack overflow") }
        depth += 1
        thread.boundaries += 1
        thread.frames.append(Frame(kind: kind, target: target, wanted: wanted))
    }

    func leaveProtected() {
        depth -= 1
        thread.boundaries -= 1
    }

    // MARK: Coroutines

    /// Lets a coroutine run, with `count` values from `first` on.
    func resume(
        _ coroutine: LuaThread, _ target: Int, _ first: Int, _ count: Int, wanted: Int, isWrapped: Bool,
        _ f: inout Cursor
    ) throws(LuaFailure) -> Flow {
        guard coroutine.status == .suspended else {
            let text = "cannot resume \(statusName(coroutine)) coroutine"
            if isWrapped { throw failure(text) }
            return refuse(text, target, wanted, &f)
        }
        guard depth < limits.nesting else {
            if isWrapped { throw failure("C stack overflow") }
            return refuse("C stack overflow", target, wanted, &f)
        }
        depth += 1
        let caller = thread
        caller.pending = Pending(target: target, wanted: wanted, isWrapped: isWrapped)
        caller.status = .normal
        coroutine.status = .running
        coroutine.resumer = caller
        thread = coroutine
        let destination = coroutine.hasBegun ? coroutine.pending.target : 1
        coroutine.stack.require(destination &+ count &+ 8)
        for index in 0..<count { coroutine.stack[destination &+ index] = caller.stack[first &+ index] }
        if coroutine.hasBegun { return settle(destination, count, wanted: coroutine.pending.wanted, &f) }
        coroutine.hasBegun = true
        coroutine.frames.append(Frame(kind: .coroutine, target: 0, wanted: -1))
        return try performCall(0, count, wanted: -1, &f)
    }

    /// Gives false and a text in place of a coroutine's results.
    private func refuse(_ text: String, _ target: Int, _ wanted: Int, _ f: inout Cursor) -> Flow {
        thread.stack.require(target &+ 2)
        thread.stack[target] = .boolean(false)
        thread.stack[target &+ 1] = .string(text)
        return settle(target, 2, wanted: wanted, &f)
    }

    private func yield(_ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor) throws(LuaFailure) -> Flow
    {
        let coroutine = thread
        guard coroutine.boundaries == 0, let caller = coroutine.resumer else {
            throw runErrorWithoutPosition("attempt to yield across metamethod/C-call boundary")
        }
        coroutine.pending = Pending(target: target, wanted: wanted)
        coroutine.status = .suspended
        return hand(from: coroutine, target &+ 1, count, to: caller, &f)
    }

    /// A coroutine has come to its end.
    func finishCoroutine(_ target: Int, _ count: Int, _ f: inout Cursor) -> Flow {
        let coroutine = thread
        guard let caller = coroutine.resumer else { return .leave(target, count) }
        coroutine.status = .dead
        coroutine.frames.removeAll()
        let flow = hand(from: coroutine, target, count, to: caller, &f)
        coroutine.clear()
        return flow
    }

    /// Gives a coroutine's values to who resumed it, and goes on there.
    private func hand(
        from coroutine: LuaThread, _ first: Int, _ count: Int, to caller: LuaThread, _ f: inout Cursor
    ) -> Flow {
        depth -= 1
        coroutine.resumer = nil
        caller.status = .running
        thread = caller
        let pending = caller.pending
        let offset = pending.isWrapped ? 0 : 1
        caller.stack.require(pending.target &+ count &+ 8)
        for index in 0..<count {
            caller.stack[pending.target &+ offset &+ index] = coroutine.stack[first &+ index]
        }
        if !pending.isWrapped { caller.stack[pending.target] = .boolean(true) }
        return settle(pending.target, count &+ offset, wanted: pending.wanted, &f)
    }

    func statusName(_ coroutine: LuaThread) -> String {
        switch coroutine.status {
        case .suspended: "suspended"
        case .running: "running"
        case .normal: "normal"
        case .dead: "dead"
        }
    }
}
