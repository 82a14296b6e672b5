// CLIENT PAUSE and DEBUG SLEEP: commands are postponed and given again; nothing blocks.

import Testing

@testable import KVEngine

@Suite struct HoldTests {
    let redis = TestEngine()
    let other: TestEngine

    init() { other = redis.anotherClient() }

    @Test func `a pause holds every client's commands until it ends`() {
        redis("CLIENT PAUSE 100")
        let end = TestEngine.epoch + 100
        #expect(other("PING") == "")
        #expect(other.outcome == .postponed(until: end))
        #expect(redis.engine.heldUntil == end)
        #expect(redis("CLIENT UNPAUSE") == "")
        redis.advance(milliseconds: 100)
        #expect(redis.engine.heldUntil == nil)
        #expect(other("PING") == "+PONG\r\n")
    }

    @Test func `a pause of writes lets reads and refusals through`() {
        redis("CLIENT PAUSE 100 WRITE")
        #expect(other("GET a") == "$-1\r\n")
        #expect(other("SET a") == "-ERR wrong number of arguments for 'set' command\r\n")
        #expect(other("SET a 1") == "")
        #expect(redis("INFO clients").contains("blocked_clients:1\r\n"))
        #expect(redis("CLIENT LIST ID 2").contains("flags=b "))
        #expect(redis("CLIENT UNPAUSE") == "+OK\r\n")
        #expect(redis.engine.heldUntil == nil)
        #expect(other("SET a 1") == "+OK\r\n")
        #expect(redis("INFO commandstats").contains("cmdstat_set:calls=1,"))
    }

    @Test func `a second pause neither shortens nor narrows the first`() {
        redis("CLIENT PAUSE 100 WRITE")
        redis("CLIENT PAUSE 10 ALL")
        #expect(other("PING") == "")
        #expect(other.outcome == .postponed(until: TestEngine.epoch + 100))
        redis.advance(milliseconds: 100)
        redis("CLIENT PAUSE 10 WRITE")
        #expect(other("PING") == "+PONG\r\n", "a pause that is over counts no more")
    }

    @Test func `CLIENT PAUSE reads the mode before the time`() {
        #expect(redis("CLIENT PAUSE x maybe") == "-ERR CLIENT PAUSE mode must be WRITE or ALL\r\n")
        #expect(redis("CLIENT PAUSE x") == "-ERR timeout is not an integer or out of range\r\n")
        #expect(redis("CLIENT PAUSE -1") == "-ERR timeout is negative\r\n")
        #expect(
            redis("CLIENT PAUSE 1 ALL x")
                == "-ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.\r\n")
        #expect(redis("CLIENT PAUSE 9223372036854775807 WRITE") == "+OK\r\n")
        #expect(redis("CLIENT UNPAUSE") == "+OK\r\n")
    }

    @Test func `a sleep holds everyone, and answers its own client at its end`() {
        #expect(redis("DEBUG SLEEP 0.5") == "")
        #expect(redis.outcome == .postponed(until: TestEngine.epoch + 500))
        #expect(other("nosuch") == "", "not even refusals are given")
        #expect(other.outcome == .postponed(until: TestEngine.epoch + 500))
        redis.advance(milliseconds: 499)
        #expect(redis("DEBUG SLEEP 0.5") == "")
        #expect(redis.engine.heldUntil == TestEngine.epoch + 500)
        redis.advance(milliseconds: 1)
        #expect(redis.engine.heldUntil == nil)
        #expect(redis("DEBUG SLEEP 0.5") == "+OK\r\n")
        #expect(other("PING") == "+PONG\r\n")
        #expect(redis("INFO commandstats").contains("cmdstat_debug:calls=1,"))
    }

    @Test func `two sleeps follow one another`() {
        redis("DEBUG SLEEP 1")
        #expect(other("DEBUG SLEEP 1") == "")
        redis.advance(milliseconds: 1000)
        #expect(other("DEBUG SLEEP 1") == "")
        #expect(other.outcome == .postponed(until: TestEngine.epoch + 2000))
        #expect(redis("DEBUG SLEEP 1") == "+OK\r\n", "the first is over")
        #expect(redis("PING") == "")
        redis.advance(milliseconds: 1000)
        #expect(other("DEBUG SLEEP 1") == "+OK\r\n")
        #expect(redis("PING") == "+PONG\r\n")
    }

    @Test(arguments: ["0", "-1", "x", "nan"])
    func `a sleep of no time answers at once`(seconds: String) {
        #expect(redis("DEBUG SLEEP \(seconds)") == "+OK\r\n")
    }

    @Test func `a sleeper that goes away leaves the server asleep until its time`() {
        redis("DEBUG SLEEP 1")
        redis.engine.remove(redis.client)
        #expect(other("PING") == "")
        redis.advance(milliseconds: 1000)
        #expect(other("PING") == "+PONG\r\n")
        #expect(!redis.engine.state.value.isHeld)
    }
}
