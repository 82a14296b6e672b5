// MULTI and EXEC: which gates there are, what is kept, and what an interruption does. What commands answer is in
// conformance/cases/transactions.

import RESP
import Testing

@testable import KVEngine

@Suite struct TransactionTests {
    let redis = TestEngine()
    let other: TestEngine

    init() { other = redis.anotherClient() }

    @Test func `a command that may not be in a transaction is refused before it is queued`() {
        let forbidden = Command(
            "nomulti", arity: 1, [.noMulti],
            docs: Docs(.server, since: "7.0.0", "A test.", complexity: "O(1)")
        ) { call throws(RedisError) in call.reply.ok() }
        let table = CommandTable(Command.transactions, [forbidden])
        let engine = TestEngine(Engine(table: table, seed: 1, now: 0))
        #expect(engine("NOMULTI") == "+OK\r\n")
        #expect(engine("MULTI") == "+OK\r\n")
        #expect(engine("NOMULTI x") == "-ERR wrong number of arguments for 'nomulti' command\r\n")
        #expect(engine("NOMULTI") == "-ERR Command not allowed inside a transaction\r\n")
        #expect(engine("EXEC") == "-EXECABORT Transaction discarded because of previous errors.\r\n")
    }

    @Test func `a transaction that sleeps goes on where it was`() {
        redis.batch(["MULTI", "INCR n", "DEBUG SLEEP 0.5", "INCR n"])
        #expect(redis("EXEC") == "*3\r\n:1\r\n")
        #expect(redis.outcome == .postponed(until: TestEngine.epoch + 500))
        #expect(other("GET n") == "", "nobody comes in between")
        redis.advance(milliseconds: 500)
        #expect(redis("EXEC") == "+OK\r\n:2\r\n")
        #expect(redis("EXEC") == "-ERR EXEC without MULTI\r\n")
        #expect(redis("INFO commandstats").contains("cmdstat_exec:calls=2,"))
    }

    @Test func `a queue over the limit of requests ends the connection`() {
        redis.engine.settings.clientQueryBufferLimit = 1000
        redis("MULTI")
        redis("SET k " + String(repeating: "x", count: 900))
        #expect(redis.client.ending == .stay)
        redis("SET k " + String(repeating: "x", count: 900))
        #expect(redis.client.ending == .closeNow)
    }

    @Test func `what comes after a connection has ended itself is not answered, but done`() {
        redis.batch(["MULTI", "SET a 1", "CLIENT KILL ID \(redis.client.id) SKIPME no", "SET b 2"])
        #expect(redis("EXEC") == "*3\r\n+OK\r\n:1\r\n")
        #expect(redis.client.ending == .closeAfterReply)
        #expect(other("MGET a b") == "*2\r\n$1\r\n1\r\n$1\r\n2\r\n")
    }

    @Test func `a queue is given up with its connection`() {
        redis.batch(["MULTI", "SET a 1"])
        redis.engine.remove(redis.client)
        #expect(redis.client.transaction.commands.isEmpty)
        #expect(!redis.client.modes.value.transaction.contains(.open))
    }
}
