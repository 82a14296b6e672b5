// Values in memory, which hear of it when they are no longer true.

import KVCaching
import KVClient
import Testing

extension PatternTests {
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
}

/// Begins to follow, and returns when notices are heard.
func following(
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
