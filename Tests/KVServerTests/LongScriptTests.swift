// Scripts that take long, over real sockets: the others of the server, its client's pipeline, and a server that stops.

import KVServer
import TestSupport
import Testing

@Suite struct LongScriptTests {
    let fixture: ServerFixture
    let runner: TestClient
    let other: TestClient

    init() throws {
        fixture = try ServerFixture()
        runner = try fixture.client()
        other = try fixture.client()
        #expect(try other.expect("CONFIG SET busy-reply-threshold 20", "+OK\r\n"))
    }

    /// Returns when a script has taken longer than others wait for it.
    private func waitUntilBusy() throws {
        repeat { try other.send("EXISTS k\r\n") } while try !other.readLine().hasPrefix("-BUSY ")
    }

    @Test func `others are answered while a script goes on, and can end it`() throws {
        try runner.send("EVAL \"while true do end\" 0\r\nPING\r\n")
        try waitUntilBusy()
        #expect(try other.expect("SCRIPT KILL", "+OK\r\n"))
        #expect(try runner.readLine().hasPrefix("-ERR Script killed by user with SCRIPT KILL... script: "))
        #expect(try runner.readLine() == "+PONG\r\n")
        #expect(try other.expect("EXISTS k", ":0\r\n"))
    }

    @Test func `a transaction with such a script has the replies of all its commands`() throws {
        try runner.send("MULTI\r\nINCR n\r\nEVAL \"while true do end\" 0\r\nINCR n\r\nEXEC\r\n")
        try waitUntilBusy()
        #expect(try other.expect("SCRIPT KILL", "+OK\r\n"))
        for reply in ["+OK", "+QUEUED", "+QUEUED", "+QUEUED", "*3", ":1"] {
            #expect(try runner.readLine() == "\(reply)\r\n")
        }
        #expect(try runner.readLine().hasPrefix("-ERR Script killed"))
        #expect(try runner.readLine() == ":2\r\n")
    }

    @Test func `a server that stops ends its script`() throws {
        try runner.send("EVAL \"redis.call('SET', 'k', 1) while true do end\" 0\r\n")
        try waitUntilBusy()
        fixture.server.stop()
        try fixture.server.restart()
        let late = try fixture.client()
        repeat { try late.send("EXISTS k\r\n") } while try late.readLine() != ":1\r\n"
    }
}
