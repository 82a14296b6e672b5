// Of those who want the same at the same time, one does the work and all have its result.

import KVSockets

/// Work that is under way, by what it is for.
///
/// It runs in a task of its own: who started it may be cancelled without the others losing their result.
final class SingleFlight<Value: Sendable>: Sendable {
    private struct State {
        var flights: [String: Task<Value, any Error>] = [:]
        var landings = 0
    }

    private let state = Locked(State())

    /// How many are done: who looked for a result before one came can tell that he has to look again.
    var landings: Int { state.withLock { $0.landings } }

    /// Does the work, or waits for whoever does it already.
    ///
    /// - Throws: what the work throws, to all who wait.
    func run(_ name: String, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await start(name, work).value
    }

    /// Begins the work unless it is under way.
    @discardableResult
    func start(_ name: String, _ work: @escaping @Sendable () async throws -> Value) -> Task<Value, any Error>
    {
        state.withLock { state in
            if let flight = state.flights[name] { return flight }
            let flight = Task {
                // Whatever happens: what is left here would be waited for by all who come later.
                defer { self.land(name) }
                return try await work()
            }
            state.flights[name] = flight
            return flight
        }
    }

    private func land(_ name: String) {
        state.withLock { state in
            state.flights[name] = nil
            state.landings += 1
        }
    }

    /// Returns when nothing is under way.
    func untilIdle() async {
        while let flight = state.withLock({ $0.flights.values.first }) { _ = await flight.result }
    }
}
