// A real replica: whatever is written here, a redis-server that follows has the same data.

import Testing

@testable import KVConformance

@Suite(.enabled(if: RedisProcess.isInstalled, "redis-server is not in PATH"))
struct ReplicaRunTests {
    @Test func `a redis-server that follows has the same data`() throws {
        let run = try ReplicaRun(master: OwnServer(), replica: RedisProcess())
        #expect(try run.run(seed: 11, commands: 1800) { _ in } == nil)
    }
}
