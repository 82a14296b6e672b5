// Connections that are refused, or over as soon as they are made.

import KVServer
import KVSockets
import RESP
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ConnectionFaultTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    /// Whether an attempt to connect is refused.
    private func isRefused(by fixture: ServerFixture) throws -> Bool {
        do {
            _ = try fixture.client()
            return false
        } catch let error as SocketError {
            #expect(error.code == ECONNREFUSED)
            return true
        }
    }

    @Test func `connections are refused until the fault is removed, and open ones stay`() throws {
        let (open, port) = (try fixture.knownClient(), fixture.server.port)
        let fault = try fixture.fault("REFUSE")
        for _ in 0..<5 { #expect(try isRefused(by: fixture)) }
        #expect(try open.expect("PING", "+PONG\r\n"))
        fixture.server.remove(fault)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
        #expect(fixture.server.port == port)
    }

    @Test func `connections are refused for a while`() throws {
        try fixture.fault("REFUSE FOR 2s")
        fixture.advance(by: .milliseconds(1999))
        #expect(try isRefused(by: fixture))
        fixture.advance(by: .milliseconds(1))
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `the port belongs to the server while it refuses connections`() throws {
        let port = try #require(fixture.server.port)
        let fault = try fixture.fault("REFUSE")
        #expect(throws: SocketError.self) { try BlockingSocket(.ipv4(0x7F00_0001, port: port)) }
        fixture.server.remove(fault)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `two faults that refuse have to go both`() throws {
        let (first, second) = (try fixture.fault("REFUSE"), try fixture.fault("REFUSE FOR 1s"))
        fixture.server.remove(first)
        #expect(try isRefused(by: fixture))
        fixture.server.remove(second)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `a Unix socket refuses as well, and comes back`() throws {
        let path = temporaryPath("refusing")
        let fixture = try ServerFixture(endpoints: [.unix(path: path, permission: 0o600)])
        let fault = try fixture.fault("REFUSE")
        #expect(try isRefused(by: fixture))
        fixture.server.remove(fault)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
        #expect(fileMode(at: path).map { $0 & 0o777 } == 0o600)
        fixture.server.stop()
        #expect(fileMode(at: path) == nil)
    }

    @Test func `a server that stops and starts again while it refuses goes on refusing`() throws {
        let fault = try fixture.fault("REFUSE")
        fixture.server.stop()
        #expect(try isRefused(by: fixture))
        try fixture.server.restart()
        #expect(try isRefused(by: fixture))
        fixture.server.remove(fault)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `a port that a server moves to while it refuses refuses too`() throws {
        let fault = try fixture.fault("REFUSE")
        let port = try BlockingSocket.freePort()
        let reply = fixture.execute("CONFIG SET port \(port)")
        #expect(reply == .simple("OK"))
        // After what was submitted before.
        #expect(fixture.server.connectionCount == 0)
        #expect(fixture.server.port == port)
        #expect(try isRefused(by: fixture))
        fixture.server.remove(fault)
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `an address that is lost while a server refuses keeps no other from coming back`() throws {
        let path = temporaryPath("coming-back")
        let fixture = try ServerFixture(endpoints: [
            .tcp(host: "127.0.0.1", port: 0), .unix(path: path, permission: nil),
        ])
        let fault = try fixture.fault("REFUSE")
        let port = try #require(fixture.server.port)
        let other = try ServerFixture(endpoints: [.tcp(host: "127.0.0.1", port: port)])
        fixture.server.remove(fault)
        #expect(try other.client().expect("PING", "+PONG\r\n"))
        let client = try TestClient(fixture.server.addresses[1], of: fixture)
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a connection is accepted and closed, and the next one is served`() throws {
        let fault = try fixture.fault("ACCEPT-CLOSE SKIP 1 TIMES 2")
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
        for _ in 0..<2 { #expect(try fixture.client().readToEnd() == "") }
        #expect(fixture.server.hits(of: fault) == 2)
        let client = try fixture.client()
        #expect(try client.expect("PING", "+PONG\r\n"))
        #expect(try fixture.comesDownTo(connections: 1, asking: client))
    }

    @Test func `a connection is accepted and reset`() throws {
        try fixture.fault("ACCEPT-RESET TIMES 1")
        let client = try fixture.client()
        #expect(throws: TestClient.Failure.read(ECONNRESET)) { try client.readToEnd() }
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `faults of connections leave commands alone`() throws {
        let client = try fixture.knownClient()
        let fault = try fixture.fault("ACCEPT-CLOSE")
        #expect(try client.expect("PING", "+PONG\r\n"))
        #expect(fixture.server.hits(of: fault) == 0)
    }
}
