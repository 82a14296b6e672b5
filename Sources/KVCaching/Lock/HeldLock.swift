// A lock while it is held.

import KVClient
import KVSockets

/// A lock that was taken.
public final class HeldLock: Holding {
    /// What is locked.
    public let resource: String
    /// What the key holds: who knows it is the owner.
    public let token: KVString
    /// Higher than that of every owner before. To be sent with each write, where a lower one than the last is refused.
    public let fence: Int
    private let context: CachingContext
    private let lifetime: Duration
    /// Since when it surely lives, and how long.
    private let state: Locked<Term>

    private struct Term {
        var start: Duration
        var length: Duration
    }

    init(
        resource: String, token: KVString, fence: Int, context: CachingContext, lifetime: Duration,
        takenAt start: Duration
    ) {
        self.resource = resource
        self.token = token
        self.fence = fence
        self.context = context
        self.lifetime = lifetime
        state = Locked(Term(start: start, length: lifetime))
    }

    /// For how long it is surely still held: what is left of its time, less a hundredth and two milliseconds for clocks
    /// that do not go alike. Zero or less when it may be gone.
    public var validity: Duration {
        let term = state.withLock { $0 }
        return term.length - (context.time.elapsed() - term.start) - term.length * 0.01 - .milliseconds(2)
    }

    /// Holds the lock for its full time again, from now on; false when it is held no more.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func extend(by duration: Duration? = nil) async throws -> Bool {
        let length = duration ?? lifetime
        let start = context.time.elapsed()
        let key = DistributedLock.key(of: resource)
        guard try await context.expire(key, after: length, holding: token) else {
            state.withLock { $0.length = .zero }
            return false
        }
        state.withLock { $0 = Term(start: start, length: length) }
        return true
    }

    /// Gives the lock back; false when it was held no more, and then whoever has it keeps it.
    ///
    /// - Throws: `KVError`; `CancellationError`. The lock goes by itself then.
    @discardableResult
    public func release() async throws -> Bool {
        let isReleased = try await context.delete(DistributedLock.key(of: resource), holding: token)
        state.withLock { $0.length = .zero }
        return isReleased
    }
}
