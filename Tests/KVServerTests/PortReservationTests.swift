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

    @Test func `what somebody else listens at is left to them`() throws {
        let fixture = try ServerFixture()
        let address = fixture.server.addresses[0]
        do { _ = PortReservation([address]) }
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }
}
