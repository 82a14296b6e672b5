// The ends of waits: deadlines, each at its instant, and what a sleep does to them.

import Testing

@testable import KVEngine

@Suite struct BlockingTimeTests {
    let redis = TestEngine()
    let first: TestEngine
    let second: TestEngine

    init() {
        first = redis.anotherClient()
        second = redis.anotherClient()
    }

    @Test func `a wait ends at its deadline, not before`() {
        first("BLPOP k 1.5")
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 1500)
        redis.advance(milliseconds: 1499)
        #expect(first.takeMail() == "")
        redis.advance(milliseconds: 1)
        #expect(first.takeMail() == "*-1\r\n")
        #expect(redis.engine.takeUnblocked() == [first.client.id])
        #expect(redis.engine.nextDeadline == nil)
        redis("RPUSH k a")
        #expect(redis("LLEN k") == ":1\r\n")
    }

    @Test func `a wait that begins within a millisecond lasts for all of its time`() {
        redis.engine.advance(to: TestEngine.epoch * 1000 + 900)
        first("BLPOP k 0.001")
        redis.engine.advance(to: TestEngine.epoch * 1000 + 1000)
        #expect(first.takeMail() == "")
        redis.engine.advance(to: TestEngine.epoch * 1000 + 2000)
        #expect(first.takeMail() == "*-1\r\n")
    }

    @Test func `several end in the order of their deadlines, then as they came`() {
        let third = redis.anotherClient()
        first("BLPOP k 3")
        second("BLPOP k 2")
        third("BZPOPMIN z 3")
        #expect(redis("INFO clients").contains("clients_in_timeout_table:3\r\n"))
        redis.advance(milliseconds: 10_000)
        #expect(redis.engine.takeUnblocked() == [second, first, third].map(\.client.id))
        #expect(first.client.lastActiveAt == TestEngine.epoch + 3000, "each at its own instant")
        #expect(redis.engine.now == TestEngine.epoch + 10_000)
    }

    @Test func `what expires before a deadline is gone by then`() {
        redis("CONFIG SET notify-keyspace-events Ex")
        first("HELLO 3")
        first("SUBSCRIBE __keyevent@0__:expired")
        for milliseconds in [1500, 500] { redis("SET k\(milliseconds) v PX \(milliseconds)") }
        first("BLPOP k 1")
        redis.advance(milliseconds: 2000)
        let mail = first.takeMail()
        let pieces = mail.split(separator: "_\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(pieces.count == 2)
        #expect(pieces.first?.contains("k500") == true)
        #expect(pieces.last?.contains("k1500") == true)
    }

    @Test(arguments: ["0", "-0.0004", "9e15", "9223372036854775.807"])
    func `some waits have no end`(timeout: String) {
        #expect(first("BLPOP k \(timeout)") == "")
        #expect(first.outcome == .blocked)
        redis.engine.advance(to: .max / 2)
        #expect(first.takeMail() == "")
        #expect(redis.engine.blockedCount == 1)
    }

    @Test func `during a sleep nobody gives up`() {
        first("BLPOP k 0.5")
        redis("DEBUG SLEEP 2")
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 2000)
        redis.advance(milliseconds: 1999)
        #expect(first.takeMail() == "")
        redis.advance(milliseconds: 1)
        #expect(first.takeMail() == "*-1\r\n")
    }

    @Test func `a transaction that sleeps serves before others give up`() {
        first("BLPOP k 1")
        second("BLPOP k 1")
        for command in ["MULTI", "RPUSH k a", "DEBUG SLEEP 2"] { redis(command) }
        #expect(redis("EXEC").hasPrefix("*2\r\n:1\r\n"))
        redis.advance(milliseconds: 2000)
        #expect(first.takeMail() == "")
        #expect(redis("EXEC") == "+OK\r\n")
        #expect(first.takeMail() == "*2\r\n$1\r\nk\r\n$1\r\na\r\n")
        #expect(second.takeMail() == "*-1\r\n")
    }

    @Test func `a key that expires while its transaction sleeps serves nobody`() {
        first("BLPOP k 0")
        for command in ["MULTI", "RPUSH k a", "PEXPIRE k 100", "DEBUG SLEEP 0.2"] { redis(command) }
        redis("EXEC")
        redis.advance(milliseconds: 200)
        redis("EXEC")
        #expect(first.takeMail() == "")
        #expect(redis.engine.blockedCount == 1)
    }

    @Test func `a transaction whose client goes while it sleeps serves all the same`() {
        first("BLPOP k 1")
        for command in ["MULTI", "RPUSH k a", "DEBUG SLEEP 2", "EXEC"] { redis(command) }
        redis.engine.remove(redis.client)
        #expect(first.takeMail() == "*2\r\n$1\r\nk\r\n$1\r\na\r\n")
        #expect(redis.engine.nextDeadline == nil)
    }

    @Test func `a key that is past its deadline serves nobody`() {
        redis("DEBUG SET-ACTIVE-EXPIRE 0")
        redis("SELECT 1")
        redis("RPUSH k a")
        redis("PEXPIRE k 100")
        first("BLPOP k 0")
        redis.advance(milliseconds: 100)
        redis("SWAPDB 0 1")
        #expect(first.takeMail() == "")
        #expect(redis("INFO stats").contains("expired_keys:1\r\n"))
    }
}
