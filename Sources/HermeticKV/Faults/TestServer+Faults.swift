// Faults of a test server: set, counted, removed.

import KVServer

extension TestServer {
    /// What goes wrong on this server.
    public var faults: Faults { Faults(server: server) }

    /// The faults of a server.
    ///
    /// ```swift
    /// let fault = server.faults.inject(.disconnect, into: .command("GET", key: "user:*"), times: 1)
    /// _ = try await cache.user(1)
    /// #expect(fault.hits == 1)
    /// ```
    ///
    /// Faults happen to clients with a connection, never to `execute`. A command meets every fault that delays it, one
    /// after the other, and then the first of the others, in the order in which they were set. They come before
    /// everything else that could keep a command from running; between MULTI and EXEC they happen to commands as they are
    /// queued, and to EXEC itself.
    public struct Faults: Sendable {
        let server: Server

        /// Sets a fault: what is sent from now on meets it.
        ///
        /// What cannot be traps: a `times` below 1, a negative duration, a fault of connections with a narrower target
        /// than `everything`, refused connections that are to be counted, and more than 1,000 faults at a time.
        ///
        /// - Parameters:
        ///   - action: what goes wrong.
        ///   - target: the commands, keys and connections that it goes wrong at.
        ///   - times: how often it happens; until it is removed when nil.
        ///   - skipping: how many commands of the target pass before the first, so that 2 begins with the third.
        ///   - probability: how likely it is for each command after them. The server's seed decides, so that the same
        ///     commands in the same order meet the same.
        /// - Returns: the fault, to be counted or removed; it stays when that is dropped.
        @discardableResult
        public func inject(
            _ action: Fault.Action, into target: Fault.Target = .everything, times: Int? = nil,
            skipping: Int = 0, probability: Double = 1
        ) -> Fault {
            var rule = FaultRule(action.action)
            rule.requests = target.requests
            rule.clients = target.clients
            rule.times = times
            rule.skip = skipping
            rule.probability = probability
            do throws(FaultProblem) {
                return Fault(server: server, fault: try server.inject(rule))
            } catch {
                preconditionFailure(error.description)
            }
        }

        /// Removes every fault; what they hold up goes on before this returns.
        public func removeAll() { server.removeAllFaults() }

        /// The faults that are set, each in words and with its hits, for a person.
        public var descriptions: [String] {
            server.faults.map { fault in
                let words = fault.rule.words.map { String(decoding: $0, as: UTF8.self) }
                return "\(fault.id): \(words.joined(separator: " ")) (\(fault.hits) hits)"
            }
        }
    }

    /// Sets a fault for the length of a closure.
    ///
    /// ```swift
    /// try await server.withFault(.error(.loading)) { fault in
    ///     await #expect(throws: Unavailable.self) { try await app.start() }
    /// }
    /// ```
    ///
    /// - Throws: what the closure throws.
    @discardableResult
    public func withFault<Result>(
        _ action: Fault.Action, into target: Fault.Target = .everything, times: Int? = nil, skipping: Int = 0,
        probability: Double = 1, isolation: isolated (any Actor)? = #isolation,
        _ body: (Fault) async throws -> Result
    ) async rethrows -> Result {
        let fault = faults.inject(
            action, into: target, times: times, skipping: skipping, probability: probability)
        defer { fault.remove() }
        return try await body(fault)
    }
}
