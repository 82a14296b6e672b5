// Tags, warming, and values that are kept near.

import HermeticKV
import HermeticKVTesting
import KVCaching
import KVClient
import KVRESTClient
import Testing

extension PatternTests {
    @Suite struct TagTests {
        @Test(arguments: Place.all) func `a tag invalidates its values and no others`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let pages = CacheAside<String>(ground.context, prefix: "page:", coding: .text)
                for page in 0..<1200 {
                    _ = try await pages.fetch("\(page)", tags: ["shop", "p\(page % 2)"]) { "x" }
                }
                _ = try await pages.fetch("about") { "x" }
                #expect(try await pages.invalidate(tag: "p1") == 600)
                #expect(try await ground.client.send(.exists("page:1")) == false)
                #expect(try await ground.client.send(.exists("page:2")))
                #expect(try await pages.invalidate(tag: "shop") == 600)
                #expect(try await ground.client.send(.exists("page:about")))
                #expect(try await ground.client.send(.exists("tag:shop")) == false)
                #expect(try await pages.invalidate(tag: "unknown") == 0)
            }
        }

        @Test(arguments: Place.all) func `what is loaded while its tag is invalidated is not stored`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let pages = CacheAside<String>(ground.context, prefix: "page:", coding: .text)
                let old = try await pages.fetch("a", tags: ["shop"]) {
                    try await pages.invalidate(tag: "shop")
                    return "old"
                }
                #expect(old == "old" && pages.statistics.refusedFills == 1)
            }
        }

        @Test func `a tag can be invalidated softly`() async throws {
            try await Place.hermetic.run { ground async throws in
                var options = CacheOptions()
                options.staleFor = .seconds(60)
                let pages = CacheAside<String>(
                    ground.context, prefix: "page:", coding: .text, options: options)
                _ = try await pages.fetch("a", tags: ["shop"]) { "old" }
                #expect(try await pages.invalidate(tag: "shop", softly: true) == 1)
                #expect(try await pages.fetch("a") { "new" } == "old")
                await pages.untilRefreshed()
                #expect(try await pages.fetch("a") { nil } == "new")
            }
        }

        @Test func `what has ended is taken out of its tag`() async throws {
            try await Place.hermetic.run { ground async throws in
                let pages = CacheAside<String>(ground.context, prefix: "page:", coding: .text)
                _ = try await pages.fetch("a", tags: ["shop"]) { "x" }
                ground.advance(.seconds(700))
                _ = try await pages.fetch("b", tags: ["shop"]) { "x" }
                ground.advance(.seconds(700))
                #expect(try await pages.prune(tag: "shop") == 1)
                ground.advance(.seconds(3600))
                #expect(ground.server?["tag:shop"] == nil)
            }
        }

        @Test func `a cache can be warmed, a few at a time`() async throws {
            struct Down: Error {}
            try await Place.hermetic.run { ground async throws in
                let pages = CacheAside<String>(ground.context, prefix: "page:", coding: .text)
                let (running, most) = (Tally(), Shared(0))
                let report = try await pages.warm((0..<50).map { "\($0)" }, concurrency: 3) { id in
                    let now = running.add()
                    most.change { $0 = max($0, now) }
                    defer { running.add(-1) }
                    await Task.yield()
                    if id == "7" { throw Down() }
                    return id
                }
                #expect(report.warmed == 49 && report.failed == ["7"])
                #expect(1...3 ~= most.value)
                #expect(try await pages.fetch("8") { nil } == "8")
            }
        }
    }

    @Suite(.timeLimit(.minutes(10))) struct NearCacheTests {
        @Test(arguments: Place.all) func `a value is near until a notice says it has changed`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                var settings = ground.context.settings
                settings.announcesInvalidations = true
                let texts = CacheAside<String>(
                    CachingContext(ground.client, settings: settings), prefix: "t:", coding: .text)
                let near = NearCache(texts)
                _ = try await near.fetch("a") { "one" }
                #expect(near.count == 0)
                try await following(near) { try await near.follow(ready: $0) }
                _ = try await near.fetch("a") { "one" }
                #expect(near.count == 1)
                let notices = try await InvalidationNotice.all(on: ground.client)
                try await texts.invalidate(["a"], because: "edited")
                for try await notice in notices {
                    #expect(notice.key == "t:a" && notice.reason == "edited" && notice.ts > 0)
                    break
                }
                while near.count > 0 { await Task.yield() }
                #expect(try await near.fetch("a") { "two" } == "two")
            }
        }

        @Test(arguments: Place.all) func `a server that tracks keys says itself what has changed`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                let near = NearCache(texts)
                _ = try await near.fetch("a") { "one" }
                let client = ground.client
                try await following(near) { try await near.followTracking(on: client, ready: $0) }
                #expect(try await near.fetch("a") { nil } == "one")
                #expect(near.count == 1)
                try await client.send(.set("t:a", to: "changed by hand"))
                while near.count > 0 { await Task.yield() }
                #expect(try await near.fetch("a") { nil } == "changed by hand")
            }
        }
    }

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

/// Begins to follow, and returns when notices are heard.
private func following(
    _ near: NearCache<String>,
    _ follow: @escaping @Sendable (@escaping @Sendable () -> Void) async throws -> Void
) async throws {
    let (ready, readiness) = AsyncStream<Void>.makeStream()
    Task {
        try? await follow { readiness.yield() }
        readiness.finish()
    }
    for await _ in ready { return }
    Issue.record("it ended before it began")
}
