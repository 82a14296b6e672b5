// The port of a stopped server, until the server is released. To bind to a port without the option to share it is
// what the kernel does when it looks for a free one.

import KVServer
import Testing

@testable import KVSockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

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

    /// On Linux at an address that nobody else uses: where the ports of our choice have served within the last minute,
    /// the kernel's is taken.
    private static func anyPlace() throws -> BoundPlace {
        #if os(Linux)
            let host = "127.61.0.1"
        #else
            let host = "127.0.0.1"
        #endif
        return try ListeningPlaces([.tcp(host: host, port: 0)], options: ListenerOptions()).bound[0]
    }

    /// Whether a place has its port, refuses clients, and can be listened at again.
    private func expectKept(_ kept: BoundPlace) throws {
        #expect(try !Self.isFree(kept.address))
        let error = #expect(throws: SocketError.self) { try BlockingSocket(kept.address) }
        #expect(error?.code == ECONNREFUSED)
        try Syscalls.listen(kept.descriptor, backlog: 1, "")
        _ = try BlockingSocket(kept.address)
        // Nor can it be shared.
        #expect(throws: SocketError.self) {
            try ListeningPlaces(
                [.tcp(host: kept.address.host, port: kept.address.port ?? 0)], options: ListenerOptions())
        }
    }

    #if os(Linux)
        @Test func `a port of the socket's own is kept by it`() throws {
            let listening = try Self.anyPlace()
            let kept = try ListeningPlaces.keep(listening)
            defer { kept.release() }
            #expect((kept.descriptor, kept.address) == (listening.descriptor, listening.address))
            try expectKept(kept)
        }
    #endif

    @Test func `a port that the kernel has chosen is bound again before it is given back`() throws {
        var listening = try Self.anyPlace()
        listening.isLent = true
        let kept = try ListeningPlaces.keep(listening)
        defer { kept.release() }
        #expect(kept.address == listening.address)
        // The lowest number that is free: another than before, as the one was open when the other was opened.
        #expect(kept.descriptor != listening.descriptor)
        try expectKept(kept)
    }

    @Test(arguments: [["127.0.0.1"], ["::1"], ["127.0.0.1", "::1"]])
    func `any port is none that a stopped server keeps`(hosts: [String]) throws {
        let endpoints = hosts.map { Endpoint.tcp(host: $0, port: 0) }
        let stopped = try ListeningPlaces(endpoints.suffix(1), options: ListenerOptions()).bound[0]
        let kept = try ListeningPlaces.keep(stopped)
        defer { kept.release() }
        for _ in 0..<5000 {
            let others = try ListeningPlaces(endpoints, options: ListenerOptions()).bound
            for other in others { other.release() }
            guard !others.contains(where: { $0.address == kept.address }) else {
                Issue.record("a server was given a port that another keeps")
                return
            }
        }
    }

    @Test func `who refuses when stopped keeps the socket that it has`() throws {
        let (reactor, place) = (try Reactor.shared, try Self.anyPlace())
        let kept = Locked<Int32?>(nil)
        reactor.perform {
            let socket = ListeningSocket(
                place, group: ConnectionGroup(), delegate: NoDelegate(), loop: reactor.loop)
            socket.open()
            try? socket.refuse()
            kept.withLock { $0 = socket.closeKeepingPort() }
        }
        let descriptor = try #require(kept.withLock { $0 })
        defer { Syscalls.release(descriptor) }
        #if os(Linux)
            #expect(descriptor == place.descriptor)
        #endif
        #expect(Syscalls.localAddress(of: descriptor) == place.address)
    }

    @Test func `free ports are many, and none that Linux gives out by itself`() {
        let ports = (61_000...65_535).map { _ in FreePorts.next() }
        #expect(ports.allSatisfy { $0 >= 61_000 })
        // Other tests take some as well.
        #expect(Set(ports).count > 2000)
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

private final class NoDelegate: ListenerDelegate {
    func accepted(_ connection: Connection) -> (any ConnectionDelegate)? { nil }
}
