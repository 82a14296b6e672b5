// The port of a stopped server, until the server is released. To bind to a port without the option to share it is
// what the kernel does when it looks for a free one.

import KVServer
import Testing

@testable import KVSockets

@Suite struct PortReservationTests {
    /// Whether nobody has the port.
    private static func isFree(_ address: SocketAddress) throws -> Bool {
        let descriptor = try Syscalls.openSocket(for: address)
        defer { Syscalls.release(descriptor) }
        return (try? Syscalls.bind(descriptor, to: address)) != nil
    }

    @Test func `a stopped server keeps its port until it is released`() throws {
        let address = try keptAddress()
        #expect(try Self.isFree(address))
    }

    private func keptAddress() throws -> SocketAddress {
        let fixture = try ServerFixture()
        let address = fixture.server.addresses[0]
        fixture.server.stop()
        #expect(try !Self.isFree(address))
        #expect(throws: SocketError.self) { try fixture.client() }
        try fixture.server.restart()
        #expect(fixture.server.addresses == [address])
        // No client has been served: the kernel keeps the port of a connection for a minute after its end.
        fixture.server.stop()
        #expect(try !Self.isFree(address))
        return address
    }

    @Test func `a port is bound again before it is given back`() throws {
        let options = ListenerOptions()
        let places = try ListeningPlaces([.tcp(host: "127.0.0.1", port: 0)], options: options)
        let listening = places.bound[0]
        let kept = try ListeningPlaces.rebind(listening)
        defer { kept.release() }
        #expect(kept.address == listening.address)
        // The lowest number that is free: another than before, as the one was open when the other was opened.
        #expect(kept.descriptor != listening.descriptor)
        #expect(try !Self.isFree(kept.address))
        // Nor can it be shared once somebody listens again.
        try Syscalls.listen(kept.descriptor, backlog: 1, "")
        #expect(throws: SocketError.self) {
            try ListeningPlaces([.tcp(host: "127.0.0.1", port: kept.address.port ?? 0)], options: options)
        }
    }

    @Test func `another server may have the port of a stopped one by asking for it`() throws {
        let fixture = try ServerFixture()
        let address = fixture.server.addresses[0]
        fixture.server.stop()
        let other = try ServerFixture(endpoints: [.tcp(host: "127.0.0.1", port: address.port ?? 0)])
        #expect(try other.client().expect("PING", "+PONG\r\n"))
        #expect(throws: StartError.self) { try fixture.server.restart() }
    }
}
