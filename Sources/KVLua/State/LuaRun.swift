// One run of a script, which can be done in parts so that its host can do other things in between.

/// How a run, or a part of it, ended.
package enum LuaOutcome {
    case finished([LuaValue])
    case failed(LuaFailure)
    case suspended
}

/// A run of a function.
package final class LuaRun {
    private let state: LuaState
    private let function: LuaFunction
    private let arguments: [LuaValue]

    init(state: LuaState, function: LuaFunction, arguments: [LuaValue]) {
        self.state = state
        self.function = function
        self.arguments = arguments
    }

    /// Goes on until the run ends or about `instructions` were run.
    package func resume(instructions: Int) -> LuaOutcome {
        do throws(LuaFailure) {
            return .finished(try state.call(.function(function), arguments))
        } catch {
            return .failed(error)
        }
    }
}
