// Calling and returning. A call puts the function on the stack with its arguments behind it; the results take the
// function's place. A Lua function's registers begin at its first argument, or behind its last one when it
// takes extra arguments, so that these stay below.

extension LuaState {
    @inline(__always)
    func call(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Flow {
        let target = f.base &+ Int(i.a)
        let count = i.b == 0 ? thread.top &- target &- 1 : Int(i.b) &- 1
        thread.frames.setTopPlace(f.pc)
        return try performCall(target, count, wanted: Int(i.c) &- 1, &f)
    }

    /// Calls an iterator with copies of its state and control variable.
    func forCall(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Flow {
        f[i.a &+ 5] = f[i.a &+ 2]
        f[i.a &+ 4] = f[i.a &+ 1]
        f[i.a &+ 3] = f[i.a]
        thread.frames.setTopPlace(f.pc)
        return try performCall(f.base &+ Int(i.a) &+ 3, 2, wanted: Int(i.c), &f)
    }

    /// Calls what is at `target` with the `count` values behind it.
    func performCall(
        _ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor
    ) throws(LuaFailure) -> Flow {
        guard case .function(let function) = thread.stack[target] else {
            return try callValue(target, count, wanted: wanted, &f)
        }
        switch function.kind {
        case .lua:
            guard let prototype = function.prototype else { return .lua }
            try enter(function, prototype, target, count, wanted: wanted, tailCalls: 0, &f)
            return try spend(f) ? .suspended : .lua
        case .native(let body):
            thread.top = target &+ 1 &+ count
            let given = LuaArguments(state: self, stack: thread.stack, base: target &+ 1, count: count)
            isInNative = true
            let produced = place(try body(self, given), at: target)
            isInNative = false
            return settle(target, produced, wanted: wanted, &f)
        case .special(let special):
            return try callSpecial(special, target, count, wanted: wanted, &f)
        case .wrapped(let coroutine):
            return try resume(coroutine, target, target &+ 1, count, wanted: wanted, isWrapped: true, &f)
        }
    }

    /// Calls a value that is no function, if its metatable has a function for that.
    private func callValue(
        _ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor
    ) throws(LuaFailure) -> Flow {
        let handler = metamethod(thread.stack[target], .call)
        guard case .function = handler else {
            throw typeError("call", thread.stack[target], register: target &- f.base)
        }
        thread.stack.require(target &+ count &+ 2)
        thread.stack.moveUp(from: target, to: target &+ 1, count: count &+ 1)
        thread.stack[target] = handler
        return try performCall(target, count &+ 1, wanted: wanted, &f)
    }

    /// Opens a frame for a Lua function.
    @inline(__always)
    private func enter(
        _ function: LuaFunction, _ prototype: Prototype, _ target: Int, _ count: Int, wanted: Int,
        tailCalls: Int, _ f: inout Cursor
    ) throws(LuaFailure) {
        guard thread.frames.count < limits.calls else { throw runError("stack overflow") }
        let stack = thread.stack
        var base = target &+ 1
        let parameters = prototype.parameterCount
        if prototype.isVariadic { base = base &+ count }
        // What an instruction may touch beyond the registers: the copies for an iterator's call.
        try stack.claim(base &+ prototype.registerCount &+ parameters &+ 8)
        if prototype.isVariadic {
            try moveParameters(prototype, from: target &+ 1, to: base, count)
        } else if count < parameters {
            stack.clear(base &+ count, base &+ parameters)
        }
        f = Cursor(function, prototype, on: stack, base: base)
        thread.frames.append(
            Frame(kind: .lua, target: target, wanted: wanted, cursor: f, tailCalls: tailCalls))
    }

    /// Moves the parameters of a function with extra arguments behind these, and makes its `arg`.
    private func moveParameters(
        _ prototype: Prototype, from source: Int, to base: Int, _ count: Int
    ) throws(LuaFailure) {
        let stack = thread.stack
        for index in 0..<prototype.parameterCount {
            stack[base + index] = index < count ? stack[source + index] : .nil
            if index < count { stack[source + index] = .nil }
        }
        stack[base + prototype.parameterCount] = .nil
        guard prototype.needsArgumentTable else { return }
        let extra = max(count - prototype.parameterCount, 0)
        let table = try LuaTable(heap: heap, arrayCapacity: extra, hashCapacity: 1)
        for index in 0..<extra {
            try table.write(
                .number(Double(index + 1)), stack[source + prototype.parameterCount + index])
        }
        try table.write(.string(names.n), .number(Double(extra)))
        stack[base + prototype.parameterCount] = .table(table)
    }

    func tailCall(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) -> Flow {
        let source = f.base &+ Int(i.a)
        let count = i.b == 0 ? thread.top &- source &- 1 : Int(i.b) &- 1
        thread.frames.setTopPlace(f.pc)
        guard case .function(let function) = thread.stack[source], let prototype = function.prototype else {
            return try performCall(source, count, wanted: -1, &f)
        }
        thread.closeUpvalues(from: f.base)
        guard let frame = thread.frames.popLast() else { return .leave(source, count) }
        thread.stack.moveDown(from: source, to: frame.target, count: count &+ 1)
        try enter(
            function, prototype, frame.target, count, wanted: frame.wanted, tailCalls: frame.tailCalls &+ 1,
            &f)
        return try spend(f) ? .suspended : .lua
    }

    @inline(__always)
    func returnValues(_ i: Instruction, _ f: inout Cursor) -> Flow {
        let first = f.base &+ Int(i.a)
        let count = i.b == 0 ? thread.top &- first : Int(i.b) &- 1
        thread.closeUpvalues(from: f.base)
        guard let frame = thread.frames.popLast() else { return .leave(first, count) }
        thread.stack.moveDown(from: first, to: frame.target, count: count)
        return settle(frame.target, count, wanted: frame.wanted, &f)
    }

    /// Puts a native function's results where they belong; how many there are.
    @inline(__always)
    private func place(_ results: LuaResults, at target: Int) -> Int {
        switch results {
        case .none: return 0
        case .one(let value):
            thread.stack[target] = value
            return 1
        case .many(let values):
            thread.stack.require(target &+ values.count &+ 1)
            for index in 0..<values.count { thread.stack[target &+ index] = values[index] }
            return values.count
        }
    }

    /// Hands results to the frame that waits for them.
    @inline(__always)
    func settle(_ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor) -> Flow {
        let last = thread.frames.count &- 1
        if last >= 0, let cursor = thread.frames[last].cursor {
            if wanted < 0 {
                thread.top = target &+ count
            } else if count < wanted {
                thread.stack.clear(target &+ count, target &+ wanted)
            }
            f = cursor
            return .lua
        }
        return settleMark(target, count, wanted: wanted, &f)
    }

    /// Goes through the marks between a call that ended and the function that wants its results.
    @inline(never)
    private func settleMark(_ target: Int, _ count: Int, wanted: Int, _ f: inout Cursor) -> Flow {
        var (target, count) = (target, count)
        guard let frame = thread.frames.last else { return .leave(target, count) }
        switch frame.kind {
        case .lua, .boundary:
            thread.top = target &+ count
            return .leave(target, count)
        case .protected, .protectedWithHandler:
            _ = thread.frames.popLast()
            leaveProtected()
            thread.stack.moveDown(from: target, to: frame.target &+ 1, count: count)
            thread.stack[frame.target] = .boolean(true)
            (target, count) = (frame.target, count &+ 1)
            return settle(target, count, wanted: frame.wanted, &f)
        case .coroutine:
            return finishCoroutine(target, count, &f)
        }
    }

    // MARK: Closures and extra arguments

    func makeClosure(_ i: Instruction, _ f: Cursor) {
        guard let prototype = f.function.prototype?.prototypes[i.bx] else { return }
        let upvalues = prototype.captures.map { capture in
            capture.isLocal
                ? thread.upvalue(at: f.base &+ capture.index) : f.function.upvalues[capture.index]
        }
        f[i.a] = .function(LuaFunction(prototype, upvalues: upvalues, heap: heap))
    }

    func loadVarargs(_ i: Instruction, _ f: Cursor) {
        guard let frame = thread.frames.last, let prototype = f.function.prototype else { return }
        let first = frame.target &+ 1 &+ prototype.parameterCount
        let available = max(f.base &- first, 0)
        let target = f.base &+ Int(i.a)
        let wanted = i.b == 0 ? available : Int(i.b) &- 1
        thread.stack.require(target &+ wanted &+ 8)
        for index in 0..<wanted {
            thread.stack[target &+ index] = index < available ? thread.stack[first &+ index] : .nil
        }
        if i.b == 0 { thread.top = target &+ wanted }
    }
}
