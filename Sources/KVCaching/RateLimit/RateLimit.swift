// What is limited, by which rule, and what a limiter answers.

/// How many requests are let through in which time.
public enum RateLimit: Hashable, Sendable {
    /// So many in each window, which begins with the first request. Cheapest; twice the limit may pass around the end of a
    /// window.
    case fixedWindow(limit: Int, per: Duration)
    /// So many in any stretch of that length. Exact; remembers each request that was let through.
    case slidingLog(limit: Int, per: Duration)
    /// So many, counted from this window and the part of the one before that still matters. Two numbers; near to exact.
    case slidingCounter(limit: Int, per: Duration)
    /// A bucket of tokens that fills steadily; each request takes one. Lets bursts through as large as the bucket.
    case tokenBucket(capacity: Int, refill: Int, per: Duration)
    /// So many evenly spread, with so many at once besides (GCRA). One number.
    case spaced(limit: Int, per: Duration, burst: Int)

    /// How many at most, at once.
    public var limit: Int {
        switch self {
        case .fixedWindow(let limit, _), .slidingLog(let limit, _), .slidingCounter(let limit, _): limit
        case .tokenBucket(let capacity, _, _): capacity
        case .spaced(_, _, let burst): burst
        }
    }

    /// The time that the limit is for.
    public var window: Duration {
        switch self {
        case .fixedWindow(_, let window), .slidingLog(_, let window), .slidingCounter(_, let window),
            .tokenBucket(_, _, let window), .spaced(_, let window, _):
            window
        }
    }

    var windowMilliseconds: Int64 { window.lifetimeMilliseconds }
}

/// What a limiter answers.
public struct RateLimitDecision: Hashable, Sendable {
    /// Why it is so.
    public enum Reason: Hashable, Sendable {
        /// By the count.
        case counted
        /// It was refused a moment ago, and the time has not come yet: the store was not asked.
        case remembered
        /// The store did not answer.
        case storeFailed
    }

    /// Whether the request may pass.
    public let isAllowed: Bool
    /// How many may pass at most.
    public let limit: Int
    /// How many more may pass now.
    public let remaining: Int
    /// In what time all may pass again.
    public let resetAfter: Duration
    /// In what time the next try has a chance; zero when this one passed.
    public let retryAfter: Duration
    /// Why it is so.
    public let reason: Reason

    /// An answer.
    public init(
        isAllowed: Bool, limit: Int, remaining: Int, resetAfter: Duration, retryAfter: Duration,
        reason: Reason = .counted
    ) {
        self.isAllowed = isAllowed
        self.limit = limit
        self.remaining = remaining
        self.resetAfter = resetAfter
        self.retryAfter = retryAfter
        self.reason = reason
    }
}

extension RateLimitDecision {
    /// Header fields for the response: what is left and, with status 429, when to come back.
    public func headers(name: String = "default", window: Duration) -> [(name: String, value: String)] {
        let reset = (resetAfter.wholeMilliseconds + 999) / 1000
        var fields = [
            ("RateLimit-Policy", "\"\(name)\";q=\(limit);w=\((window.wholeMilliseconds + 999) / 1000)"),
            ("RateLimit", "\"\(name)\";r=\(remaining);t=\(reset)"),
        ]
        if !isAllowed {
            fields.append(("Retry-After", "\(max((retryAfter.wholeMilliseconds + 999) / 1000, 1))"))
        }
        return fields.map { (name: $0.0, value: $0.1) }
    }
}
