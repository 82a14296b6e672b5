// Stale fills: who has read before a write must not store after it.

import HermeticKV
import KVCaching
import KVClient
import Testing

extension PatternTests {
    @Suite struct LeaseTests {
        @Test(arguments: Place.all) func `a value that was invalidated while it was loaded is not stored`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                let old = try await texts.fetch("a") {
                    try await texts.invalidate("a")
                    return "old"
                }
                #expect(old == "old")
                #expect(try await ground.client.send(.get("t:a")) == nil)
                #expect(texts.statistics.refusedFills == 1)
                #expect(try await texts.fetch("a") { "new" } == "new")
            }
        }

        @Test(arguments: Place.all) func `a thousand rounds of reading and writing leave nothing stale`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                let data = Shared(0)
                for round in 1...1000 {
                    async let read = numbers.fetch("a") {
                        let seen = data.value
                        await Task.yield()
                        return seen
                    }
                    data.change { $0 = round }
                    try await numbers.invalidate("a")
                    _ = try await read
                    let cached = try await numbers.fetch("a") { data.value }
                    #expect(cached == round)
                }
            }
        }

        /// The documents' code in the same race: the stale value wins.
        @Test func `without leases the old value is what stays`() async throws {
            try await Place.hermetic.run { ground async throws in
                let missed = try await ground.client.send(.get("user:1"))
                #expect(missed == nil)
                let loaded = "old"
                // Somebody else writes "new" to the database here, and invalidates.
                try await ground.client.send(.delete("user:1"))
                try await ground.client.send("SETEX", "user:1", 300, loaded)
                #expect(try await ground.client.send(.get("user:1")) == "old")
            }
        }

        @Test func `a lease outlives no crash, but long loads`() async throws {
            try await Place.hermetic.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                try await texts.invalidate("a")
                #expect(try await ground.client.send(.lifetime(of: "lease:t:a")) == .limited(.seconds(600)))
                #expect(try await texts.invalidate([]) == 0)
            }
        }

        @Test func `who comes after an invalidation does not share a flight of before`() async throws {
            try await Place.hermetic.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                let result = try await texts.fetch("a") {
                    try await texts.invalidate("a")
                    // Inside the old flight: had this caller joined it, it would wait for itself.
                    return try await texts.fetch("a") { "new" }
                }
                #expect(result == "new")
            }
        }
    }

    @Suite struct WriteThroughTests {
        @Test(arguments: Place.all) func `a write deletes, or replaces what is older`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                _ = try await numbers.fetch("a") { 1 }
                try await numbers.update("a") { 2 }
                #expect(try await ground.client.send(.get("n:a")) == nil)
                try await numbers.update("a", .store { Int64($0) }) { 5 }
                #expect(try await numbers.fetch("a") { 0 } == 5)
                // A writer that committed earlier and comes later.
                try await numbers.update("a", .store { Int64($0) }) { 4 }
                #expect(try await numbers.fetch("a") { 0 } == 5)
                try await numbers.update("a", .store { Int64($0) }) { 6 }
                #expect(try await numbers.fetch("a") { 0 } == 6)
            }
        }

        @Test(arguments: Place.all) func `a write that finds nothing deletes`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                _ = try await numbers.fetch("a") { 1 }
                #expect(try await numbers.update("a", .store { Int64($0) }) { nil } == nil)
                #expect(try await ground.client.send(.get("n:a")) == nil)
            }
        }

        @Test func `writers in any order leave the newest`() async throws {
            try await Place.hermetic.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                try await atOnce(40) { index in
                    try await numbers.replace("a", with: index, version: Int64(index))
                }
                #expect(try await numbers.fetch("a") { -1 } == 39)
            }
        }

        @Test func `a write that crashes leaves an old value for ten seconds at most`() async throws {
            struct Crash: Error {}
            try await Place.hermetic.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                _ = try await numbers.fetch("a") { 1 }
                await #expect(throws: Crash.self) { try await numbers.update("a") { throw Crash() } }
                #expect(try await numbers.fetch("a") { 2 } == 1)
                ground.advance(.seconds(11))
                #expect(try await numbers.fetch("a") { 2 } == 2)
            }
        }

        @Test func `a store that fails does not fail a write`() async throws {
            try await Place.hermetic.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                ground.server?.stop()
                #expect(try await numbers.update("a") { 3 } == 3)
                #expect(numbers.statistics.failures > 0)
            }
        }
    }
}
