// A lock on several servers, while it is held.

import KVClient
import KVSockets

/// A lock that was taken on most of several servers.
public final class HeldQuorumLock: Holding {
    /// What is locked.
    public let resource: String
    /// What the keys hold: who knows it is the owner.
    public let token: KVString
    private let contexts: [CachingContext]
    private let quorum: Int
    private let lifetime: Duration
    private let term: Locked<(start: Duration, length: Duration)>

    init(
        resource: String, token: KVString, contexts: [CachingContext], quorum: Int, lifetime: Duration,
        takenAt start: Duration
    ) {
        self.resource = resource
        self.token = token
        self.contexts = contexts
        self.quorum = quorum
        self.lifetime = lifetime
        term = Locked((start, lifetime))
    }

    /// For how long it is surely still held, as that of `HeldLock`: from before the first server was asked.
    public var validity: Duration {
        let (start, length) = term.withLock { $0 }
        return length - (contexts[0].time.elapsed() - start) - length * 0.01 - .milliseconds(2)
    }

    /// Holds the lock for its full time again, from now on; false when too few servers have it, and then it is to be taken
    /// for lost.
    ///
    /// - Throws: `KVError` when too few have answered to know it; `CancellationError`.
    public func extend(by duration: Duration? = nil) async throws -> Bool {
        let (key, token, length) = (DistributedLock.key(of: resource), token, duration ?? lifetime)
        let start = contexts[0].time.elapsed()
        let votes = try await Votes(contexts) { context in
            try await context.expire(key, after: length, holding: token)
        }
        guard votes.yes >= quorum else {
            if votes.yes + votes.silent >= quorum {
                throw KVError(.connectionLost, "too few servers have answered")
            }
            term.withLock { $0.length = .zero }
            return false
        }
        term.withLock { $0 = (start, length) }
        return validity > .zero
    }

    /// Gives the lock back wherever it is; false when it was held no more.
    ///
    /// - Throws: `CancellationError`. The lock goes by itself then.
    @discardableResult
    public func release() async throws -> Bool {
        let (key, token) = (DistributedLock.key(of: resource), token)
        term.withLock { $0.length = .zero }
        let votes = try await Votes(contexts) { context in
            try await context.delete(key, holding: token)
        }
        return votes.yes >= quorum
    }
}
