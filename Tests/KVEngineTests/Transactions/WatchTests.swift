// WATCH: what it costs, and when it ends. Which commands change what is watched is in
// conformance/cases/transactions/watch.case.

import Testing

@testable import KVEngine

@Suite struct WatchTests {
    let redis = TestEngine()
    let other: TestEngine

    init() { other = redis.anotherClient() }

    private var isObserved: Bool { redis.engine.state.value.isObserved }

    @Test(arguments: ["UNWATCH", "MULTI\r\nEXEC", "MULTI\r\nDISCARD", "RESET", "SET k v", "FLUSHALL"])
    func `changes ask for watchers only while there are some`(_ end: String) {
        redis("SET k 1")
        #expect(!isObserved)
        redis("WATCH k l")
        #expect(isObserved)
        redis(end)
        #expect(!isObserved)
        #expect(redis.engine.watchers.isEmpty)
        #expect(redis.client.watched.isEmpty)
    }

    @Test func `a connection that goes ends its own watches only`() {
        redis("WATCH k")
        other("WATCH k l")
        redis.engine.remove(redis.client)
        #expect(isObserved)
        #expect(redis.engine.watchers.count == 2)
        redis.engine.remove(other.client)
        #expect(!isObserved)
        #expect(redis.engine.watchers.isEmpty)
    }

    @Test func `who observes keys goes on when the last watch ends`() {
        let log = EventLog(redis)
        redis("WATCH k")
        redis("UNWATCH")
        redis("SET k v")
        #expect(log.take() == ["0 set k"])
    }

    @Test func `a key that goes at its deadline is a change`() {
        redis("SET k v PX 100")
        redis("WATCH k")
        redis.advance(milliseconds: 99)
        #expect(!redis.client.modes.value.transaction.contains(.touched))
        redis.advance(milliseconds: 1)
        redis("MULTI")
        #expect(redis("EXEC") == "*-1\r\n")
    }

    @Test func `no change goes by without being told to those who watch`() {
        var random = Random(seed: 7)
        for _ in 0..<2000 {
            let key = "k\(random.below(4))"
            let before = redis("GET \(key)")
            other("WATCH \(key)")
            for _ in 0..<random.below(3) { redis(change(&random)) }
            other("MULTI")
            let didRun = other("EXEC") == "*0\r\n"
            #expect(!didRun || redis("GET \(key)") == before)
        }
    }

    private func change(_ random: inout Random) -> String {
        let (one, two) = ("k\(random.below(4))", "k\(random.below(4))")
        let changes = [
            "SET \(one) \(random.below(3))", "DEL \(one)", "RENAME \(one) \(two)",
            "COPY \(one) \(two) REPLACE", "SWAPDB 0 1", "FLUSHDB", "MOVE \(one) 1", "INCR \(one)",
            "APPEND \(one) 1", "GETDEL \(one)",
        ]
        return changes[random.below(changes.count)]
    }
}
