// The patterns over REST.

import HermeticKV
import HermeticKVTesting
import KVCaching
import KVClient
import KVRESTClient
import Testing

extension PatternTests {
    /// Over REST there is nothing to watch: what has to be decided at the server takes scripts.
    @Suite(.server(seed: 7, clock: .manual())) struct RESTTests {
        private let server = TestServer.current

        private func context() throws -> CachingContext {
            CachingContext(try KVRESTStore(try KVURL(server.restURL), token: server.restToken))
        }

        @Test func `over REST to a server with scripts everything goes`() async throws {
            let context = try context()
            let held = try #require(try await DistributedLock(context).acquire("a"))
            #expect(try await held.extend(by: .seconds(60)))
            #expect(try await DistributedLock(context).acquire("a") == nil)
            #expect(try await held.release() && server["lock:a"] == nil)
            #expect(try await DistributedLock(context).with("b") { _ in "done" } == "done")
            let firstCome = Leaderboard(context, ties: .firstCome)
            for member in ["7", "3", "5"] { try await firstCome.update(member, score: 4) }
            #expect(try await firstCome.top(3).map(\.member) == ["7", "3", "5"])
            let bucket = RateLimiter(
                context, .tokenBucket(capacity: 2, refill: 1, per: .seconds(60)), onFailure: .fail)
            var passed = 0
            for _ in 0..<5 where try await bucket.take("ip").isAllowed { passed += 1 }
            #expect(passed == 2)
            // A list as other programs have stored it: one string.
            server["recent:comments"] = .string(#"[{"id":"a","timestamp":1,"status":"open"}]"#)
            let comments = Comment.list(context)
            try await comments.append(Comment(id: "b", timestamp: 2))
            #expect(try await comments.recent().map(\.id) == ["a", "b"])
        }

        @Test func `over REST a near cache hears what was invalidated`() async throws {
            var settings = CachingContext.Settings()
            settings.announcesInvalidations = true
            let store = try KVRESTStore(
                try KVURL(server.restURL), token: server.restToken, configuration: .unhurried)
            let texts = CacheAside<String>(
                CachingContext(store, settings: settings), prefix: "t:", coding: .text)
            let near = NearCache(texts)
            try await following(near) { try await near.follow(ready: $0) }
            _ = try await near.fetch("a") { "one" }
            #expect(near.count == 1)
            try await texts.invalidate(["a"], because: "edited")
            while near.count > 0 { await Task.yield() }
            #expect(try await near.fetch("a") { "two" } == "two")
        }

        @Test func `over REST without scripts go limits, caches, lists, boards and a lock`() async throws {
            server.faults.inject(.unknownCommand("EVAL"), into: .command("EVAL"))
            let context = try context()
            let limiter = RateLimiter(context, .fixedWindow(limit: 3, per: .seconds(60)), onFailure: .fail)
            var passed = 0
            for _ in 0..<5 where try await limiter.take("ip").isAllowed { passed += 1 }
            #expect(passed == 3)
            let comments = Comment.list(context)
            try await comments.append(Comment(id: "a", timestamp: 1))
            #expect(try await comments.recent().count == 1)
            let board = Leaderboard(context)
            try await board.update("7", score: 3)
            #expect(try await board.around("7")?.map(\.member) == ["7"])
            let flags = FeatureFlags(context)
            try await flags.set("f", true)
            #expect(await flags.isOn("f"))
            let sessions = SessionStore(context)
            let id = try await sessions.create(for: "1").id
            #expect(try await sessions.get(id)?.userID == "1")
            let texts = CacheAside<String>(context, prefix: "t:", coding: .text)
            let stale = try await texts.fetch("a") {
                try await texts.invalidate("a")
                return "old"
            }
            #expect(stale == "old" && texts.statistics.refusedFills == 1 && server["t:a"] == nil)
            _ = try await texts.fetch("a") { "x" }
            #expect(try await texts.fetch("a") { nil } == "x")
            let held = try #require(try await DistributedLock(context).acquire("a"))
            let error = await #expect(throws: KVError.self) { try await held.release() }
            #expect(error?.code == .unsupported)
            // Work under a lock that cannot be given back is not begun, and the lock not taken.
            let refused = await #expect(throws: KVError.self) {
                try await DistributedLock(context).with("b") { _ in Issue.record("it has begun") }
            }
            #expect(refused?.code == .unsupported && server["lock:b"] == nil)
            let firstCome = Leaderboard(context, ties: .firstCome)
            let unordered = await #expect(throws: KVError.self) { try await firstCome.update("7", score: 4) }
            #expect(unordered?.code == .unsupported)
        }
    }
}
