// CONFIG SET port: the server listens elsewhere, and those who are connected stay.

import KVServer
import KVSockets
import RESP
import TestSupport
import Testing

@Suite struct PortChangeTests {
    private let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test func `a server listens at its new port, and no more at the old one`() throws {
        let client = try fixture.client()
        let (old, new) = (fixture.server.addresses[0], try BlockingSocket.freePort())
        #expect(try client.expect("CONFIG SET port \(new)", "+OK\r\n"))
        #expect(fixture.server.port == new)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
        #expect(try client.expect("PING", "+PONG\r\n"))
        #expect(throws: SocketError.self) { try TestClient(old, of: fixture) }
        try fixture.server.restart()
        #expect(fixture.server.port == new)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `a port that somebody has leaves the server where it is`() throws {
        let (other, client) = (try ServerFixture(), try fixture.client())
        let port = fixture.server.port
        try client.send("CONFIG SET timeout 5 port \(other.server.port ?? 0)\r\n")
        #expect(try client.readText(4) == "-ERR")
        #expect(fixture.server.port == port)
        #expect(try fixture.client().expect("CONFIG GET timeout", "*2\r\n$7\r\ntimeout\r\n$1\r\n0\r\n"))
    }

    @Test func `a direct call moves it as well, and to no port at all`() throws {
        let client = try fixture.client()
        #expect(try client.expect("PING", "+PONG\r\n"))
        let reply = fixture.execute("CONFIG SET port 0")
        #expect(reply == .simple("OK"))
        #expect(fixture.server.port == nil)
        let port = try BlockingSocket.freePort()
        #expect(try client.expect("CONFIG SET port \(port)", "+OK\r\n"))
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }
}
