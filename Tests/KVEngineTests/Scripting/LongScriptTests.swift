// Scripts that take longer than a slice: the stopwatch here goes on by a millisecond each time somebody looks.

import Testing

@testable import KVEngine

@Suite struct LongScriptTests {
    let redis: TestEngine
    let other: TestEngine
    private static let busy =
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n"

    init() {
        var time: UInt64 = 0
        redis = TestEngine {
            time += 1_000_000
            return time
        }
        other = redis.anotherClient()
        redis("CONFIG SET busy-reply-threshold 50")
    }

    /// Begins a script that goes on until its key `go` is there, or the end is set by others.
    private func begin(_ script: String) {
        redis(arguments: ["EVAL", script, "0"])
        #expect(redis.outcome == .postponed(until: .max))
    }

    private func continueUntilBusy() {
        for _ in 0..<20 { redis.engine.continueScript() }
    }

    @Test func `others wait at first, and are refused once the script is busy`() {
        begin("while true do end")
        #expect(other("GET k").isEmpty)
        #expect(other.outcome == .postponed(until: .max))
        let stage = redis.engine.scriptStage
        continueUntilBusy()
        #expect(redis.engine.scriptStage != stage)
        #expect(other("GET k") == LongScriptTests.busy)
        #expect(other("FUNCTION KILL") == LongScriptTests.busy)
        #expect(other("MULTI") == "+OK\r\n")
        #expect(other("GET k") == LongScriptTests.busy)
        #expect(other("EXEC").hasPrefix("-EXECABORT Transaction discarded because of: BUSY "))
    }

    @Test func `SCRIPT KILL ends it, whatever it catches`() {
        begin("while true do pcall(function() while true do end end) end")
        continueUntilBusy()
        #expect(other("SCRIPT KILL") == "+OK\r\n")
        redis.engine.continueScript()
        #expect(!redis.engine.hasSuspendedScript)
        let reply = redis("EVAL x 0")
        #expect(reply.hasPrefix("-ERR Script killed by user with SCRIPT KILL... script: "))
        #expect(other("GET k") == "$-1\r\n")
        #expect(other("SCRIPT KILL") == "-NOTBUSY No scripts in execution right now.\r\n")
    }

    @Test func `one that has written cannot be ended`() {
        begin("redis.call('SET', 'k', 1) while true do end")
        continueUntilBusy()
        #expect(other("SCRIPT KILL").hasPrefix("-UNKILLABLE Sorry the script already executed write"))
    }

    @Test func `it goes on from where it was, at the time at which it began`() {
        redis("SET k v PX 10")
        begin("for i = 1, 1000000 do end return {redis.call('TIME')[1], redis.call('GET', 'k')}")
        redis.advance(milliseconds: 5000)
        while redis.engine.hasSuspendedScript { redis.engine.continueScript() }
        #expect(redis("EVAL x 0") == "*2\r\n$10\r\n1700000000\r\n$1\r\nv\r\n")
        #expect(redis("GET k") == "$-1\r\n")
    }

    @Test func `in a transaction it goes on where EXEC was`() {
        redis("MULTI")
        redis("INCR n")
        redis(arguments: ["EVAL", "for i = 1, 1000000 do end return redis.call('INCR', 'n')", "0"])
        redis("INCR n")
        #expect(redis("EXEC") == "*3\r\n:1\r\n")
        while redis.engine.hasSuspendedScript { redis.engine.continueScript() }
        #expect(redis("EXEC") == ":2\r\n:3\r\n")
    }

    @Test func `it goes on when its client has gone`() {
        begin("for i = 1, 1000000 do end redis.call('SET', 'k', 1)")
        redis.engine.remove(redis.client)
        while redis.engine.hasSuspendedScript { redis.engine.continueScript() }
        #expect(other("GET k") == "$1\r\n1\r\n")
    }

    @Test func `a call in the program runs a script to its end`() {
        let direct = redis.engine.makeDirectClient()
        #expect(direct.isDirect)
        begin("for i = 1, 1000000 do end redis.call('SET', 'k', 1)")
        #expect(!redis.engine.scriptHolds(direct))
        #expect(redis.engine.madeScripting?.run?.isBusy == true || !redis.engine.hasSuspendedScript)
    }
}
