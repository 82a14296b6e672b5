// A lock on several servers that know nothing of each other: it is held by whoever has more than half of them. One server
// that is lost, with all that it knew, then loses no lock; with a single one it does.
//
// More than half of four are three: two for and two against is nobody's, and is given back at once. There is no fence:
// numbers that grow over servers of which any may be missing would take an agreement of their own.

import KVClient

/// A lock that is held on most of several servers.
///
/// ```swift
/// let lock = QuorumLock([first, second, third])
/// let result = try await lock.with("process-orders") { _ in try await process() }
/// ```
public struct QuorumLock: Sendable {
    let contexts: [CachingContext]
    /// How long a lock is held unless it is extended.
    public var lifetime: Duration
    /// How often, and at what distance, it is tried to get it.
    public var retry: LockRetry

    /// A lock.
    ///
    /// - Parameters:
    ///   - contexts: the servers, none of which may be a replica of another; at least one, and an odd number is best.
    ///   - lifetime: how long it is held; much longer than it takes to ask all servers.
    ///   - retry: how often it is tried to get it.
    public init(
        _ contexts: [CachingContext], lifetime: Duration = .seconds(10), retry: LockRetry = .never
    ) {
        precondition(!contexts.isEmpty, "a lock is on one server at least")
        self.contexts = contexts
        self.lifetime = lifetime
        self.retry = retry
    }

    /// How many servers have to agree.
    public var quorum: Int { contexts.count / 2 + 1 }

    /// Takes the lock; nil when too few servers gave it, after all attempts. What some gave is given back.
    ///
    /// - Throws: `CancellationError`. That a server cannot be reached only means that it has not given it.
    public func acquire(_ resource: String) async throws -> HeldQuorumLock? {
        for attempt in 1...max(retry.attempts, 1) {
            if attempt > 1 {
                try await contexts[0].time.pause(contexts[0].spread(retry.pause, by: retry.jitter))
            }
            if let held = try await attemptOnce(resource) { return held }
        }
        return nil
    }

    private func attemptOnce(_ resource: String) async throws -> HeldQuorumLock? {
        let key = DistributedLock.key(of: resource)
        let token = KVString(contexts[0].token())
        let milliseconds = lifetime.lifetimeMilliseconds
        let start = contexts[0].time.elapsed()
        let votes = try await Votes(contexts) { context in
            guard try await context.canDecide() else { return false }
            return try await context.store.send("SET", key, token, "NX", "PX", milliseconds).decodeBool()
        }
        let held = HeldQuorumLock(
            resource: resource, token: token, contexts: contexts, quorum: quorum, lifetime: lifetime,
            takenAt: start)
        if votes.yes >= quorum, held.validity > .zero { return held }
        // A reply that was lost may have been a yes: all are asked to forget it.
        try await held.release()
        return nil
    }

    /// Does work while the lock is held, as `DistributedLock.with` does.
    ///
    /// - Throws: `LockError`; what the work throws.
    public func with<Result: Sendable>(
        _ resource: String, _ work: @escaping @Sendable (HeldQuorumLock) async throws -> Result
    ) async throws -> Result {
        guard let held = try await acquire(resource) else { throw LockError.busy(resource) }
        return try await LockKeeper(context: contexts[0], lifetime: lifetime).keep(held, during: work)
    }
}
