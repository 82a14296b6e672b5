// Blocking commands in the engine: who is served, when, and what a wait leaves behind.

import Testing

@testable import KVEngine

@Suite struct BlockingTests {
    let redis = TestEngine()
    let first: TestEngine
    let second: TestEngine

    init() {
        first = redis.anotherClient()
        second = redis.anotherClient()
    }

    @Test func `a client that waits gets the element as mail, and may go on`() {
        #expect(first("BLPOP k 0") == "")
        #expect(first.outcome == .blocked)
        #expect(redis.engine.blockedCount == 1)
        #expect(redis.engine.takeUnblocked() == [])
        #expect(redis("RPUSH k a") == ":1\r\n")
        #expect(first.takeMail() == "*2\r\n$1\r\nk\r\n$1\r\na\r\n")
        #expect(redis.engine.takeUnblocked() == [first.client.id])
        #expect(redis.engine.blockedCount == 0)
        #expect(!redis.engine.state.value.isObserved, "nobody wants to know of keys any more")
        redis.engine.databases[0].checkInvariants()
    }

    @Test func `a batch goes on after its push has served others`() {
        first("BLPOP k 0")
        let replies = redis.raw(bytes: Array("RPUSH k a\r\nLLEN k\r\nPING\r\n".utf8))
        #expect(replies == Array(":1\r\n:0\r\n+PONG\r\n".utf8))
    }

    @Test func `those who come first are served first, whoever leaves in between`() {
        let waiting = (0..<10).map { _ in redis.anotherClient() }
        for client in waiting { client("BLPOP k 0") }
        for index in [0, 3, 4, 5, 6, 9] { redis.engine.remove(waiting[index].client) }
        #expect(redis.engine.blockedCount == 4)
        redis("RPUSH k a b c")
        #expect(redis.engine.takeUnblocked() == [1, 2, 7].map { waiting[$0].client.id })
        redis("RPUSH k d")
        #expect(redis.engine.takeUnblocked() == [waiting[8].client.id])
        #expect(!redis.engine.blocked.awaitKeys)
    }

    @Test func `a client that is gone takes nothing`() {
        first("BLPOP a b 10")
        redis.engine.remove(first.client)
        #expect(redis.engine.nextDeadline == nil)
        #expect(redis("RPUSH a x") == ":1\r\n")
        #expect(redis("LLEN a") == ":1\r\n")
    }

    @Test func `a killed client takes nothing and gets no answer`() {
        first("BLPOP k 0")
        #expect(redis("CLIENT KILL ID \(first.client.id)") == ":1\r\n")
        redis("RPUSH k x")
        #expect(redis("LLEN k") == ":1\r\n")
        #expect(redis.engine.takeMail().isEmpty)
    }

    @Test func `a move hands on to those who wait for its destination`() {
        let third = redis.anotherClient()
        first("BLMOVE a b LEFT LEFT 0")
        second("BLMOVE b c LEFT LEFT 0")
        third("BLPOP c 0")
        redis("RPUSH a x")
        #expect(redis.engine.takeUnblocked() == [first, second, third].map(\.client.id))
        #expect(redis("DBSIZE") == ":0\r\n")
        redis.engine.databases[0].checkInvariants()
    }

    @Test func `what is served is charged to the client that has waited`() {
        first("BLMOVE a s LEFT LEFT 0")
        redis("SET s x")
        redis("RPUSH a x")
        #expect(first.takeMail().hasPrefix("-WRONGTYPE"))
        #expect(redis("INFO commandstats").contains("cmdstat_blmove:calls=1,"))
        #expect(redis("INFO errorstats").contains("errorstat_WRONGTYPE:count=1"))
        #expect(redis("LLEN a") == ":1\r\n")
    }

    @Test(arguments: ["BLPOP k 0", "BLMPOP 0 1 k LEFT", "BLMOVE k d LEFT LEFT 0"])
    func `changes are counted as Redis counts them`(command: String) {
        first(command)
        redis("RPUSH k a b")
        let served = command.hasPrefix("BLMPOP") ? 1 : 0
        #expect(redis("INFO persistence").contains("rdb_changes_since_last_save:\(2 + served)\r\n"))
    }

    @Test func `a setting that is changed within a transaction does not lose its ready keys`() {
        first("BLPOP k 0")
        let setting = "CONFIG SET slowlog-log-slower-than -1"
        for command in ["MULTI", "RPUSH k a", setting, "EXEC"] { redis(command) }
        #expect(first.takeMail() == "*2\r\n$1\r\nk\r\n$1\r\na\r\n")
    }

    @Test func `a client that is killed by a transaction does not hurry it`() {
        first("BLPOP k 0")
        let kill = "CLIENT KILL ID \(second.client.id)"
        for command in ["MULTI", "RPUSH k a", kill, "LPUSH k b", "EXEC"] { redis(command) }
        #expect(first.takeMail() == "*2\r\n$1\r\nk\r\n$1\r\nb\r\n")
    }

    @Test func `SWAPDB serves the lines in the order in which they began`() {
        for key in ["c", "a", "b"] {
            first("SELECT 1")
            first("RPUSH \(key) x")
        }
        let waiting = ["b", "c", "a"].map { key in
            let client = redis.anotherClient()
            client("BLPOP \(key) 0")
            return client
        }
        redis("SWAPDB 0 1")
        #expect(redis.engine.takeUnblocked() == waiting.map(\.client.id))
    }
}
