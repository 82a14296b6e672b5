// Locks: one owner, no lock that stays, none that is given back by another.

import HermeticKV
import KVCaching
import KVClient
import TestSupport
import Testing

extension PatternTests {
    @Suite struct LockTests {
        @Test(arguments: Place.all) func `one has it, until he gives it back or its time is over`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let lock = DistributedLock(ground.context)
                let first = try #require(try await lock.acquire("orders"))
                #expect(try await lock.acquire("orders") == nil)
                #expect(try await ground.client.send(.lifetime(of: "lock:orders")) == .limited(.seconds(10)))
                #expect(try await first.release())
                #expect(try await !first.release())
                let second = try #require(try await lock.acquire("orders"))
                ground.advance(.seconds(11))
                let third = try #require(try await lock.acquire("orders"))
                #expect(first.fence < second.fence && second.fence < third.fence)
                // He has noticed nothing, and cannot take it from its new owner.
                #expect(try await !second.release())
                #expect(try await !second.extend())
                #expect(try await lock.acquire("orders") == nil)
                #expect(try await third.extend(by: .seconds(60)))
                #expect(try await ground.client.send(.lifetime(of: "lock:orders")) == .limited(.seconds(60)))
            }
        }

        @Test(arguments: Place.all) func `fifty clients keep a counter exact`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let retry = LockRetry(attempts: 10_000, pause: .milliseconds(2))
                let lock = DistributedLock(ground.context, retry: retry)
                let client = ground.client
                try await atOnce(50) { _ in
                    try await lock.with("counter") { _ in
                        let number = try await client.send(.get("n"))?.text.flatMap { Int($0) } ?? 0
                        await Task.yield()
                        try await client.send(.set("n", to: number + 1))
                    }
                }
                #expect(try await client.send(.get("n")) == "50")
                #expect(try await client.send(.exists("lock:counter")) == false)
            }
        }

        /// The documents' code, ended between SETNX and EXPIRE, and ours at the same place.
        @Test func `a crash leaves no lock that stays`() async throws {
            try await Place.hermetic.run { ground async throws in
                try await ground.client.send("SETNX", "lock:a", "me")
                #expect(try await ground.client.send(.lifetime(of: "lock:a")) == .unlimited)
                let held = try #require(try await DistributedLock(ground.context).acquire("b"))
                #expect(try await ground.client.send(.lifetime(of: "lock:b")) == .limited(.seconds(10)))
                #expect(held.token.text?.count == 36)
            }
        }

        @Test func `the documents' release takes the lock from another`() async throws {
            try await Place.hermetic.run { ground async throws in
                try await ground.client.send("SET", "lock:a", "me", "PX", 1000)
                let current = try await ground.client.send(.get("lock:a"))
                // Between their GET and their DEL the lock expires, and another takes it.
                ground.advance(.seconds(2))
                try await ground.client.send("SET", "lock:a", "other", "NX")
                if current == "me" { try await ground.client.send(.delete("lock:a")) }
                #expect(try await ground.client.send(.exists("lock:a")) == false)
            }
        }

        @Test func `it is valid for a little less than its time`() async throws {
            try await Place.hermetic.run { ground async throws in
                let held = try #require(try await DistributedLock(ground.patient).acquire("a"))
                #expect(held.validity == .milliseconds(9898))
                ground.clock.advance(by: .seconds(9))
                #expect(held.validity == .milliseconds(898))
                #expect(try await held.extend())
                #expect(held.validity == .milliseconds(9898))
            }
        }

        @Test(arguments: Place.all) func `work that takes long keeps its lock`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let lock = DistributedLock(ground.patient)
                let other = DistributedLock(ground.context)
                let (steps, step) = AsyncStream<Void>.makeStream()
                let working = Task {
                    try await lock.with("a") { _ in
                        for await _ in steps { return "done" }
                        return "nothing"
                    }
                }
                for round in 1...6 {
                    await ground.clock.untilSleeping { $0 > lock.lifetime / 3 * (round - 1) }
                    ground.pass(lock.lifetime / 3)
                }
                await ground.clock.untilSleeping { $0 > lock.lifetime / 3 * 6 }
                #expect(try await other.acquire("a") == nil)
                step.yield()
                #expect(try await working.value == "done")
                #expect(try await other.acquire("a") != nil)
            }
        }

        @Test func `work whose lock is lost is stopped`() async throws {
            try await Place.hermetic.run { ground async throws in
                let lock = DistributedLock(ground.patient)
                let working = Task {
                    try await lock.with("a") { _ in
                        let (forever, _) = AsyncStream<Void>.makeStream()
                        for await _ in forever {}
                        try Task.checkCancellation()
                    }
                }
                await ground.clock.untilSleeping { _ in true }
                ground.server?["lock:a"] = "somebody else"
                ground.pass(.seconds(4))
                await #expect(throws: LockError.lost("a")) { try await working.value }
                #expect(ground.server?["lock:a"] == "somebody else")
            }
        }

        @Test func `work that fails or is refused leaves things as they should be`() async throws {
            struct Failed: Error {}
            try await Place.hermetic.run { ground async throws in
                let lock = DistributedLock(ground.context)
                await #expect(throws: Failed.self) { try await lock.with("a") { _ in throw Failed() } }
                let held = try #require(try await lock.acquire("a"))
                let error = await #expect(throws: LockError.self) { try await lock.with("a") { _ in } }
                #expect(error?.description == "Another process is handling a")
                #expect(try await held.release())
            }
        }
    }
}
