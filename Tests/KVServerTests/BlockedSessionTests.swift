// Blocked clients over real sockets: pipelines behind a wait, clients that leave, time that passes.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct BlockedSessionTests {
    let fixture: ServerFixture
    let pusher: TestClient

    init() throws {
        fixture = try ServerFixture()
        pusher = try fixture.client()
    }

    /// Returns when the server says that so many clients wait.
    private func waitForBlocked(_ count: Int) throws {
        let observer = try fixture.client()
        var text = ""
        repeat {
            try observer.send("INFO clients\r\n")
            text = try observer.readText(through: "\r\n\r\n")
        } while !text.contains("blocked_clients:\(count)\r\n")
    }

    @Test func `what is sent behind a wait is answered after it, in order`() throws {
        let client = try fixture.client()
        try client.send("PING\r\nBLPOP k 0\r\nLLEN k\r\nBLPOP k 0\r\nPING\r\n")
        #expect(try client.reads("+PONG\r\n"))
        try waitForBlocked(1)
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        #expect(try client.reads("*2\r\n$1\r\nk\r\n$1\r\na\r\n:0\r\n"))
        try waitForBlocked(1)
        #expect(try pusher.expect("RPUSH k b", ":1\r\n"))
        #expect(try client.reads("*2\r\n$1\r\nk\r\n$1\r\nb\r\n+PONG\r\n"))
    }

    @Test func `a long pipeline behind a wait is kept`() throws {
        let client = try fixture.client()
        let count = 10_000
        try client.send("BLPOP k 0\r\n" + String(repeating: "INCR n\r\n", count: count))
        try waitForBlocked(1)
        #expect(try pusher.expect("EXISTS n", ":0\r\n"))
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        let answers = (1...count).map { ":\($0)\r\n" }.joined()
        #expect(try client.reads("*2\r\n$1\r\nk\r\n$1\r\na\r\n" + answers))
    }

    @Test func `a client that hangs up takes nothing`() throws {
        let client = try fixture.client()
        try client.send("BLPOP k 0\r\n")
        try waitForBlocked(1)
        client.close()
        try waitForBlocked(0)
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        #expect(try pusher.expect("LLEN k", ":1\r\n"))
    }

    @Test func `a client that is reset takes nothing`() throws {
        let client = try fixture.client()
        try client.send("BLPOP k 0\r\nPING\r\n")
        try waitForBlocked(1)
        client.reset()
        try waitForBlocked(0)
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        #expect(try pusher.expect("LLEN k", ":1\r\n"))
    }

    @Test func `a client that sends no more is closed, with what it had sent behind`() throws {
        let client = try fixture.client()
        try client.send("PING\r\nBLPOP k 0\r\nPING\r\n")
        client.halfClose()
        #expect(try client.readToEnd() == "+PONG\r\n")
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        #expect(try pusher.expect("LLEN k", ":1\r\n"))
    }

    @Test func `a client that sent no more during a sleep does not begin to wait after it`() throws {
        let sleeper = try fixture.client()
        try sleeper.send("DEBUG SLEEP 5\r\nPING\r\nBLPOP k 0\r\n")
        sleeper.halfClose()
        // The reactor sees the end before it answers a client that came later.
        #expect(try ServerFixture().client().expect("PING", "+PONG\r\n"))
        fixture.advance(by: .seconds(6))
        #expect(try sleeper.readToEnd() == "+OK\r\n+PONG\r\n")
        #expect(try pusher.expect("RPUSH k a", ":1\r\n"))
        #expect(try pusher.expect("LLEN k", ":1\r\n"))
    }

    @Test func `a killed client is closed without an answer`() throws {
        let client = try fixture.client()
        try client.send("BLPOP k 0\r\n")
        try waitForBlocked(1)
        #expect(try pusher.expect("CLIENT KILL ID 2", ":1\r\n"))
        #expect(try client.readToEnd() == "")
        try waitForBlocked(0)
    }

    @Test func `what a transaction has pushed is handed over though its client goes while it sleeps`() throws
    {
        let (sleeper, client) = (try fixture.client(), try fixture.client())
        try client.send("BLPOP k 0\r\n")
        try waitForBlocked(1)
        try sleeper.send("MULTI\r\nRPUSH k a\r\nDEBUG SLEEP 5\r\nEXEC\r\n")
        #expect(try sleeper.reads("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:1\r\n"))
        sleeper.reset()
        #expect(try client.reads("*2\r\n$1\r\nk\r\n$1\r\na\r\n"))
    }

    @Test func `time ends a wait, and the client goes on`() throws {
        let client = try fixture.client()
        try client.send("BLPOP k 1\r\nPING\r\n")
        try waitForBlocked(1)
        fixture.advance(by: .seconds(1))
        #expect(try client.reads("*-1\r\n+PONG\r\n"))
    }

    @Test func `who waits is not idle, and its time begins anew afterwards`() throws {
        let client = try fixture.client()
        #expect(try client.expect("CONFIG SET timeout 10", "+OK\r\n"))
        try client.send("BLPOP k 100\r\n")
        try waitForBlocked(1)
        fixture.advance(by: .seconds(99))
        fixture.advance(by: .seconds(1))
        #expect(try client.reads("*-1\r\n"))
        #expect(try client.expect("PING", "+PONG\r\n"))
    }
}

extension TestClient {
    /// Whether what comes next is this text.
    fileprivate func reads(_ text: String) throws -> Bool { try readText(text.utf8.count) == text }
}
