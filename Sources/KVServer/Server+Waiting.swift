// Waiting until clients are blocked: a test that wants to see a blocked client served has to know that it is one.

import KVEngine
import KVSockets

extension Server {
    /// Returns once so many clients are blocked, or the task is cancelled.
    package func untilBlocked(_ count: Int) async { await core.untilBlocked(count) }
}

extension ServerCore {
    /// Returns once so many clients are blocked, or the task is cancelled.
    func untilBlocked(_ count: Int) async {
        let watcher = BlockedWatcher(count: count)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                watcher.start { continuation.resume() }
                locked {
                    // A task that was cancelled before has nobody left to remove it.
                    if engine.blockedCount >= count { watcher.goOn() }
                    if !watcher.isOver { watchers = watchers + [watcher] }
                }
            }
        } onCancel: {
            locked { watchers = watchers.filter { $0 !== watcher } }
            watcher.goOn()
        }
    }
}

/// Somebody who waits for a number of blocked clients.
final class BlockedWatcher: Sendable {
    private enum State {
        case new
        case waiting(@Sendable () -> Void)
        case over
    }

    let count: Int
    private let state = Locked(State.new)

    init(count: Int) { self.count = count }

    /// Whether it has been told to go on.
    var isOver: Bool {
        state.withLock { state in
            if case .over = state { true } else { false }
        }
    }

    /// Waits from here on; one that has been told to go on already goes on.
    func start(_ resume: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if case .over = state { return true }
            state = .waiting(resume)
            return false
        }
        if isOver { resume() }
    }

    /// Ends the wait; ending it again does nothing.
    func goOn() {
        let resume = state.withLock { state -> (@Sendable () -> Void)? in
            defer { state = .over }
            if case .waiting(let resume) = state { return resume }
            return nil
        }
        resume?()
    }
}
