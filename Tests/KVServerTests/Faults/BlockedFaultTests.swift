// Faults at replies that are waited for: the client is blocked first, and is served by another.

import KVServer
import TestSupport
import Testing

@Suite struct BlockedFaultTests {
    private static let reply = "*2\r\n$1\r\nq\r\n$3\r\njob\r\n"
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    /// A client that is blocked when a fault has met its BLPOP, and has then been served.
    private func served(_ fault: String) async throws -> TestClient {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let number = try fixture.fault("\(fault) COMMAND blpop")
        try client.send("BLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        #expect(try other.expect("RPUSH q job", ":1\r\n"))
        #expect(try other.expect("EXISTS q", ":0\r\n"))
        #expect(fixture.server.hits(of: number) == 1)
        return client
    }

    @Test func `a reply that is waited for is cut`() async throws {
        #expect(try await served("CUT 4").readToEnd() == "*2\r\n")
    }

    @Test func `an element is taken, and its reply lost`() async throws {
        #expect(try await served("EXECUTE-DISCONNECT").readToEnd() == "")
    }

    @Test func `garbage comes before a reply that is waited for`() async throws {
        let client = try await served("GARBAGE ?!")
        #expect(try client.readText(22) == "?!" + Self.reply)
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a reply that is waited for comes twice`() async throws {
        let client = try await served("DUPLICATE")
        #expect(try client.readText(40) == Self.reply + Self.reply)
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a reply that is waited for comes byte by byte`() async throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        try fixture.fault("SINGLE-BYTES COMMAND blpop")
        try client.send("BLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        let before = client.piecesReceived
        #expect(try other.expect("RPUSH q job", ":1\r\n"))
        #expect(try client.readText(20) == Self.reply)
        // The kernel may join the later ones: so many, and no more, are on their way at a time.
        if let before, let after = client.piecesReceived { #expect(after - before >= 10) }
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a long reply that is waited for comes whole, whatever of it comes byte by byte`() async throws
    {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let value = String(repeating: "x", count: 60_000)
        try fixture.fault("SINGLE-BYTES COMMAND blpop")
        try client.send("BLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        #expect(try other.expect("RPUSH q \(value)", ":1\r\n"))
        #expect(try client.expect("PING", "*2\r\n$1\r\nq\r\n$60000\r\n\(value)\r\n+PONG\r\n"))
    }

    @Test func `a reply that is waited for stays away until its fault is removed`() async throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("STALL-WRITE COMMAND blpop")
        try client.send("BLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        #expect(try other.expect("RPUSH q job", ":1\r\n"))
        try client.send("SET k v\r\n")
        try fixture.catchUp()
        #expect(try other.expect("GET k", "$1\r\nv\r\n"))
        #expect(client.isQuiet)
        fixture.server.remove(fault)
        #expect(try client.readText(25) == Self.reply + "+OK\r\n")
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a reply that is waited for stays away for a while`() async throws {
        let client = try await served("STALL-WRITE FOR 5s")
        try fixture.catchUp()
        fixture.advance(by: .milliseconds(4999))
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try client.expect("PING", Self.reply + "+PONG\r\n"))
    }

    @Test func `the fault of one wait is not that of the next`() async throws {
        let client = try await served("DUPLICATE TIMES 1")
        #expect(try client.readText(40) == Self.reply + Self.reply)
        try client.send("BLPOP q 1\r\n")
        await fixture.server.untilBlocked(1)
        fixture.advance(by: .seconds(1))
        #expect(try client.expect("PING", "*-1\r\n+PONG\r\n"))
    }

    @Test func `a fault that is removed meanwhile does nothing to the reply`() async throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("DUPLICATE COMMAND blpop")
        try client.send("BLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        #expect(fixture.server.removeFault(id: fault.id))
        #expect(try other.expect("RPUSH q job", ":1\r\n"))
        #expect(try client.expect("PING", Self.reply + "+PONG\r\n"))
    }

    @Test func `the fault of a reply that nobody wants is not that of the next message`() async throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        try fixture.fault("DUPLICATE COMMAND blpop")
        try client.send("CLIENT REPLY SKIP\r\nBLPOP q 0\r\n")
        await fixture.server.untilBlocked(1)
        #expect(try other.expect("RPUSH q job", ":1\r\n"))
        #expect(try client.expect("SUBSCRIBE c", "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"))
        #expect(try other.expect("PUBLISH c x", ":1\r\n"))
        #expect(try client.expect("RESET", "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n+RESET\r\n"))
    }
}
