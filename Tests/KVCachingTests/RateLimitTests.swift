// Rate limits, alone and under many callers.

import HermeticKV
import KVCaching
import KVClient
import TestSupport
import Testing

extension PatternTests {
    @Suite struct RateLimitTests {
        static let limits: [RateLimit] = [
            .fixedWindow(limit: 10, per: .seconds(60)), .slidingLog(limit: 10, per: .seconds(60)),
            .slidingCounter(limit: 10, per: .seconds(60)),
            .tokenBucket(capacity: 10, refill: 10, per: .seconds(60)),
            .spaced(limit: 10, per: .seconds(60), burst: 10),
        ]

        @Test(arguments: Place.all, limits)
        func `of a hundred callers at once exactly ten pass`(_ place: Place, _ limit: RateLimit) async throws
        {
            try await place.run { ground async throws in
                let limiter = RateLimiter(ground.context, limit, onFailure: .fail)
                let passed = Tally()
                try await atOnce(100) { _ in
                    if try await limiter.take("ip").isAllowed { passed.add() }
                }
                #expect(passed.count == 10)
                // Nothing stays for ever.
                #expect(try await ground.client.send(.lifetime(of: "ratelimit:ip")) != .unlimited)
            }
        }

        @Test(arguments: Place.all, limits)
        func `who waits as he is told passes`(_ place: Place, _ limit: RateLimit) async throws {
            try await place.run { ground async throws in
                let limiter = RateLimiter(ground.patient, limit, onFailure: .fail)
                #expect(try await limiter.peek("ip").remaining == 10)
                for left in (0..<10).reversed() {
                    let decision = try await limiter.take("ip")
                    #expect(decision.isAllowed && decision.remaining == left)
                }
                let refused = try await limiter.take("ip")
                #expect(
                    !refused.isAllowed && refused.retryAfter > .zero && refused.retryAfter <= .seconds(120))
                #expect(try await !limiter.peek("ip").isAllowed)
                ground.pass(refused.retryAfter + .milliseconds(1))
                #expect(try await limiter.take("ip").isAllowed)
                try await limiter.reset("ip")
                #expect(try await limiter.peek("ip").remaining == 10)
            }
        }

        @Test(arguments: Place.all, limits)
        func `a request may count for several`(_ place: Place, _ limit: RateLimit) async throws {
            try await place.run { ground async throws in
                let limiter = RateLimiter(ground.context, limit, onFailure: .fail)
                #expect(try await limiter.take("ip", cost: 4).remaining == 6)
                #expect(try await limiter.take("ip", cost: 6).isAllowed)
                #expect(try await !limiter.take("ip", cost: 1).isAllowed)
            }
        }

        @Test(arguments: Place.all) func `a sliding window slides`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let limiter = RateLimiter(ground.context, .slidingLog(limit: 2, per: .seconds(10)))
                #expect(try await limiter.take("a").isAllowed)
                ground.advance(.seconds(6))
                #expect(try await limiter.take("a").isAllowed)
                let refused = try await limiter.take("a")
                #expect(!refused.isAllowed && refused.retryAfter == .seconds(4))
                ground.advance(.seconds(4))
                #expect(try await limiter.take("a").isAllowed)
                #expect(try await !limiter.take("a").isAllowed)
                // Refused requests are not remembered.
                #expect(try await ground.client.send(.scoredCount(of: "ratelimit:a")) == 2)
            }
        }

        @Test(arguments: Place.all) func `a counter that a crash has left for ever is given an end`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                // The documents' code, ended between its two commands.
                try await ground.client.send(.increment("ratelimit:ip"))
                #expect(try await ground.client.send(.lifetime(of: "ratelimit:ip")) == .unlimited)
                let limiter = RateLimiter(ground.context, .fixedWindow(limit: 10, per: .seconds(60)))
                #expect(try await limiter.take("ip").remaining == 8)
                #expect(try await ground.client.send(.lifetime(of: "ratelimit:ip")) == .limited(.seconds(60)))
            }
        }

        @Test(
            arguments: Place.all,
            ["inf nan 1", "-1e400 1 1", "9223372036854775807", "-9223372036854775808", "junk", ""])
        func `what others have stored at the key stops nobody's program`(_ place: Place, _ junk: String)
            async throws
        {
            try await place.run { ground async throws in
                for limit in RateLimitTests.limits {
                    let limiter = RateLimiter(ground.context, limit, onFailure: .refuse)
                    try await ground.client.send(.set("ratelimit:ip", to: junk))
                    _ = try await limiter.take("ip")
                    _ = try await limiter.peek("ip")
                    try await limiter.reset("ip")
                    try await ground.client.send("ZADD", "ratelimit:ip", "+inf", "a", "-inf", "b", 5, "c")
                    _ = try await limiter.take("ip")
                    try await limiter.reset("ip")
                }
                try await ground.client.send(.set("t:a", to: "kv1;-9223372036854775808;9;9;value\nx"))
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                _ = try await texts.fetch("a") { "x" }
                let time = "9223372036854775807"
                try await ground.client.send(
                    .set("session:a", to: #"{"userId":1,"createdAt":\#(time),"lastActivity":\#(time)}"#))
                #expect(try await SessionStore(ground.context).get("a") == nil)
            }
        }

        @Test func `what is refused until the window ends does not go to the store`() async throws {
            try await Place.hermetic.run { ground async throws in
                let limiter = RateLimiter(ground.patient, .fixedWindow(limit: 1, per: .seconds(60)))
                for _ in 0..<5 { _ = try await limiter.take("ip") }
                #expect(ground.server?["ratelimit:ip"] == "2")
                #expect(try await limiter.take("ip").reason == .remembered)
                ground.pass(.seconds(61))
                #expect(try await limiter.take("ip").isAllowed)
            }
        }

        @Test func `who is patient waits`() async throws {
            try await Place.hermetic.run { ground async throws in
                let limiter = RateLimiter(ground.patient, .fixedWindow(limit: 1, per: .seconds(60)))
                _ = try await limiter.take("ip")
                #expect(try await !limiter.wait("ip", atMost: .seconds(5)).isAllowed)
                async let decision = limiter.wait("ip", atMost: .seconds(90))
                await ground.clock.untilSleeping { _ in true }
                ground.pass(.seconds(60))
                #expect(try await decision.isAllowed)
            }
        }

        @Test func `a store that fails lets pass, refuses or fails, as is wanted`() async throws {
            try await Place.hermetic.run { ground async throws in
                ground.server?.stop()
                let limit = RateLimit.fixedWindow(limit: 1, per: .seconds(60))
                let open = try await RateLimiter(ground.context, limit).take("ip")
                #expect(open.isAllowed && open.reason == .storeFailed)
                #expect(
                    try await !RateLimiter(ground.context, limit, onFailure: .refuse).take("ip").isAllowed)
                let strict = RateLimiter(ground.context, limit, onFailure: .fail)
                await #expect(throws: KVError.self) { try await strict.take("ip") }
            }
        }

        @Test func `the response's fields say what is left and when to come back`() {
            let decision = RateLimitDecision(
                isAllowed: false, limit: 10, remaining: 0, resetAfter: .milliseconds(1500),
                retryAfter: .milliseconds(1001))
            let fields = decision.headers(window: .seconds(60)).map { "\($0.name): \($0.value)" }
            #expect(
                fields == [
                    "RateLimit-Policy: \"default\";q=10;w=60", "RateLimit: \"default\";r=0;t=2",
                    "Retry-After: 2",
                ])
        }

        @Test(arguments: [
            ("1.2.3.4", 0, "9.9.9.9"), ("1.2.3.4", 1, "1.2.3.4"), ("evil, 5.6.7.8", 1, "5.6.7.8"),
            ("1.1.1.1, 5.6.7.8, 10.0.0.1", 2, "5.6.7.8"), ("evil", 1, "9.9.9.9"), ("1.2.3.4", 2, "9.9.9.9"),
            ("2001:DB8::1", 1, "2001:db8::1"), ("::ffff:1.2.3.4", 1, "::ffff:1.2.3.4"),
            ("1::2::3", 1, "9.9.9.9"),
            ("1.2.3.256", 1, "9.9.9.9"), (",", 1, "9.9.9.9"), ("", 1, "9.9.9.9"), ("12345::", 1, "9.9.9.9"),
        ])
        func `only what our own proxies say of an address counts`(
            _ header: String, _ hops: Int, _ address: String
        ) {
            #expect(ClientAddress.of(forwardedFor: header, trustedHops: hops, peer: "9.9.9.9") == address)
        }
    }
}
