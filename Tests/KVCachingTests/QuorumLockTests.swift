// Locks on several servers: most of them decide.

import HermeticKV
import KVCaching
import KVClient
import TestSupport
import Testing

extension PatternTests {
    @Suite struct QuorumLockTests {
        /// Some servers, and what they stand on.
        private struct Servers {
            let servers: [TestServer]
            var contexts: [CachingContext] = []

            init(_ count: Int, _ clock: ManualClock) async throws {
                servers = try (0..<count).map { _ in try TestServer.start(seed: 7, clock: .manual()) }
                for server in servers {
                    var settings = CachingContext.Settings()
                    settings.atomicity = .transactions
                    settings.clock = clock
                    contexts.append(CachingContext(try await server.client(), settings: settings))
                }
            }

            func stop() { for server in servers { server.stop() } }

            var lock: QuorumLock { QuorumLock(contexts) }
            var holders: Int { servers.count { $0["lock:a"] != nil } }
        }

        @Test func `one has it on all servers, until he gives it back`() async throws {
            let servers = try await Servers(3, ManualClock())
            defer { servers.stop() }
            let held = try #require(try await servers.lock.acquire("a"))
            #expect(servers.holders == 3 && held.validity == .milliseconds(9898))
            #expect(try await servers.lock.acquire("a") == nil)
            #expect(servers.holders == 3)
            #expect(try await held.extend(by: .seconds(20)))
            #expect(try await held.release())
            #expect(try await !held.release())
            #expect(servers.holders == 0)
        }

        @Test func `two of three are enough, to take and to keep it`() async throws {
            let servers = try await Servers(3, ManualClock())
            defer { servers.stop() }
            servers.servers[0].stop()
            let held = try #require(try await servers.lock.acquire("a"))
            #expect(try await held.extend())
            servers.servers[1].stop()
            // It may still be held: that too few answer is no answer.
            await #expect(throws: KVError.self) { try await held.extend() }
            #expect(held.validity > .zero)
            #expect(try await servers.lock.acquire("a") == nil)
        }

        @Test(arguments: [2, 4]) func `half is not most`(_ count: Int) async throws {
            let servers = try await Servers(count, ManualClock())
            defer { servers.stop() }
            for server in servers.servers.prefix(count / 2) { server["lock:a"] = "another's" }
            #expect(servers.lock.quorum == count / 2 + 1)
            #expect(try await servers.lock.acquire("a") == nil)
            // What was given is given back, and what others have is theirs.
            #expect(servers.holders == count / 2)
            servers.servers[0]["lock:a"] = nil
            #expect(try await servers.lock.acquire("a") != nil)
        }

        @Test func `it is lost when most have forgotten it`() async throws {
            let servers = try await Servers(3, ManualClock())
            defer { servers.stop() }
            let held = try #require(try await servers.lock.acquire("a"))
            for server in servers.servers.prefix(2) { server["lock:a"] = "another's" }
            #expect(try await !held.extend())
            #expect(held.validity <= .zero)
            #expect(try await !held.release())
            #expect(servers.servers[0]["lock:a"] == "another's")
        }

        @Test func `work is done under it, and stopped when it is lost`() async throws {
            let clock = ManualClock()
            let servers = try await Servers(3, clock)
            defer { servers.stop() }
            let lock = servers.lock
            #expect(try await lock.with("a") { _ in "done" } == "done")
            #expect(servers.holders == 0)
            let working = Task {
                try await lock.with("a") { _ in
                    let (forever, _) = AsyncStream<Void>.makeStream()
                    for await _ in forever {}
                    try Task.checkCancellation()
                }
            }
            await clock.untilSleeping { _ in true }
            for server in servers.servers { server["lock:a"] = "another's" }
            clock.advance(by: .seconds(4))
            await #expect(throws: LockError.lost("a")) { try await working.value }
            await #expect(throws: LockError.busy("a")) { try await lock.with("a") { _ in } }
        }
    }
}
