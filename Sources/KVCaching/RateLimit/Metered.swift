// Limits whose state is a few numbers: the sliding counter, the token bucket and GCRA. Each is one function from the state
// and the time to a new state, once in Swift and once in Lua.

import KVClient

/// The state of a limit, as it is stored: two numbers and a time, in milliseconds.
///
/// The sliding counter has the counts of this window and of the one before, and the window's beginning; the token bucket
/// has its tokens and when they were counted; GCRA has when the next request was due.
struct Meter: Equatable, Sendable {
    var first = 0.0
    var second = 0.0
    var time = 0.0

    /// What is asked, as numbers that a script can be given as well.
    struct Question: Sendable {
        var kind: Int
        var limit: Double
        var window: Double
        var rate: Double
        var cost: Double
    }

    struct Answer: Sendable {
        var isAllowed: Bool
        var remaining: Int
        var reset: Double
        var retry: Double
    }

    init() {}

    init(_ stored: KVString?) {
        let parts = (stored?.text ?? "").split(separator: " ").compactMap { Double($0) }
        // Other code may have stored anything.
        if parts.count == 3, parts.allSatisfy({ abs($0) < 1e15 }) {
            (first, second, time) = (parts[0], parts[1], parts[2])
        }
    }

    var text: String { "\(first) \(second) \(time)" }

    mutating func answer(_ question: Question, now: Double) -> Answer {
        switch question.kind {
        case 1: slide(question, now)
        case 2: pour(question, now)
        default: space(question, now)
        }
    }

    private mutating func slide(_ question: Question, _ now: Double) -> Answer {
        let window = question.window
        let start = (now / window).rounded(.down) * window
        if start != time {
            second = start - time == window ? first : 0
            (first, time) = (0, start)
        }
        let used = second * (1 - (now - start) / window) + first
        let isAllowed = used + max(question.cost, 1) <= question.limit
        if isAllowed { first += question.cost }
        let left = max(0, (question.limit - used - (isAllowed ? question.cost : 0)).rounded(.down))
        return Answer(
            isAllowed: isAllowed, remaining: Int(left), reset: start + 2 * window - now,
            retry: isAllowed ? 0 : max(slideWait(question, now, used), 1))
    }

    /// The part of the last window that counts shrinks; when that is not enough, this one must end, and shrink in turn.
    private func slideWait(_ question: Question, _ now: Double, _ used: Double) -> Double {
        let window = question.window
        let wanted = max(question.cost, 1)
        let before = used - first
        let over = used + wanted - question.limit
        if second > 0, over <= before { return over * window / second }
        let then = first + wanted - question.limit
        return time + window - now + (then > 0 && first > 0 ? min(then * window / first, window) : 0)
    }

    private mutating func pour(_ question: Question, _ now: Double) -> Answer {
        let tokens =
            time == 0 ? question.limit : min(question.limit, first + max(0, now - time) * question.rate)
        let isAllowed = tokens >= max(question.cost, 1)
        first = isAllowed ? tokens - question.cost : tokens
        time = max(now, time)
        return Answer(
            isAllowed: isAllowed, remaining: Int(first), reset: (question.limit - first) / question.rate,
            retry: isAllowed ? 0 : max((max(question.cost, 1) - tokens) / question.rate, 1))
    }

    private mutating func space(_ question: Question, _ now: Double) -> Answer {
        let interval = 1 / question.rate
        let due = max(time, now)
        let next = due + max(question.cost, 1) * interval
        let earliest = next - question.limit * interval
        let isAllowed = earliest <= now
        if isAllowed { time = due + question.cost * interval }
        let ahead = max(time, now) - now
        return Answer(
            isAllowed: isAllowed, remaining: Int(max(0, question.limit - ahead / interval)), reset: ahead,
            retry: isAllowed ? 0 : max(earliest - now, 1))
    }
}

extension RateLimiter {
    private func question(_ cost: Int) -> Meter.Question {
        let window = Double(limit.windowMilliseconds)
        let (kind, rate) =
            switch limit {
            case .tokenBucket(_, let refill, _): (2, Double(max(refill, 1)) / window)
            case .spaced(let limit, _, _): (3, Double(max(limit, 1)) / window)
            default: (1, 0)
            }
        return Meter.Question(
            kind: kind, limit: Double(max(limit.limit, 0)), window: window, rate: rate, cost: Double(cost))
    }

    func metered(_ key: KVString, _ cost: Int) async throws -> RateLimitDecision {
        let question = question(cost)
        let limit = limit.limit
        let answer = try await context.atomically(
            Meter.script, keys: [key],
            [question.kind, question.limit, question.window, question.rate, question.cost],
            decode: { reply in
                let parts = try reply.decodeElements { part throws(KVError) in try part.decodeDouble() }
                guard parts.count == 4 else {
                    throw KVError(.unexpectedReply, "the script answered something else")
                }
                return Meter.Answer(
                    isAllowed: parts[0] == 1, remaining: Int(Int64(nearest: parts[1])), reset: parts[2],
                    retry: parts[3])
            }
        ) { store in
            let time = try await store.send(.time).seconds * 1000
            var meter = Meter(try await store.send(.get(key)))
            let answer = meter.answer(question, now: time.rounded(.down))
            guard answer.isAllowed, question.cost > 0 else { return .leave(answer) }
            let life = Int64(max(answer.reset, question.window).rounded(.up)) + 1
            return .commit([["SET", key, meter.text, "PX", life]], returning: answer)
        }
        return RateLimitDecision(
            isAllowed: answer.isAllowed, limit: limit, remaining: answer.remaining,
            resetAfter: .milliseconds(Int64(nearest: answer.reset.rounded(.up))),
            retryAfter: .milliseconds(Int64(nearest: answer.retry.rounded(.up))))
    }
}
