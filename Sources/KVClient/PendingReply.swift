// The place of one reply in the order of a connection. Whoever waits may give up; the place stays, so that the reply
// that comes for it goes to nobody rather than to the next command.

import KVSockets

/// A reply that is to come.
///
/// It is settled once, by the reply, by the end of the connection or by whoever waits for it giving up; the first of
/// them counts.
final class PendingReply: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Reply, any Error>)
        case settled(Result<Reply, any Error>)
    }

    private let state = Locked(State.open)

    /// Settles it; later calls change nothing.
    func settle(_ result: Result<Reply, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Reply, any Error>? in
            defer { if case .settled = state {} else { state = .settled(result) } }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(with: result)
    }

    /// The reply, or why there is none; gives up when the task is cancelled. To be called once.
    func value() async throws -> Reply {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { resume($0) }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }

    /// Resumes the continuation when it is settled, or at once.
    private func resume(_ continuation: CheckedContinuation<Reply, any Error>) {
        let result = state.withLock { state -> Result<Reply, any Error>? in
            if case .settled(let result) = state { return result }
            state = .awaited(continuation)
            return nil
        }
        if let result { continuation.resume(with: result) }
    }
}
