// maxmemory: what goes, in which order, and what is said when nothing can.

import RESP
import Testing

@testable import KVEngine

struct EvictionTests {
    let redis = TestEngine()

    private static let refusal = "-OOM command not allowed when used memory > 'maxmemory'.\r\n"

    /// Fills the database with keys `k0` and so on, one every 100 ms.
    private func fill(_ count: Int, expiring: Bool = false) {
        for number in 0..<count {
            redis.batch(["SET k\(number) v"] + (expiring ? ["EXPIRE k\(number) \(100_000 + number)"] : []))
            redis.advance(milliseconds: 100)
        }
    }

    /// Sets the limit so that about `count` small keys have to go, and lets them go.
    private func squeeze(_ count: Int, policy: String) throws {
        try redis.engine.configure("maxmemory-policy", policy)
        let limit = redis.engine.usedMemory - count * 56
        try redis.engine.configure("maxmemory", "\(limit)")
        redis("PING")
        #expect(redis.engine.usedMemory <= limit)
        redis.checkInvariants()
    }

    /// The numbers of the keys that are left.
    private var left: [Int] { redis.list("KEYS k*").compactMap { Int($0.dropFirst()) }.sorted() }

    @Test func `with noeviction commands that need memory are refused, others run`() throws {
        fill(10)
        try redis.engine.configure("maxmemory", "1")
        #expect(redis("SET k0 x") == Self.refusal)
        #expect(redis("COPY k0 k99") == Self.refusal)
        #expect(redis.batch(["GET k0", "DEL k0"]) == "$1\r\nv\r\n:1\r\n")
        #expect(redis.engine.counters.value.evictedKeys == 0)
    }

    @Test(arguments: ["volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"])
    func `volatile policies give up keys with a deadline only`(policy: String) throws {
        fill(30)
        for number in 0..<15 { redis("EXPIRE k\(number) 1000") }
        try redis.engine.configure("maxmemory-policy", policy)
        try redis.engine.configure("maxmemory", "1")
        #expect(redis("SET x 1") == Self.refusal)
        #expect(left == Array(15..<30))
        #expect(redis.engine.counters.value.evictedKeys == 15)
        redis.checkInvariants()
    }

    @Test func `volatile-ttl gives up the keys that go soonest, exactly`() throws {
        fill(100, expiring: true)
        redis.batch(["EXPIRE k99 10", "EXPIRE k98 20"])
        let events = EventLog(redis)
        try squeeze(10, policy: "volatile-ttl")
        #expect(events.lines.prefix(4) == ["0 evicted k99", "0 evicted k98", "0 evicted k0", "0 evicted k1"])
        #expect(left == Array((events.lines.count - 2)..<98))
    }

    @Test(arguments: ["allkeys-lru", "volatile-lru"])
    func `an LRU policy gives up keys that have not been used for long`(policy: String) throws {
        fill(1000, expiring: true)
        for number in 0..<300 { redis("GET k\(number)") }
        try squeeze(250, policy: policy)
        let gone = Set(0..<1000).subtracting(left)
        #expect(gone.count > 200)
        // The 500 least recently used keys are 300 to 799; random choice would take half of them.
        #expect(gone.filter { (300..<800).contains($0) }.count * 100 > gone.count * 95)
        #expect(gone.filter { $0 < 300 }.count * 100 < gone.count)
    }

    @Test func `an LFU policy gives up keys that are used little`() throws {
        try redis.engine.configure("maxmemory-policy", "allkeys-lfu")
        fill(400)
        redis.batch((0..<30).flatMap { _ in (0..<200).map { "GET k\($0)" } })
        try squeeze(100, policy: "allkeys-lfu")
        let gone = Set(0..<400).subtracting(left)
        #expect(gone.count > 80)
        #expect(gone.filter { $0 < 200 }.isEmpty)
    }

    @Test func `the random policy takes from every database in turn`() throws {
        for database in 0..<4 { redis.batch(["SELECT \(database)"] + (0..<50).map { "SET k\($0) v" }) }
        try squeeze(40, policy: "allkeys-random")
        let counts = redis.engine.databases.prefix(4).map { 50 - $0.count }
        #expect(counts.min() ?? 0 > 5 && (counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }

    @Test func `a limit far below what is there is reached over several commands`() throws {
        redis.batch((0..<3000).map { "SET k\($0) v" })
        try redis.engine.configure("maxmemory-policy", "allkeys-random")
        try redis.engine.configure("maxmemory", "5000")
        let afterOne = redis.engine.databases[0].count
        #expect(afterOne > 1500)
        #expect(redis("SET new 1") == "+OK\r\n")
        #expect(redis.engine.databases[0].count < afterOne)
        redis.batch(Array(repeating: "PING", count: 5))
        #expect(redis.engine.usedMemory <= 5000)
    }

    @Test func `a key in use again while it waits in the pool stays`() throws {
        try redis.engine.configure("maxmemory-samples", "64")
        fill(30)
        try squeeze(2, policy: "allkeys-lru")
        let first = try #require(left.first)
        redis("GET k\(first)")
        try squeeze(5, policy: "allkeys-lru")
        #expect(left.contains(first))
        #expect(!left.contains(first + 1))
    }
}
