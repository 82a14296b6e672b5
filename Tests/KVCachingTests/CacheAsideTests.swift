// Cache-aside: what is a hit, who loads, what is stored, and for how long.

import HermeticKV
import KVCaching
import KVClient
import TestSupport
import Testing

extension PatternTests {
    @Suite struct CacheAsideTests {
        struct User: Codable, Hashable {
            var id: Int
            var name: String
        }

        @Test(arguments: Place.all) func `a miss loads and stores, a hit does neither`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let users = CacheAside<User>(ground.context, prefix: "user:", coding: .json)
                for _ in 0..<3 {
                    let user = try await users.fetch("7") { User(id: 7, name: "Ada") }
                    #expect(user == User(id: 7, name: "Ada"))
                }
                #expect(users.statistics.loads == 1 && users.statistics.hits == 2)
                let life = try await ground.client.send(.lifetime(of: "user:7"))
                guard case .limited(let rest) = life else { return #expect(Bool(false), "\(life)") }
                #expect(rest > .seconds(269) && rest < .seconds(331))
                ground.advance(.seconds(331))
                _ = try await users.fetch("7") { User(id: 7, name: "Ada") }
                #expect(users.statistics.loads == 2)
            }
        }

        @Test(arguments: Place.all) func `zero, false and nothing are values like any`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let numbers = CacheAside<Int>(ground.context, prefix: "n:", coding: .json)
                let flags = CacheAside<Bool>(ground.context, prefix: "f:", coding: .json)
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                for _ in 0..<2 {
                    #expect(try await numbers.fetch("a") { 0 } == 0)
                    #expect(try await flags.fetch("a") { false } == false)
                    #expect(try await texts.fetch("a") { "" } == "")
                }
                #expect(numbers.statistics.loads == 1 && flags.statistics.loads == 1)
                #expect(texts.statistics.loads == 1)
            }
        }

        @Test(arguments: Place.all) func `that there is none is remembered for half a minute`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let users = CacheAside<User>(ground.context, prefix: "user:", coding: .json)
                for _ in 0..<5 {
                    #expect(try await users.fetch("9") { nil } == nil)
                }
                #expect(users.statistics.loads == 1)
                ground.advance(.seconds(34))
                #expect(try await users.fetch("9") { User(id: 9, name: "New") }?.name == "New")
            }
        }

        @Test(arguments: Place.all) func `a hundred misses at once load once`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let users = CacheAside<User>(ground.context, prefix: "user:", coding: .json)
                try await atOnce(100) { _ in
                    let user = try await users.fetch("1") {
                        await Task.yield()
                        return User(id: 1, name: "Ada")
                    }
                    #expect(user?.name == "Ada")
                }
                #expect(users.statistics.loads == 1)
            }
        }

        @Test(arguments: Place.all) func `misses of many processes load once`(_ place: Place) async throws {
            try await place.run { ground async throws in
                var options = CacheOptions()
                options.waitForOthers = .seconds(10)
                let loads = Tally()
                // Each has flights of its own, as each process has.
                let caches = (0..<20).map { _ in
                    CacheAside<String>(ground.context, prefix: "t:", coding: .text, options: options)
                }
                try await atOnce(100) { index in
                    let value = try await caches[index % 20].fetch("a") {
                        loads.add()
                        await Task.yield()
                        return "x"
                    }
                    #expect(value == "x")
                }
                #expect(loads.count == 1)
                #expect(try await ground.client.send(.exists("lock:fill:t:a")) == false)
                #expect(try await ground.client.send(.exists("lock:fill:t:a:fence")) == false)
            }
        }

        @Test func `who cannot ask for the lock loads at once`() async throws {
            try await Place.hermetic.run { ground async throws in
                var options = CacheOptions()
                options.waitForOthers = .seconds(10)
                let texts = CacheAside<String>(
                    ground.patient, prefix: "t:", coding: .text, options: options)
                ground.server?.faults.inject(.error(.outOfMemory), into: .command("EXEC"))
                #expect(try await texts.fetch("a") { "x" } == "x")
            }
        }

        @Test(arguments: Place.all) func `what is older than is wanted is as if it were not there`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                #expect(try await texts.fetch("a", version: 2) { "two" } == "two")
                #expect(try await texts.fetch("a", version: 2) { nil } == "two")
                #expect(try await texts.fetch("a", version: 1) { nil } == "two")
                #expect(try await texts.fetch("a") { nil } == "two")
                #expect(try await texts.fetch("a", version: 3) { "three" } == "three")
                let found = try #require(try await texts.peek("a"))
                #expect(found.value == "three" && found.version == 3 && found.staleFor == .zero)
                #expect(try await texts.replace("a", with: "old", version: 2) == false)
                #expect(try await texts.peek("b") == nil)
                #expect(texts.statistics.loads == 2)
            }
        }

        @Test func `a store that fails does not fail a read`() async throws {
            try await Place.hermetic.run { ground async throws in
                let users = CacheAside<String>(ground.context, prefix: "user:", coding: .text)
                ground.server?.stop()
                #expect(try await users.fetch("1") { "Ada" } == "Ada")
                #expect(users.statistics.failures == 1)
                #expect(ground.said.all.first?.hasPrefix("[Cache] reading user:1 failed") == true)
            }
        }

        @Test func `a load that fails is everybody's error and is not stored`() async throws {
            struct Down: Error {}
            try await Place.hermetic.run { ground async throws in
                let users = CacheAside<String>(ground.context, prefix: "user:", coding: .text)
                await #expect(throws: Down.self) { try await users.fetch("1") { throw Down() } }
                #expect(ground.server?["user:1"] == nil)
                #expect(try await users.fetch("1") { "Ada" } == "Ada")
            }
        }

        @Test func `what other code has stored is read, and what nobody can read is loaded`() async throws {
            try await Place.hermetic.run { ground async throws in
                let users = CacheAside<User>(ground.context, prefix: "user:", coding: .json)
                ground.server?["user:1"] = #"{"id":1,"name":"Old"}"#
                ground.server?["user:2"] = "{broken"
                ground.server?["user:3"] = .list(["a"])
                #expect(try await users.fetch("1") { nil }?.name == "Old")
                #expect(try await users.fetch("2") { User(id: 2, name: "Two") }?.name == "Two")
                #expect(try await users.fetch("2") { nil }?.name == "Two")
                #expect(try await users.fetch("3") { User(id: 3, name: "Three") }?.name == "Three")
            }
        }

        @Test(arguments: Place.all) func `a stale value is handed out while one caller fetches a new one`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                var options = CacheOptions(lifetime: .seconds(60))
                (options.staleFor, options.jitter) = (.seconds(60), 0)
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text, options: options)
                _ = try await texts.fetch("a") { "old" }
                ground.advance(.seconds(90))
                #expect(try await texts.fetch("a") { "new" } == "old")
                await texts.untilRefreshed()
                #expect(try await texts.fetch("a") { "newer" } == "new")
                #expect(texts.statistics.staleHits == 1 && texts.statistics.loads == 2)
                ground.advance(.seconds(121))
                #expect(try await texts.fetch("a") { "newest" } == "newest")
            }
        }

        @Test func `a dear value is made anew by some before its end`() async throws {
            try await Place.hermetic.run { ground async throws in
                var options = CacheOptions(lifetime: .seconds(60))
                (options.beta, options.jitter) = (1, 0)
                let clock = ground.clock
                let texts = CacheAside<String>(ground.patient, prefix: "t:", coding: .text, options: options)
                let slow: @Sendable () async throws -> String? = {
                    clock.advance(by: .seconds(2))
                    return "dear"
                }
                _ = try await texts.fetch("a", load: slow)
                for _ in 0..<20 { _ = try await texts.fetch("a", load: slow) }
                #expect(texts.statistics.loads == 1)
                ground.advance(.seconds(59))
                for _ in 0..<20 { _ = try await texts.fetch("a", load: slow) }
                #expect(texts.statistics.loads == 2)
            }
        }

        @Test func `lives are spread`() async throws {
            try await Place.hermetic.run { ground async throws in
                let texts = CacheAside<String>(ground.context, prefix: "t:", coding: .text)
                var lives: Set<KVLifetime> = []
                for id in 0..<50 {
                    _ = try await texts.fetch("\(id)") { "x" }
                    lives.insert(try await ground.client.send(.lifetime(of: texts.key(of: "\(id)"))))
                }
                #expect(lives.count > 40)
            }
        }
    }
}
