// `kvtool ratelimit`: whether somebody may do something once more.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// A rate limit: counting a request, looking, starting anew.
    static let rateLimit = Subcommand(
        "ratelimit", "Counts requests of a client against a limit, and tells whether the next may pass.",
        operands: "take|peek|reset CLIENT",
        sections: [
            FlagSection(
                "Which limit",
                [
                    Flag("limit", "number", help: "How many may pass. Default: 10."),
                    Flag("per", "time", help: "In which time. Default: 60s."),
                    Flag(
                        "algorithm", "name",
                        help: "fixed, log, counter, bucket or spaced. Default: fixed."),
                    Flag("cost", "number", help: "How many requests it counts for. Default: 1."),
                    Flag(
                        "wait", "time", help: "take: wait so long, at most, until it may pass. Default: 0s."),
                    Flag("prefix", "text", help: "What keys begin with. Default: ratelimit:."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("take 203.0.113.7 --limit 10 --per 60s", "Counts one; exit code 5 says no."),
            UsageExample(
                "take importer --limit 5 --per 1s --wait 1m && ./import-one", "Slows a script down."),
            UsageExample("peek 203.0.113.7", "Looks without counting."),
            UsageExample("reset 203.0.113.7", "Lets a client through that was counted too often."),
        ]
    ) { flags throws(UsageError) in
        var words = Words(flags, of: "ratelimit")
        let action = try words.action(["take", "peek", "reset"])
        let client = try words.next("the client")
        try words.end()
        let limit = try RateLimitFlags.limit(flags)
        let cost = try flags.integer("cost", in: 1...1_000_000) ?? 1
        let prefix = flags.string("prefix") ?? "ratelimit:"
        let usesScripts = !flags.isOn("no-eval")
        let patience = try flags.duration("wait", in: .zero...(.seconds(86_400))) ?? .zero
        return Plan(effect: action == "peek" ? .reads : .writes, limit: .seconds(60) + patience) { place in
            let limiter = RateLimiter(
                place.context(usesScripts: usesScripts), limit, prefix: prefix, onFailure: .fail)
            switch action {
            case "take":
                let decision = try await limiter.wait(client, cost: cost, atMost: patience)
                return RateLimitFlags.report(client, decision)
            case "peek": return RateLimitFlags.report(client, try await limiter.peek(client))
            default:
                try await limiter.reset(client)
                return CommandReport(
                    ["\(client) starts anew"], [.init("client", .string(client)), .init("reset", true)])
            }
        }
    }
}

/// A limit by its flags, and what it says.
enum RateLimitFlags {
    static func limit(_ flags: FlagValues) throws(UsageError) -> RateLimit {
        let limit = try flags.integer("limit", in: 1...1_000_000_000) ?? 10
        let window = try flags.duration("per", in: .milliseconds(1)...(.seconds(31_536_000))) ?? .seconds(60)
        let names = ["fixed", "log", "counter", "bucket", "spaced"]
        switch try flags.choice("algorithm", among: names) {
        case "log": return .slidingLog(limit: limit, per: window)
        case "counter": return .slidingCounter(limit: limit, per: window)
        case "bucket": return .tokenBucket(capacity: limit, refill: limit, per: window)
        case "spaced": return .spaced(limit: limit, per: window, burst: limit)
        default: return .fixedWindow(limit: limit, per: window)
        }
    }

    static func report(_ client: String, _ decision: RateLimitDecision) -> CommandReport {
        let retry = DurationWord.text(rounded(decision.retryAfter))
        let reset = DurationWord.text(rounded(decision.resetAfter))
        let state = "\(decision.remaining) of \(decision.limit) left, all of them in \(reset)"
        var report = CommandReport(
            ["\(client): \(decision.isAllowed ? "allowed" : "refused, try again in \(retry)"); \(state)"],
            [
                .init("client", .string(client)), .init("allowed", .bool(decision.isAllowed)),
                .init("limit", JSONValue(decision.limit)), .init("remaining", JSONValue(decision.remaining)),
                .init("resetMs", milliseconds(decision.resetAfter)),
                .init("retryAfterMs", milliseconds(decision.retryAfter)),
            ])
        if !decision.isAllowed {
            report.exit = .gateFailed
            report.reason = "the limit is reached"
        }
        return report
    }

    private static func milliseconds(_ duration: Duration) -> JSONValue {
        JSONValue(Int((duration / .milliseconds(1)).rounded(.up)))
    }

    /// To the second, where it is longer than one.
    private static func rounded(_ duration: Duration) -> Duration {
        duration > .seconds(1) ? .seconds(Int64((duration / .seconds(1)).rounded(.up))) : duration
    }
}
