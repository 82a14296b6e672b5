// SHUTDOWN, as the owner of an engine sees it.

import Testing

@testable import KVEngine

@Suite struct ShutdownTests {
    let redis = TestEngine()

    @Test func `the wish is passed on, and the connection ends without a reply`() {
        var wishes = 0
        redis.engine.shutDown = { wishes += 1 }
        #expect(redis("SHUTDOWN NOSAVE NOW FORCE") == "")
        #expect(redis.client.ending == .closeNow)
        #expect(wishes == 1)
    }

    @Test func `what is refused ends nothing`() {
        redis.engine.shutDown = { Issue.record("the server was ended") }
        #expect(redis("SHUTDOWN SAVE NOSAVE") == "-ERR syntax error\r\n")
        #expect(redis("SHUTDOWN ABORT") == "-ERR No shutdown in progress.\r\n")
        #expect(redis.client.ending == .stay)
    }

    @Test func `it fails where nobody can end the server`() {
        #expect(redis("SHUTDOWN") == "-ERR Errors trying to SHUTDOWN. Check logs.\r\n")
        #expect(redis.client.ending == .stay)
    }
}
