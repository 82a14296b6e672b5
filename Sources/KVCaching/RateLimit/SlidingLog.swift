// The sliding log: a sorted set of the requests that were let through, by their time. Looking and adding are one, so that
// callers at the same time are not all let through; and the time is the server's, so that those whose clocks differ share
// one window.

import KVClient

extension RateLimiter {
    func slidingLog(_ key: KVString, _ limit: Int, _ cost: Int) async throws -> RateLimitDecision {
        let window = self.limit.windowMilliseconds * 1000
        let member = context.token()
        return try await context.atomically(
            SlidingLog.script, keys: [key], [window, limit, cost, member],
            decode: { reply in
                let parts = try reply.decodeElements { part throws(KVError) in Int64(try part.decodeInteger())
                }
                guard parts.count == 4 else {
                    throw KVError(.unexpectedReply, "the script answered something else")
                }
                return SlidingLog.decision(
                    isAllowed: parts[0] == 1, count: Int(parts[1]), limit: limit, freeIn: parts[2],
                    allIn: parts[3])
            }
        ) { store in
            let now = try await store.send(.time)
            let micros = now.components.seconds &* 1_000_000 &+ now.components.attoseconds / 1_000_000_000_000
            let entries = try await store.send(
                KVCommand<[KVScored]>.ranks(of: key)
            ).map { SlidingLog.time($0.score) }.filter { $0 > micros - window }
            let count = entries.count
            let isAllowed = count + max(cost, 1) <= limit
            let free = SlidingLog.freeing(entries, limit, cost, window, micros)
            let last =
                isAllowed && cost > 0 ? window : entries.last.map { $0 + window - micros } ?? 0
            let decision = SlidingLog.decision(
                isAllowed: isAllowed, count: count + (isAllowed ? cost : 0), limit: limit, freeIn: free,
                allIn: last)
            guard isAllowed, cost > 0 else { return .leave(decision) }
            var requests: [KVRequest] = [["ZREMRANGEBYSCORE", key, "-inf", micros - window]]
            for index in 0..<cost { requests.append(["ZADD", key, micros, "\(member):\(index)"]) }
            requests.append(["PEXPIRE", key, (window + 999) / 1000])
            return .commit(requests, returning: decision)
        }
    }
}

enum SlidingLog {
    /// When a request was let through; other code may have stored any number.
    static func time(_ score: Double) -> Int64 { min(max(Int64(nearest: score), 0), 1 << 60) }

    /// In what time there is room, in microseconds: when as many have left the window as must.
    static func freeing(_ times: [Int64], _ limit: Int, _ cost: Int, _ window: Int64, _ now: Int64) -> Int64 {
        let leaving = times.count + max(cost, 1) - limit
        guard leaving > 0 else { return 0 }
        // More than the limit never fits.
        guard leaving <= times.count else { return window }
        return times[leaving - 1] + window - now
    }

    static func decision(
        isAllowed: Bool, count: Int, limit: Int, freeIn: Int64, allIn: Int64
    ) -> RateLimitDecision {
        RateLimitDecision(
            isAllowed: isAllowed, limit: limit, remaining: max(limit - count, 0),
            resetAfter: .microseconds(max(allIn, 0)),
            retryAfter: isAllowed ? .zero : .microseconds(max(freeIn, 1)))
    }

    static let script = Script(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local window, limit, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - window))
        local count = redis.call('ZCARD', KEYS[1])
        local wanted = math.max(cost, 1)
        if count + wanted > limit then
          local free, all = window, 0
          local leaving = count + wanted - limit
          if leaving <= count then
            local entry = redis.call('ZRANGE', KEYS[1], leaving - 1, leaving - 1, 'WITHSCORES')
            free = tonumber(entry[2]) + window - now
          end
          local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
          if last[2] then all = tonumber(last[2]) + window - now end
          return {0, count, free, all}
        end
        for index = 0, cost - 1 do
          redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[4] .. ':' .. index)
        end
        local all = 0
        if cost > 0 then
          redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
          all = window
        else
          local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
          if last[2] then all = tonumber(last[2]) + window - now end
        end
        return {1, count + cost, 0, all}
        """)
}
