// Feature flags.

import HermeticKV
import KVCaching
import KVClient
import TestSupport
import Testing

extension PatternTests {
    @Suite struct FlagTests {
        @Test(arguments: Place.all) func `a flag is on, off, or as is said when there is none`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let flags = FeatureFlags(ground.context)
                #expect(await !flags.isOn("new"))
                #expect(await flags.isOn("new", default: true))
                try await flags.set("new", true)
                #expect(await flags.isOn("new"))
                #expect(try await ground.client.send(.field("new", of: "flags:global")) == "1")
                try await flags.set("new", false)
                #expect(await !flags.isOn("new", default: true))
                #expect(try await ground.client.send(.field("new", of: "flags:global")) == "0")
                #expect(try await flags.all() == ["new": .off])
                #expect(try await flags.remove("new"))
                #expect(try await flags.all() == [:])
            }
        }

        @Test func `flags that other code has stored are read, and what is none is not on`() async throws {
            try await Place.hermetic.run { ground async throws in
                ground.server?["flags:global"] = .hash([
                    "a": "true", "b": "false", "c": "1", "d": "yes", "e": "{}",
                ])
                let flags = FeatureFlags(ground.context)
                #expect(await flags.isOn("a"))
                #expect(await !flags.isOn("b", default: true))
                #expect(await flags.isOn("c"))
                #expect(await !flags.isOn("d"))
                #expect(ground.said.all.contains("[Flags] d holds what is no flag"))
            }
        }

        @Test func `a flag may be on for some`() async throws {
            try await Place.hermetic.run { ground async throws in
                let flags = FeatureFlags(ground.context)
                try await flags.set("f", FeatureFlag(actors: ["7"], groups: ["staff"], percentage: 25))
                #expect(await flags.isOn("f", for: .init("7")))
                #expect(await flags.isOn("f", for: .init("x-none", groups: ["staff"])))
                #expect(await !flags.isOn("f"))
                var on = 0
                for user in 0..<2000 where await flags.isOn("f", for: .init("user\(user)")) { on += 1 }
                #expect(400...600 ~= on)
                // The same ones when the part grows.
                let quarter = FeatureFlag(percentage: 25)
                let half = FeatureFlag(percentage: 50)
                for user in (0..<500).map({ FeatureFlag.Actor("\($0)") })
                where quarter.isOn("f", for: user, at: 0) {
                    #expect(half.isOn("f", for: user, at: 0))
                }
                #expect(!FeatureFlag(percentage: 0).isOn("f", for: .init("1"), at: 0))
                #expect(FeatureFlag(percentage: 100).isOn("f", for: .init("1"), at: 0))
            }
        }

        @Test func `a flag may have a time`() async throws {
            try await Place.hermetic.run { ground async throws in
                let flags = FeatureFlags(ground.patient)
                let now = try await ground.client.send(.time).components.seconds * 1000
                try await flags.set(
                    "sale", FeatureFlag(isEnabled: true, from: now + 60_000, until: now + 120_000))
                #expect(await !flags.isOn("sale"))
                ground.pass(.seconds(60))
                #expect(await flags.isOn("sale"))
                ground.pass(.seconds(60))
                #expect(await !flags.isOn("sale"))
            }
        }

        @Test func `what was read is used for a moment, and forgotten when others change it`() async throws {
            try await Place.hermetic.run { ground async throws in
                let flags = FeatureFlags(ground.patient)
                let others = FeatureFlags(ground.context)
                for _ in 0..<10 { _ = await flags.isOn("f") }
                #expect(ground.server?.journal.count(of: "HGETALL") == 1)
                try await others.set("f", true)
                #expect(await !flags.isOn("f"))
                ground.pass(.seconds(5))
                #expect(await flags.isOn("f"))
            }
        }

        @Test func `changes are noted, and all can be taken out and put back`() async throws {
            try await Place.hermetic.run { ground async throws in
                let flags = FeatureFlags(ground.context)
                try await flags.set("a", true, by: "ada")
                try await flags.set("b", FeatureFlag(percentage: 10), by: "bob")
                let text = try await flags.exported()
                try await flags.remove("a", by: "eve")
                try await flags.replaceAll(with: text)
                #expect(try await flags.all() == ["a": .on, "b": FeatureFlag(percentage: 10)])
                let changes = try await flags.changes()
                #expect(changes.count == 4 && changes[3].hasSuffix("\tada\ta\t1"))
                await #expect(throws: (any Error).self) { try await flags.replaceAll(with: "{") }
                #expect(try await flags.all().count == 2)
            }
        }
    }
}
