// Time passes only when a test says so: expiry, pauses, sleeps, idle clients and slow readers.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct WaitingTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test func `a key goes at its deadline, and its memory without a read`() throws {
        let client = try fixture.client()
        #expect(try client.expect("SET k v PX 100", "+OK\r\n"))
        fixture.advance(by: .milliseconds(99))
        #expect(try client.expect("DBSIZE", ":1\r\n"))
        fixture.advance(by: .milliseconds(1))
        #expect(try client.expect("DBSIZE", ":0\r\n"))
    }

    @Test func `a pause holds commands until it ends`() throws {
        let (pauser, client) = (try fixture.client(), try fixture.client())
        #expect(try pauser.expect("CLIENT PAUSE 1000", "+OK\r\n"))
        try client.send("SET k v\r\nGET k\r\n")
        fixture.advance(by: .milliseconds(1001))
        #expect(try client.readText(12) == "+OK\r\n$1\r\nv\r\n")
    }

    @Test func `UNPAUSE lets go at once what a WRITE pause held`() throws {
        let (pauser, client) = (try fixture.client(), try fixture.client())
        #expect(try pauser.expect("CLIENT PAUSE 100000 WRITE", "+OK\r\n"))
        #expect(try client.expect("GET k", "$-1\r\n"))
        try client.send("SET k v\r\n")
        // Reads go on, so this answer says that the write before it has been seen, or will be held later.
        #expect(try pauser.expect("CLIENT UNPAUSE", "+OK\r\n"))
        #expect(try client.readText(5) == "+OK\r\n")
    }

    @Test func `DEBUG SLEEP holds its own server only`() throws {
        let other = try ServerFixture()
        let sleeper = try fixture.client()
        try sleeper.send("DEBUG SLEEP 5\r\n")
        #expect(try other.client().expect("PING", "+PONG\r\n"))
        fixture.advance(by: .seconds(6))
        #expect(try sleeper.readText(5) == "+OK\r\n")
    }

    @Test func `a client that hangs up while it is held never runs its command`() throws {
        let (pauser, client) = (try fixture.client(), try fixture.client())
        #expect(try pauser.expect("CLIENT PAUSE 1000 WRITE", "+OK\r\n"))
        try client.send("SET k v\r\n")
        client.close()
        // The reactor sees the end before it answers a client that came later.
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
        fixture.advance(by: .milliseconds(1001))
        #expect(try pauser.expect("EXISTS k", ":0\r\n"))
    }

    @Test func `a client that ends its output during a sleep still gets its replies`() throws {
        let (sleeper, other) = (try fixture.client(), try ServerFixture())
        try sleeper.send("DEBUG SLEEP 5\r\nPING\r\n")
        sleeper.halfClose()
        // The reactor sees the end before it answers a client that came later.
        #expect(try other.client().expect("PING", "+PONG\r\n"))
        fixture.advance(by: .seconds(6))
        #expect(try sleeper.readToEnd() == "+OK\r\n+PONG\r\n")
    }

    @Test func `an idle client is closed after the timeout`() throws {
        let idle = try fixture.client()
        #expect(try idle.expect("CONFIG SET timeout 10", "+OK\r\n"))
        fixture.advance(by: .seconds(10))
        let busy = try fixture.client()
        #expect(try busy.expect("PING", "+PONG\r\n"))
        fixture.advance(by: .seconds(1))
        #expect(try idle.readToEnd() == "")
        #expect(try busy.expect("PING", "+PONG\r\n"))
    }

    @Test func `a client that does not read is closed at its hard limit`() throws {
        let (slow, other) = (try fixture.client(receiveBuffer: 4096), try fixture.client())
        #expect(try other.expect("CONFIG SET client-output-buffer-limit \"normal 100000 0 0\"", "+OK\r\n"))
        let value = String(repeating: "x", count: 50_000)
        #expect(try other.expect("SET k \(value)", "+OK\r\n"))
        try slow.send(String(repeating: "GET k\r\n", count: 2_000))
        #expect(throws: (any Error).self) { try slow.read(2_000 * 50_000) }
        #expect(try other.expect("PING", "+PONG\r\n"))
    }

    @Test func `a client that reads late gets everything, and costs little meanwhile`() throws {
        let (slow, other) = (try fixture.client(receiveBuffer: 4096), try fixture.client())
        let value = String(repeating: "x", count: 60_000)
        #expect(try other.expect("SET k \(value)", "+OK\r\n"))
        try slow.send(String(repeating: "GET k\r\n", count: 1_000))
        #expect(try other.expect("PING", "+PONG\r\n"))
        let reply = "$60000\r\n\(value)\r\n"
        for _ in 0..<1_000 { #expect(try slow.readText(reply.utf8.count) == reply) }
    }
}
