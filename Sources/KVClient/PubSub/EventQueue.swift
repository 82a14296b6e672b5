// Between the reactor, which must not wait, and a task, which takes its time. What the task has not taken is kept up to
// a bound; then nothing more is read from the connection, so that a server keeps, and bounds, what a slow client owes.

import KVSockets

/// Elements in the order in which they came, for one task.
package final class EventQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var head = 0
        var waiting: Promise<Element?>?
        var end: Result<Element?, any Error>?
        var isFull = false
    }

    private let state = Locked(State())
    private let limit: Int
    /// Is called when there is room again.
    private let drained: Locked<(@Sendable () -> Void)?> = Locked(nil)

    package init(limit: Int = 1024) { self.limit = limit }

    func whenDrained(_ action: @escaping @Sendable () -> Void) { drained.withLock { $0 = action } }

    /// Adds an element; false when nothing more should come for now.
    @discardableResult
    package func push(_ element: Element) -> Bool {
        let (waiting, hasRoom) = state.withLock { state -> (Promise<Element?>?, Bool) in
            guard state.end == nil else { return (nil, true) }
            if let waiting = state.waiting {
                state.waiting = nil
                return (waiting, true)
            }
            state.elements.append(element)
            state.isFull = state.elements.count - state.head >= limit
            return (nil, !state.isFull)
        }
        // The task may just have given up: the element is for the next call.
        if let waiting, !waiting.settle(.success(element)) { return push(element) }
        return hasRoom
    }

    /// Lets the task have what has come, and then the end.
    package func finish(_ error: KVError?) {
        let (waiting, end) = state.withLock { state -> (Promise<Element?>?, Result<Element?, any Error>) in
            let end = state.end ?? error.map { .failure($0) } ?? .success(nil)
            state.end = end
            defer { state.waiting = nil }
            return (state.waiting, end)
        }
        waiting?.settle(end)
    }

    /// The next element; nil at the end, and when the task is cancelled.
    func next() async throws -> Element? {
        let promise = Promise<Element?>()
        let (result, hasDrained) = state.withLock { state -> (Result<Element?, any Error>?, Bool) in
            guard state.head < state.elements.count else {
                if state.end == nil { state.waiting = promise }
                return (state.end, false)
            }
            let element = state.elements[state.head]
            state.head += 1
            if state.head > 64, state.head > state.elements.count / 2 {
                state.elements.removeFirst(state.head)
                state.head = 0
            }
            let hasDrained = state.isFull && state.elements.count - state.head <= limit / 2
            if hasDrained { state.isFull = false }
            return (.success(element), hasDrained)
        }
        if hasDrained { drained.withLock { $0 }?() }
        if let result { return try result.get() }
        do {
            return try await promise.value()
        } catch is CancellationError {
            return nil
        }
    }
}
