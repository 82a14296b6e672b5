// One run of a script, which can be done in parts so that its host can do other things in between.

/// How a run, or a part of it, ended.
package enum LuaOutcome {
    case finished([LuaValue])
    case failed(LuaFailure)
    case suspended
}

/// A run of a function. A state has one run at a time.
package final class LuaRun {
    private let state: LuaState
    private let function: LuaFunction
    private let arguments: [LuaValue]
    private var hasBegun = false
    private var hasEnded = false

    init(state: LuaState, function: LuaFunction, arguments: [LuaValue]) {
        self.state = state
        self.function = function
        self.arguments = arguments
    }

    /// Goes on until the run ends or about `instructions` were run.
    package func resume(instructions: Int) -> LuaOutcome {
        guard !hasEnded else { return .failed(LuaFailure("the run has ended")) }
        state.remaining = instructions / LuaState.instructionsPerUnit
        state.isSuspendable = true
        state.nativeStack.enter()
        defer { state.isSuspendable = false }
        do throws(LuaFailure) {
            switch try hasBegun ? state.drive(.lua) : begin() {
            case .suspended, .lua: return .suspended
            case .leave(let first, let count): return .finished(end(first, count))
            }
        } catch {
            _ = end(0, 0)
            return .failed(error)
        }
    }

    private func begin() throws(LuaFailure) -> Flow {
        hasBegun = true
        // A run that its host gave up may have left something.
        if !state.mainThread.frames.isEmpty { state.resetMachine() }
        let thread = state.mainThread
        state.collectIfWorthwhile()
        // The host's own call counts.
        state.depth = 1
        state.fuel = min(LuaState.slice, state.remaining)
        thread.stack.require(arguments.count + 8)
        thread.stack[0] = .function(function)
        for index in 0..<arguments.count { thread.stack[index + 1] = arguments[index] }
        thread.frames.append(Frame(kind: .boundary, target: 0, wanted: -1))
        thread.boundaries = 1
        return try state.drive(call: 0, arguments.count)
    }

    /// Takes the results, and leaves the machine as it was before.
    private func end(_ first: Int, _ count: Int) -> [LuaValue] {
        hasEnded = true
        let thread = state.mainThread
        let results = (0..<count).map { thread.stack[first + $0] }
        state.resetMachine()
        return results
    }
}

extension LuaState {
    /// Leaves everything that is open, as if nothing had been run.
    func resetMachine() {
        mainThread.closeUpvalues(from: 0)
        mainThread.frames.removeAll()
        mainThread.boundaries = 0
        mainThread.top = 0
        mainThread.status = .running
        mainThread.stack.reset()
        thread = mainThread
        interruption = nil
        depth = 0
        nesting = 0
        isInNative = false
    }
}
