// The limits of a few numbers, as a script.

extension Meter {
    static let script = Script(
        """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local kind, limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local rate, cost = tonumber(ARGV[4]), tonumber(ARGV[5])
        local wanted = math.max(cost, 1)
        local first, second, time = 0, 0, 0
        local stored = redis.call('GET', KEYS[1])
        if stored then
          local a, b, c = string.match(stored, '^(%S+) (%S+) (%S+)$')
          if c then first, second, time = tonumber(a), tonumber(b), tonumber(c) end
        end
        local allowed, left, reset, retry
        if kind == 1 then
          local start = math.floor(now / window) * window
          if start ~= time then
            second = (start - time == window) and first or 0
            first, time = 0, start
          end
          local before = second * (1 - (now - start) / window)
          local used = before + first
          allowed = used + wanted <= limit
          if allowed then first = first + cost end
          left = math.max(0, math.floor(limit - used - (allowed and cost or 0)))
          local over = used + wanted - limit
          if second > 0 and over <= before then
            retry = over * window / second
          else
            local later = first + wanted - limit
            retry = start + window - now
            if later > 0 and first > 0 then retry = retry + math.min(later * window / first, window) end
          end
          reset = start + 2 * window - now
        elseif kind == 2 then
          local tokens = limit
          if time ~= 0 then tokens = math.min(limit, first + math.max(0, now - time) * rate) end
          allowed = tokens >= wanted
          first = allowed and tokens - cost or tokens
          time = math.max(now, time)
          left = math.floor(first)
          reset = (limit - first) / rate
          retry = (wanted - tokens) / rate
        else
          local interval = 1 / rate
          local due = math.max(time, now)
          local earliest = due + wanted * interval - limit * interval
          allowed = earliest <= now
          if allowed then time = due + cost * interval end
          local ahead = math.max(time, now) - now
          left = math.floor(math.max(0, limit - ahead / interval))
          reset = ahead
          retry = earliest - now
        end
        if allowed and cost > 0 then
          local state = string.format('%.17g %.17g %.17g', first, second, time)
          redis.call('SET', KEYS[1], state, 'PX', math.ceil(math.max(reset, window)) + 1)
        end
        local wait = allowed and 0 or math.max(retry, 1)
        return {allowed and 1 or 0, left, string.format('%.17g', reset), string.format('%.17g', wait)}
        """)
}
