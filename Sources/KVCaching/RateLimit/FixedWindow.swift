// The fixed window. The counter and its end are set as one, so that no crash leaves a counter that stays, and a counter that
// some other code has left without an end is given one. It needs neither scripts nor anything to watch.

import KVClient

extension RateLimiter {
    func fixedWindow(_ key: KVString, _ limit: Int, _ cost: Int) async throws -> RateLimitDecision {
        let window = self.limit.windowMilliseconds
        if cost == 0 { return try await fixedPeek(key, limit) }
        let replies = try await context.store.transaction([
            ["SET", key, 0, "PX", window, "NX"], ["INCRBY", key, cost], ["PTTL", key],
        ])
        let count = max(try replies[1].decodeInteger(), 0)
        var rest = Int64(try replies[2].decodeInteger())
        if rest < 0 {
            try await context.store.send("PEXPIRE", key, window)
            rest = window
        }
        let isAllowed = count <= limit
        return RateLimitDecision(
            isAllowed: isAllowed, limit: limit, remaining: max(limit - count, 0),
            resetAfter: .milliseconds(rest), retryAfter: isAllowed ? .zero : .milliseconds(rest))
    }

    private func fixedPeek(_ key: KVString, _ limit: Int) async throws -> RateLimitDecision {
        let replies = try await context.store.transaction([["GET", key], ["PTTL", key]])
        let count = max(Int(replies[0].integer ?? 0), 0)
        let rest = Duration.milliseconds(max(try replies[1].decodeInteger(), 0))
        let isAllowed = count < limit
        return RateLimitDecision(
            isAllowed: isAllowed, limit: limit, remaining: max(limit - count, 0), resetAfter: rest,
            retryAfter: isAllowed ? .zero : rest)
    }
}
