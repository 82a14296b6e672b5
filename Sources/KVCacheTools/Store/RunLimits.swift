// What ends a run from outside: its time is up, or somebody wants it to stop. A request under way is given two seconds
// after a signal; then, or when the time is up, the store is closed under it, and the request fails.

import KVClient
import KVProcessSupport
import KVSockets

/// The limits of a run over one store.
package final class RunLimits: Sendable {
    /// How long a request may go on after a signal.
    private static let grace = Duration.seconds(2)

    private struct State {
        var isLate = false
        var tasks: [Task<Void, Never>] = []
    }

    private let state = Locked(State())
    private let stop: StopRequest

    /// - Parameter limit: How long the run may take from now on; nil for as long as it takes.
    package init(_ store: any KVStore, limit: Duration?, _ stop: StopRequest) {
        self.stop = stop
        if let limit {
            after(limit) { [self] in
                state.withLock { $0.isLate = true }
                store.close()
            }
        }
        stop.whenAsked { [self] in after(RunLimits.grace) { store.close() } }
    }

    /// Whether the time is up.
    package var isLate: Bool { state.withLock { $0.isLate } }

    /// Whether no further request should be made.
    package var isOver: Bool { isLate || stop.exit != nil }

    /// Forgets the limits.
    package func end() {
        let tasks = state.withLock { state in
            defer { state.tasks = [] }
            return state.tasks
        }
        for task in tasks { task.cancel() }
    }

    private func after(_ duration: Duration, _ action: @escaping @Sendable () -> Void) {
        let clock = KVClient.Configuration().clock
        let task = Task {
            do {
                try await clock.sleep(for: duration)
                action()
            } catch {}
        }
        state.withLock { $0.tasks.append(task) }
    }
}
