// The history of posts: what is cached of it, and how it is dropped.

import HermeticKV
import KVCaching
import KVClient
import Testing

extension PatternTests {
    @Suite struct InvalidationTests {
        private let profile = "5A9AB0CB-1234-5678"

        private func history(_ ground: Ground) -> PostHistoryCache<[String]> {
            PostHistoryCache(ground.context, coding: .json, isEmpty: \.isEmpty) { [profile] workspace in
                workspace == "w1" ? profile : nil
            }
        }

        /// Production showed 0 posts while localhost, without a cache, showed 31.
        @Test(arguments: Place.all) func `an empty answer is not what is shown for two minutes`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                // The documents' way: the empty list is as good as any for 120 seconds.
                try await ground.client.send("SETEX", "old", 120, "[]")
                let history = history(ground)
                let posts = (1...31).map { "post \($0)" }
                #expect(try await history.fetch(profile) { [] } == [])
                ground.advance(.seconds(12))
                #expect(try await ground.client.send(.get("old")) == "[]")
                #expect(try await history.fetch(profile) { posts }?.count == 31)
                let life = try await ground.client.send(.lifetime(of: "ayrshare:history:5A9AB0CB-1234-5678"))
                guard case .limited(let rest) = life else { return #expect(Bool(false), "\(life)") }
                #expect(rest > .seconds(107) && rest < .seconds(133))
            }
        }

        @Test(arguments: PostEvent.allCases) func `each of the nine moments drops the history`(
            _ event: PostEvent
        ) async throws {
            try await Place.hermetic.run { ground async throws in
                let history = history(ground)
                let posts = Shared(["one"])
                let load: @Sendable () async throws -> [String]? = { posts.value }
                _ = try await history.fetch(profile, load: load)
                posts.change { $0.append("two") }
                #expect(try await history.fetch(profile, load: load)?.count == 1)
                #expect(await history.invalidateWorkspaceCache("w1", after: event) == .invalidated)
                #expect(try await history.fetch(profile, load: load)?.count == 2)
                #expect(
                    ground.said.all == ["[Cache] Invalidated post history cache for profile: 5A9AB0CB..."])
                #expect(PostEvent.allCases.count == 9)
            }
        }

        @Test func `a workspace without a profile has nothing to drop`() async throws {
            try await Place.hermetic.run { ground async throws in
                let history = history(ground)
                #expect(await history.invalidateWorkspaceCache("unknown", after: .approved) == .nothingCached)
                #expect(await history.invalidatePostHistoryCache("") == .nothingCached)
                #expect(ground.server?.journal.count(of: "DEL") == 0)
                #expect(ground.said.all.count == 1)
                _ = await history.invalidatePostHistoryCache("12345678")
                #expect(ground.said.all.last == "[Cache] Invalidated post history cache for profile: ***")
            }
        }

        @Test func `a store that is not there fails nobody, and is seen`() async throws {
            struct Down: Error {}
            try await Place.hermetic.run { ground async throws in
                let failed = Shared<[String]>([])
                let history = PostHistoryCache<[String]>(
                    ground.context, coding: .json, isEmpty: \.isEmpty,
                    onFailure: { key in failed.change { $0.append(key) } }
                ) { workspace in
                    if workspace == "broken" { throw Down() }
                    return "5A9AB0CB-1234"
                }
                ground.server?.stop()
                let result = await history.invalidateWorkspaceCache("w1", after: .scheduledPublished)
                #expect(!result.isInvalidated)
                #expect(failed.value == ["5A9AB0CB-1234"])
                #expect(history.statistics.failures == 1)
                #expect(await !history.invalidateWorkspaceCache("broken", after: .rejected).isInvalidated)
                #expect(ground.said.all.count == 2 && !ground.said.all.joined().contains("5A9AB0CB-1234"))
            }
        }

        @Test(arguments: Place.all) func `all histories can be dropped, and nothing else`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let history = history(ground)
                for index in 0..<1200 { _ = try await history.fetch("p\(index)") { ["x"] } }
                try await ground.client.send(.set("session:1", to: "x"))
                #expect(try await history.invalidateAll() == 1200)
                #expect(try await ground.client.send(.exists("session:1")))
            }
        }

        @Test func `a text as a pattern matches itself only`() {
            #expect(GlobPattern.escaping("a*b[c]?\\") == "a\\*b\\[c\\]\\?\\\\")
        }
    }
}
