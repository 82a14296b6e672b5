// What happens to an error: frames are left until a protected call, a coroutine's beginning, or Swift code that
// gets the error as its own.

extension LuaState {
    /// Leaves frames up to who catches an error, and goes on there.
    func recover(_ error: LuaFailure) throws(LuaFailure) -> Flow {
        isInNative = false
        var error = located(error)
        while let index = thread.frames.lastIndex(where: { $0.kind != .lua }) {
            let frame = thread.frames[index]
            switch frame.kind {
            case .boundary, .lua: throw error
            case .coroutine:
                if let flow = try endCoroutine(&error) { return flow }
            case .protected, .protectedWithHandler:
                let handled = frame.kind == .protectedWithHandler
                let values = error.isFinal ? [] : handled ? handle(error, frame) : caught(error)
                thread.frames.removeAll(from: index)
                thread.closeUpvalues(from: frame.target)
                leaveProtected()
                if error.isFinal { continue }
                thread.stack.require(frame.target + 4)
                thread.stack[frame.target] = .boolean(false)
                for (offset, value) in values.enumerated() {
                    thread.stack[frame.target + 1 + offset] = value
                }
                return settleAfterError(frame.target, 1 + values.count, wanted: frame.wanted)
            }
        }
        throw error
    }

    /// As `settle`, for when there is no function whose place would change.
    private func settleAfterError(_ target: Int, _ count: Int, wanted: Int) -> Flow {
        var f = idleCursor
        return settle(target, count, wanted: wanted, &f)
    }

    /// The values that `pcall` gives for an error. As in Redis, for a table with an error's text it is the text,
    /// and whatever else a table has for one comes behind it.
    private func caught(_ error: LuaFailure) -> [LuaValue] {
        guard case .table(let table) = error.value else { return [error.value] }
        let text = table["err"]
        switch text {
        case .string, .number: return [text]
        default: return [error.value, text]
        }
    }

    /// Runs the handler of an `xpcall` on top of the frames that the error comes from.
    private func handle(_ error: LuaFailure, _ frame: Frame) -> [LuaValue] {
        if let cursor = thread.frames.last?.cursor { thread.top = cursor.top }
        do throws(LuaFailure) {
            return [try callNested(thread.stack[frame.target + 1], [error.value]).first ?? .nil]
        } catch {
            return [.string("error in error handling")]
        }
    }

    /// Notes where an error comes from, unless it is known.
    private func located(_ error: LuaFailure) -> LuaFailure {
        guard error.line == nil, let position = innermostPosition() else { return error }
        var error = error
        (error.source, error.line) = (position.source, position.line)
        return error
    }

    /// Ends the running coroutine because of an error. Where the one that resumed it goes on, if it is not for it,
    /// too, to deal with the error.
    private func endCoroutine(_ error: inout LuaFailure) throws(LuaFailure) -> Flow? {
        let coroutine = thread
        guard let caller = coroutine.resumer else { throw error }
        coroutine.status = .dead
        coroutine.frames.removeAll()
        coroutine.clear()
        depth -= 1
        caller.status = .running
        thread = caller
        let pending = caller.pending
        if pending.isWrapped || error.isFinal {
            if case .string(let text) = error.value, !error.isFinal {
                error.value = .string(positionPrefix() + text.bytes)
            }
            // To those who resumed it, it comes from there.
            if !error.isFinal, let position = innermostPosition() {
                (error.source, error.line) = (position.source, position.line)
            }
            return nil
        }
        caller.stack.require(pending.target + 2)
        caller.stack[pending.target] = .boolean(false)
        caller.stack[pending.target + 1] = error.value
        return settleAfterError(pending.target, 2, wanted: pending.wanted)
    }
}
