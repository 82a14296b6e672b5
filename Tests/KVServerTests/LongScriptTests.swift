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

    private func line(of client: TestClient) throws -> String {
        var text = ""
        while !text.hasSuffix("\r\n") { text += try client.readText(1) }
        return text
    }

    /// Returns when a script has taken longer than others wait for it.
    private func waitUntilBusy() throws {
        repeat { try other.send("EXISTS k\r\n") } while try !line(of: other).hasPrefix("-BUSY ")
    }

    @Test func `others are answered while a script goes on, and can end it`() throws {
        try runner.send("EVAL \"while true do end\" 0\r\nPING\r\n")
        try waitUntilBusy()
        #expect(try other.expect("SCRIPT KILL", "+OK\r\n"))
        #expect(try line(of: runner).hasPrefix("-ERR Script killed by user with SCRIPT KILL... script: "))
        #expect(try line(of: runner) == "+PONG\r\n")
        #expect(try other.expect("EXISTS k", ":0\r\n"))
    }

    @Test func `a transaction with such a script has the replies of all its commands`() throws {
        try runner.send("MULTI\r\nINCR n\r\nEVAL \"while true do end\" 0\r\nINCR n\r\nEXEC\r\n")
        try waitUntilBusy()
        #expect(try other.expect("SCRIPT KILL", "+OK\r\n"))
        for reply in ["+OK", "+QUEUED", "+QUEUED", "+QUEUED", "*3", ":1"] {
            #expect(try line(of: runner) == "\(reply)\r\n")
        }
        #expect(try line(of: runner).hasPrefix("-ERR Script killed"))
        #expect(try line(of: runner) == ":2\r\n")
    }

    @Test func `a server that stops ends its script`() throws {
        try runner.send("EVAL \"redis.call('SET', 'k', 1) while true do end\" 0\r\n")
        try waitUntilBusy()
        fixture.server.stop()
        try fixture.server.restart()
        let late = try fixture.client()
        repeat { try late.send("EXISTS k\r\n") } while try line(of: late) != ":1\r\n"
    }
}
