// A lock that programs on several machines share: a key that only one of them can set, and that goes by itself when its
// owner is gone.

import KVClient

/// A lock on a resource, for programs that share a store.
///
/// ```swift
/// let lock = DistributedLock(context)
/// let result = try await lock.with("process-orders") { held in try await process(fence: held.fence) }
/// ```
///
/// No lock that expires can promise that its owner has noticed: he may have been stopped for longer than it lives. What
/// must not be written twice is to be written with the fence, and refused where a higher one has been seen.
public struct DistributedLock: Sendable {
    let context: CachingContext
    /// How long a lock is held unless it is extended.
    public var lifetime: Duration
    /// How often, and at what distance, it is tried to get it.
    public var retry: LockRetry
    /// Whether owners are counted. Where it does no harm that two have it for a moment, that would leave a key behind for
    /// each resource.
    var hasFence = true

    /// A lock.
    public init(
        _ context: CachingContext, lifetime: Duration = .seconds(10), retry: LockRetry = .never
    ) {
        self.context = context
        self.lifetime = lifetime
        self.retry = retry
    }

    /// The key of a resource's lock: `lock:` and its name.
    public static func key(of resource: String) -> KVString { KVString("lock:" + resource) }

    /// The key of a resource's fence: that of the lock and `:fence`.
    public static func fenceKey(of resource: String) -> KVString { KVString("lock:" + resource + ":fence") }

    /// A fence is remembered for as long after it was last wanted.
    private static let fenceMilliseconds: Int64 = 30 * 86_400_000

    /// Takes the lock; nil when somebody else has it, after all attempts.
    ///
    /// Over REST to a server without scripts it can be taken and left to expire, as by what is to run once in a while. It can
    /// neither be extended nor given back there: a transaction without a condition might take it from its next owner.
    ///
    /// - Throws: `KVError`; `CancellationError`. The lock may have been taken all the same, and goes by itself then.
    public func acquire(_ resource: String) async throws -> HeldLock? {
        for attempt in 1...max(retry.attempts, 1) {
            if attempt > 1 { try await context.time.pause(context.spread(retry.pause, by: retry.jitter)) }
            if let held = try await attemptOnce(resource) { return held }
        }
        return nil
    }

    /// The key and its end are set as one, so that no crash leaves a lock that stays. So is the fence: counted in the same
    /// transaction, a later owner's is higher; that attempts in vain count too does no harm.
    private func attemptOnce(_ resource: String) async throws -> HeldLock? {
        let token = KVString(context.token())
        let fence = DistributedLock.fenceKey(of: resource)
        let start = context.time.elapsed()
        let counting: [KVRequest] = [
            ["INCR", fence], ["PEXPIRE", fence, DistributedLock.fenceMilliseconds],
        ]
        let setting: KVRequest = [
            "SET", DistributedLock.key(of: resource), token, "NX", "PX", lifetime.lifetimeMilliseconds,
        ]
        let replies = try await context.store.transaction([setting] + (hasFence ? counting : []))
        guard try replies[0].decodeBool() else { return nil }
        let held = HeldLock(
            resource: resource, token: token, fence: hasFence ? try replies[1].decodeInteger() : 0,
            context: context, lifetime: lifetime, takenAt: start)
        // The reply took longer than the lock lives.
        return held.validity > .zero ? held : nil
    }
}

/// How often, and at what distance, it is tried to get a lock.
public struct LockRetry: Hashable, Sendable {
    /// How often altogether; at least once.
    public var attempts: Int
    /// The pause in between.
    public var pause: Duration
    /// By which part pauses differ, so that those who wait do not come at the same time.
    public var jitter: Double

    /// How often, and at what distance.
    public init(attempts: Int, pause: Duration = .milliseconds(200), jitter: Double = 0.5) {
        self.attempts = attempts
        self.pause = pause
        self.jitter = jitter
    }

    /// Once.
    public static let never = LockRetry(attempts: 1)
    /// Ten more times, for about two seconds.
    public static let usual = LockRetry(attempts: 11)
}

/// Why work under a lock ended.
public enum LockError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody else has it.
    case busy(String)
    /// It expired, or was taken away, while the work was going on; the work was cancelled.
    case lost(String)

    /// What happened, in a sentence.
    public var description: String {
        switch self {
        case .busy(let resource): "Another process is handling \(resource)"
        case .lost(let resource): "the lock on \(resource) was lost"
        }
    }
}
