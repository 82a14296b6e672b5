// What ends a run before its time: a signal, or the deadline. The command that is under way is awaited after a signal,
// for a moment, because its reply says what has been deleted; after the deadline it is not.

import KVSockets
import KVToolSupport

/// Why a run was ended early.
package enum StopReason: Error, Equatable, Sendable {
    /// A signal, and how the program ends for it.
    case asked(ToolExit)
    case deadline
}

/// The switch that ends a run.
package final class StopSwitch: Sendable {
    private struct State {
        var reason: StopReason?
        var work: Task<Int32, Never>?
        var pause: Task<Void, any Error>?
        var timer: Task<Void, Never>?
    }

    private let state = Locked(State())
    private let time: ToolTime

    package init(_ time: ToolTime) { self.time = time }

    package var reason: StopReason? { state.withLock { $0.reason } }

    /// Runs the work that is to be ended, and returns its exit code.
    package func run(_ work: @escaping @Sendable () async -> Int32) async -> Int32 {
        let task = state.withLock { state -> Task<Int32, Never> in
            let task = Task(operation: work)
            state.work = task
            return task
        }
        return await task.value
    }

    /// Has the work end in good order.
    package func end(_ exit: ToolExit) {
        state.withLock { state in
            state.reason = .asked(exit)
            state.pause?.cancel()
        }
        Task { [time] in
            try? await time.sleep(FlushDefaults.grace)
            self.state.withLock { $0.work }?.cancel()
        }
    }

    /// Ends the work when so much time has gone by, unless it is called off.
    func expire(after duration: Duration) {
        let timer = Task { [time] in
            guard (try? await time.sleep(duration)) != nil else { return }
            let work = self.state.withLock { state -> Task<Int32, Never>? in
                if state.reason == nil { state.reason = .deadline }
                return state.work
            }
            work?.cancel()
        }
        state.withLock { $0.timer = timer }
    }

    /// The deadline has been kept.
    func callOffDeadline() {
        state.withLock { state in
            state.timer?.cancel()
            state.timer = nil
        }
    }

    /// - Throws: `StopReason` when the run is to end.
    func check() throws(StopReason) {
        if let reason { throw reason }
    }

    /// Waits, unless the run is to end.
    func sleep(_ duration: Duration) async throws(StopReason) {
        try check()
        let pause = Task { [time] in try await time.sleep(duration) }
        state.withLock { state in
            state.pause = pause
            if state.reason != nil { pause.cancel() }
        }
        _ = await withTaskCancellationHandler {
            await pause.result
        } onCancel: {
            pause.cancel()
        }
        try check()
    }
}
