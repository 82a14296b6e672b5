// Something that is to come, and one task that waits for it. The task may give up; what comes then goes to nobody.

import KVSockets

/// A value that is to come.
///
/// It is settled once, by the value, by a failure or by whoever waits for it giving up; the first of them counts.
package final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, any Error>)
        case settled(Result<Value, any Error>)
    }

    private let state = Locked(State.open)

    package init() {}

    /// Settles it; later calls change nothing.
    ///
    /// - Returns: whether this was the first.
    @discardableResult
    package func settle(_ result: Result<Value, any Error>) -> Bool {
        let (isFirst, waiting) = state.withLock { state -> (Bool, CheckedContinuation<Value, any Error>?) in
            switch state {
            case .settled: return (false, nil)
            case .open:
                state = .settled(result)
                return (true, nil)
            case .awaited(let continuation):
                state = .settled(result)
                return (true, continuation)
            }
        }
        waiting?.resume(with: result)
        return isFirst
    }

    /// The value, or why there is none; gives up when the task is cancelled. To be called once.
    package func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { resume($0) }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }

    /// The value, if it comes before an instant; after it the promise is settled with an error.
    package func value(before instant: Duration, _ time: ClientTime, otherwise error: KVError) async throws
        -> Value
    {
        let alarm = Task {
            try await time.sleep(instant)
            settle(.failure(error))
        }
        defer { alarm.cancel() }
        return try await value()
    }

    /// Resumes the continuation when it is settled, or at once.
    private func resume(_ continuation: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state -> Result<Value, any Error>? in
            if case .settled(let result) = state { return result }
            state = .awaited(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }
}
