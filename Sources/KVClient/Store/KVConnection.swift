// A connection for one user, who may do anything with it.

import KVSockets

/// A connection that is lent to one closure.
///
/// Commands that change it (WATCH, SELECT, CLIENT TRACKING) are allowed here. It can be used again by others if nothing
/// of that is left when the closure returns; if something is, it is closed.
public final class KVConnection: KVStore {
    private struct State {
        var isOver = false
        /// WATCH or MULTI is in force.
        var isOpenEnded = false
        /// Something was done that nothing takes back.
        var isChanged = false
        /// EXEC has been sent, so that only its reply tells what was done.
        var hasCommitted = false
    }

    let link: ClientLink
    private let client: KVClient
    private let state = Locked(State())

    init(_ link: ClientLink, of client: KVClient) {
        self.link = link
        self.client = client
    }

    /// Transactions on a condition, messages, and strings of any bytes.
    public var features: KVFeatures { client.features }

    /// Whether a transaction may have run.
    var hasCommitted: Bool { state.withLock { $0.hasCommitted } }

    /// Ends the loan: the connection, if others may have it.
    func end() -> ClientLink? {
        let isClean = state.withLock { state in
            state.isOver = true
            return !state.isOpenEnded && !state.isChanged
        }
        if isClean, link.isQuiet { return link }
        link.close()
        return nil
    }

    /// Sends commands together, in this order, and returns what has become of them. Nothing is sent twice.
    ///
    /// - Throws: `KVError` for commands that cannot be sent like this; `CancellationError`.
    public func outcome(of requests: [KVRequest]) async throws -> KVOutcome {
        try Task.checkCancellation()
        var waits = Duration.zero as Duration?
        for request in requests {
            if let problem = request.pairingProblem { throw problem }
            let traits = CommandTraits.of(request)
            if traits.contains(.stateful) { note(request.name) }
            if traits.contains(.blocking) {
                waits = waits.flatMap { sum in request.longestWait.map { sum + $0 } }
            }
        }
        if state.withLock({ $0.isOver }) { return KVOutcome(replies: [], failure: .closed) }
        let timeout = waits.flatMap { waits in client.configuration.commandTimeout.map { $0 + waits } }
        return try await link.outcome(of: requests, timeout: timeout)
    }

    private func note(_ name: String) {
        state.withLock { state in
            switch name {
            case "multi", "watch": state.isOpenEnded = true
            case "exec":
                state.isOpenEnded = false
                state.hasCommitted = true
            case "discard", "unwatch": state.isOpenEnded = false
            default: state.isChanged = true
            }
        }
    }

    /// Runs commands as a transaction (MULTI, EXEC): nothing of others runs in between.
    ///
    /// - Returns: a reply for each; what one is refused for does not keep the others from running.
    /// - Throws: `KVError`: the connection's end, what the first of the commands was refused for before any ran, and
    ///   with the code `conflict` that something watched has changed; `CancellationError`.
    public func transaction(_ requests: [KVRequest]) async throws -> [Reply] {
        guard let replies = try await execute(requests) else {
            throw KVError(.conflict, "what was watched has changed")
        }
        return replies
    }

    /// Runs commands as a transaction; nil when something watched has changed.
    private func execute(_ requests: [KVRequest]) async throws -> [Reply]? {
        let transaction = try Transaction(requests)
        return try transaction.replies(in: try await outcome(of: transaction.commands))
    }

    /// Decides by what is stored, and runs commands only if it is still the same then (WATCH, MULTI, EXEC).
    ///
    /// - Throws: `KVError` with the code `conflict` after the last attempt; what `decide` throws; `CancellationError`.
    public func transaction<Result: Sendable>(
        watching keys: [KVString], attempts: Int = 16,
        _ decide: @Sendable (any KVStore) async throws -> KVDecision<Result>
    ) async throws -> Result {
        for attempt in 1...max(attempts, 1) {
            if attempt > 1 { try await pause(before: attempt) }
            try await send(["WATCH"] + keys)
            switch try await decide(self) {
            case .leave(let result):
                try await send("UNWATCH")
                return result
            case .commit(let requests, let result):
                if let replies = try await execute(requests) { return try result(replies) }
            }
        }
        throw KVError(.conflict, "what was watched changed during each of \(max(attempts, 1)) attempts")
    }

    /// Others are at it too: who comes at the same moment again would meet them again.
    private func pause(before attempt: Int) async throws {
        let longest = Duration.milliseconds(min(1 << min(attempt, 6), 50))
        try await client.time.sleep(client.time.elapsed() + longest * client.configuration.chance())
    }

    /// Has messages of channels delivered, over a further connection.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func subscribe(to channels: [KVString], patterns: [KVString]) async throws -> KVSubscription {
        try await client.subscribe(to: channels, patterns: patterns)
    }

    /// What the server sends unasked over this connection from now on, such as what CLIENT TRACKING asks for.
    ///
    /// It ends with the connection, or with the loan. To be asked for once.
    public var pushes: AsyncStream<[Reply]> {
        state.withLock { $0.isChanged = true }
        let queue = EventQueue<[Reply]>()
        queue.whenDrained { [weak link] in link?.resume() }
        link.redirect(
            to: LinkEvents {
                queue.push($0)
            } ended: { _ in
                queue.finish(nil)
            })
        return AsyncStream { try? await queue.next() }
    }

    /// Closes the connection; commands that have no reply yet fail.
    public func close() { link.close() }
}
