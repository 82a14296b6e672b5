// Tags, and warming.

import HermeticKV
import KVCaching
import KVClient
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
}
