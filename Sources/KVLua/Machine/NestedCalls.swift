// Calls from Swift code. They run a loop of their own, so how many can be inside each other is limited.

extension LuaState {
    /// Calls a function and runs it to its end.
    package func call(_ function: LuaValue, _ arguments: [LuaValue]) throws(LuaFailure) -> [LuaValue] {
        try callNested(function, arguments)
    }

    /// Calls a value on top of everything that is open.
    func callNested(_ function: LuaValue, _ arguments: [LuaValue]) throws(LuaFailure) -> [LuaValue] {
        if nesting == 0 { nativeStack.enter() }
        guard depth < limits.nesting - 1, nativeStack.hasRoom else { throw runError("C stack overflow") }
        let current = thread
        let (base, mark) = (current.top, current.frames.count)
        let (oldDepth, oldBoundaries) = (depth, current.boundaries)
        let wasInNative = isInNative
        current.stack.require(base + arguments.count + 8)
        current.stack[base] = function
        for index in 0..<arguments.count { current.stack[base + 1 + index] = arguments[index] }
        current.frames.append(
            Frame(kind: .boundary, target: base, wanted: -1, isTransparent: !wasInNative))
        current.boundaries += 1
        depth += 1
        nesting += 1
        isInNative = false
        defer {
            thread = current
            current.closeUpvalues(from: base)
            current.frames.removeAll(from: mark)
            current.boundaries = oldBoundaries
            current.top = base
            depth = oldDepth
            nesting -= 1
            isInNative = wasInNative
        }
        guard case .leave(let first, let count) = try drive(call: base, arguments.count) else { return [] }
        return (0..<count).map { current.stack[first + $0] }
    }

    /// Begins a call, and runs until Swift code is to go on.
    func drive(call target: Int, _ count: Int) throws(LuaFailure) -> Flow {
        var flow: Flow
        do throws(LuaFailure) {
            var f = idleCursor
            flow = try performCall(target, count, wanted: -1, &f)
        } catch {
            flow = try recover(error)
        }
        return try drive(flow)
    }

    /// Runs until Swift code is to go on.
    func drive(_ flow: Flow) throws(LuaFailure) -> Flow {
        var flow = flow
        while case .lua = flow {
            do throws(LuaFailure) {
                flow = try runLoop()
            } catch {
                flow = try recover(error)
            }
        }
        return flow
    }
}
