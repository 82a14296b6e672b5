// Rate limits.

import KVClient
import KVSockets

/// Lets so many requests through in a time, for all programs that share a store.
///
/// ```swift
/// let limiter = RateLimiter(context, .fixedWindow(limit: 10, per: .seconds(60)))
/// let decision = try await limiter.take("203.0.113.9")
/// if !decision.isAllowed { return Response(429, "Rate limit exceeded") }
/// ```
public final class RateLimiter: Sendable {
    let context: CachingContext
    /// The limit.
    public let limit: RateLimit
    /// What happens when the store does not answer.
    public let onFailure: FailurePolicy
    let prefix: String
    private let refusals = Locked(Refusals())

    /// What happens to requests while the store does not answer.
    public enum FailurePolicy: Hashable, Sendable {
        /// They pass.
        case allow
        /// They do not.
        case refuse
        /// The error is the caller's.
        case fail
    }

    /// A limiter.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - limit: how many may pass in which time.
    ///   - prefix: what keys begin with.
    ///   - onFailure: what happens when the store does not answer.
    public init(
        _ context: CachingContext, _ limit: RateLimit, prefix: String = "ratelimit:",
        onFailure: FailurePolicy = .allow
    ) {
        self.context = context
        self.limit = limit
        self.prefix = prefix
        self.onFailure = onFailure
    }

    /// The key of who is limited.
    public func key(of client: String) -> KVString { KVString(prefix + client) }

    /// Counts a request, and says whether it may pass.
    ///
    /// - Parameters:
    ///   - client: who is limited: an address, a user, a token.
    ///   - cost: how many requests it counts for; at least one.
    /// - Throws: `KVError` if the limiter is to fail with the store; `CancellationError`.
    public func take(_ client: String, cost: Int = 1) async throws -> RateLimitDecision {
        let cost = max(cost, 1)
        if let wait = refusals.withLock({ $0.wait(for: client, now: context.time.elapsed()) }) {
            return RateLimitDecision(
                isAllowed: false, limit: limit.limit, remaining: 0, resetAfter: wait, retryAfter: wait,
                reason: .remembered)
        }
        do {
            let decision = try await count(client, cost)
            // Only what the fixed window refuses to everybody until its end can be refused without asking.
            if !decision.isAllowed, case .fixedWindow = limit, decision.remaining == 0 {
                let end = context.time.elapsed() + decision.retryAfter
                refusals.withLock { $0.note(client, until: end, now: context.time.elapsed()) }
            }
            return decision
        } catch let error as KVError {
            return try failed(client, error)
        }
    }

    /// Waits until the request may pass, at most so long.
    ///
    /// - Throws: as `take`.
    public func wait(_ client: String, cost: Int = 1, atMost patience: Duration) async throws
        -> RateLimitDecision
    {
        let end = context.time.elapsed() + patience
        while true {
            let decision = try await take(client, cost: cost)
            let now = context.time.elapsed()
            if decision.isAllowed || decision.reason == .storeFailed || now + decision.retryAfter > end {
                return decision
            }
            try await context.time.pause(max(decision.retryAfter, .milliseconds(1)))
        }
    }

    /// Forgets what somebody has used.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func reset(_ client: String) async throws {
        refusals.withLock { $0.forget(client) }
        try await context.store.send(.delete(key(of: client)))
    }

    /// What a request would be answered, without counting it.
    ///
    /// - Throws: as `take`.
    public func peek(_ client: String) async throws -> RateLimitDecision {
        do {
            return try await count(client, 0)
        } catch let error as KVError {
            return try failed(client, error)
        }
    }

    private func count(_ client: String, _ cost: Int) async throws -> RateLimitDecision {
        let key = key(of: client)
        if case .fixedWindow(let limit, _) = limit { return try await fixedWindow(key, limit, cost) }
        if case .slidingLog(let limit, _) = limit { return try await slidingLog(key, limit, cost) }
        return try await metered(key, cost)
    }

    private func failed(_ client: String, _ error: KVError) throws -> RateLimitDecision {
        if onFailure == .fail { throw error }
        context.log(.warning, "[RateLimit] \(key(of: client)) was not counted: \(error)")
        let isAllowed = onFailure == .allow
        return RateLimitDecision(
            isAllowed: isAllowed, limit: limit.limit, remaining: 0, resetAfter: .zero,
            retryAfter: isAllowed ? .zero : .seconds(1), reason: .storeFailed)
    }
}

/// Who has been refused until when: what floods a program need not flood its store. Bounded, as anybody can be refused.
struct Refusals {
    private static let capacity = 10_000
    private var ends: [String: Duration] = [:]

    func wait(for client: String, now: Duration) -> Duration? {
        guard let end = ends[client], end > now else { return nil }
        return end - now
    }

    mutating func note(_ client: String, until end: Duration, now: Duration) {
        if ends.count >= Refusals.capacity { ends = ends.filter { $0.value > now } }
        if ends.count < Refusals.capacity { ends[client] = end }
    }

    mutating func forget(_ client: String) { ends[client] = nil }
}
