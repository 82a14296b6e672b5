// Scripts where there are any, transactions where there are none.

import HermeticKV
import KVCaching
import KVClient
import KVConformance
import Testing

extension PatternTests {
    @Suite struct AtomicityTests {
        @Test func `a server without scripts is asked once`() async throws {
            try await Place.hermetic.run { ground async throws in
                ground.server?.faults.inject(.error("ERR unknown command 'EVAL'"), into: .command("EVAL"))
                let context = CachingContext(ground.client)
                for _ in 0..<3 {
                    let lock = DistributedLock(context)
                    let held = try #require(try await lock.acquire("a"))
                    #expect(try await held.release())
                }
                #expect(ground.server?.journal.count(of: "EVAL") == 1)
            }
        }

        @Test(.enabled(if: RedisProcess.isInstalled, "redis-server is not in PATH"))
        func `a server with scripts is given each once, and again when it has forgotten`() async throws {
            try await Place(kind: .redis, atomicity: .probed).run { ground async throws in
                let lock = DistributedLock(ground.context)
                for round in 0..<4 {
                    if round == 2 { try await ground.client.send("SCRIPT", "FLUSH") }
                    let held = try #require(try await lock.acquire("a"))
                    #expect(try await held.release())
                }
                let stats = try await ground.client.send(.info("commandstats"))
                #expect(stats["cmdstat_evalsha"]?.hasPrefix("calls=3,") == true)
                // The probe, the first release and that after the flush.
                #expect(stats["cmdstat_eval"]?.hasPrefix("calls=3,") == true)
            }
        }

        @Test(.enabled(if: RedisProcess.isInstalled, "redis-server is not in PATH"))
        func `a user who may not run scripts gets transactions`() async throws {
            try await Place(kind: .redis, atomicity: .probed).run { ground async throws in
                try await ground.client.send(
                    "ACL", "SETUSER", "default", "-eval", "-evalsha", "-script")
                let held = try #require(try await DistributedLock(ground.context).acquire("a"))
                #expect(try await held.release())
            }
        }

        @Test func `a server that loads has not answered`() async throws {
            try await Place.hermetic.run { ground async throws in
                let server = try #require(ground.server)
                let context = CachingContext(ground.client)
                let held = try #require(try await DistributedLock(context).acquire("a"))
                server.faults.inject(
                    .error("LOADING Redis is loading the dataset in memory"), into: .command("EVAL"), times: 3
                )
                let error = await #expect(throws: KVError.self) { try await held.release() }
                #expect(error?.code == "LOADING")
                #expect(try await held.release())
            }
        }
    }
}
