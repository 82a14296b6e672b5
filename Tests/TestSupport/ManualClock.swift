// A clock for what takes a `Clock`: timeouts and pauses of clients, and patterns above them.

import KVSockets

/// A clock that goes on only when it is told to.
///
/// A test waits with `untilSleeping` for the thing under test to be asleep, and then moves the clock on: nothing depends
/// on how fast the machine is.
package final class ManualClock: Clock {
    /// An instant, as the duration since the clock's beginning.
    package struct Instant: InstantProtocol {
        package var elapsed: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
        package func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
        package static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
    }

    private struct Sleeper {
        let until: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let condition: (Duration) -> Bool
        let continuation: CheckedContinuation<Duration, Never>
    }

    private struct State {
        var now = Duration.zero
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var watchers: [Watcher] = []
    }

    private let state = Locked(State())

    package init() {}

    package var now: Instant { Instant(elapsed: state.withLock { $0.now }) }
    package var minimumResolution: Duration { .nanoseconds(1) }

    /// How many are asleep.
    package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state -> Int in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { begin(id, deadline.elapsed, $0) }
        } onCancel: {
            cancel(id)
        }
    }

    private func begin(_ id: Int, _ until: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        enum Begin { case over, cancelled, asleep([Watcher]) }
        let begin = state.withLock { state -> Begin in
            if state.cancelled.remove(id) != nil { return .cancelled }
            if until <= state.now { return .over }
            state.sleepers[id] = Sleeper(until: until, continuation: continuation)
            let met = state.watchers.filter { $0.condition(until) }
            state.watchers.removeAll { $0.condition(until) }
            return .asleep(met)
        }
        switch begin {
        case .over: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .asleep(let watchers): for watcher in watchers { watcher.continuation.resume(returning: until) }
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            if let sleeper = state.sleepers.removeValue(forKey: id) { return sleeper }
            state.cancelled.insert(id)
            return nil
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    /// Moves the clock on, and wakes whoever has slept long enough, in the order of their deadlines.
    package func advance(by duration: Duration) {
        let due = state.withLock { state -> [Sleeper] in
            state.now += duration
            let now = state.now
            let due = state.sleepers.filter { $0.value.until <= now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.until, $0.key) < ($1.value.until, $1.key) }.map(\.value)
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns once somebody sleeps until an instant that meets a condition, and says which instant.
    @discardableResult
    package func untilSleeping(where condition: @escaping @Sendable (Duration) -> Bool) async -> Duration {
        await withCheckedContinuation { continuation in
            let found = state.withLock { state -> Duration? in
                if let sleeper = state.sleepers.values.first(where: { condition($0.until) }) {
                    return sleeper.until
                }
                state.watchers.append(Watcher(condition: condition, continuation: continuation))
                return nil
            }
            if let found { continuation.resume(returning: found) }
        }
    }

    /// Returns once somebody sleeps until an instant, in time since the clock's beginning.
    package func untilSleeping(until instant: Duration) async {
        await untilSleeping { $0 == instant }
    }
}
