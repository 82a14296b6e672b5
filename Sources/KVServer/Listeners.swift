// Where a server listens: at its own addresses, and at those of its gateway. They start, stop and refuse together.

import KVSockets

/// The listeners of a server, in any state of its life.
final class Listeners: Sendable {
    /// Addresses, and what lets clients in there.
    private struct Door: Sendable {
        /// With the ports that were found at the first start.
        var endpoints: [Endpoint]
        let gateway: (any Gateway)?
        /// Stopped while the server is.
        let listener: Listener

        init(_ endpoints: [Endpoint], _ gateway: (any Gateway)?, _ core: ServerCore) throws(SocketError) {
            let listener = try Listener(
                endpoints, on: core.reactor, delegate: ServerDoor(core: core, gateway: gateway))
            self.listener = listener
            self.endpoints = endpoints.map { $0.onPort(listener.port ?? 0) }
            self.gateway = gateway
        }
    }

    private let core: ServerCore
    /// Those of the server's own addresses that have ports.
    private let hosts: [String]
    /// The first is for clients that speak RESP.
    private let doors: Locked<[Door]>
    /// What keeps the ports while the server is stopped.
    private let reservations = Locked<[PortReservation]>([])

    /// Starts to listen.
    ///
    /// - Throws: the address that cannot be listened at.
    init(_ endpoints: [Endpoint], core: ServerCore, gateway: (any Gateway)?) throws(SocketError) {
        self.core = core
        hosts = endpoints.compactMap { if case .tcp(let host, _) = $0 { host } else { nil } }
        doors = Locked([try Door(endpoints, nil, core)])
        guard let gateway else { return }
        do throws(SocketError) {
            try add(gateway)
        } catch {
            stop()
            throw error
        }
    }

    /// Lets the clients of a gateway in as well, now and after each restart.
    ///
    /// - Throws: the address that cannot be listened at.
    func add(_ gateway: any Gateway) throws(SocketError) {
        let door = try Door(gateway.endpoints, gateway, core)
        doors.withLock { $0.append(door) }
    }

    private var listeners: [Listener] { doors.withLock { $0.map(\.listener) } }

    /// The server's own addresses.
    var main: Listener { doors.withLock { $0[0].listener } }

    /// The addresses of a gateway; nil when it has none.
    func listener(of gateway: any Gateway) -> Listener? {
        doors.withLock { $0.first { $0.gateway === gateway }?.listener }
    }

    /// Lets the server's own clients in at another port, or at none for 0; those that are there stay. Any thread.
    ///
    /// - Throws: the address that cannot be listened at; then nothing has changed.
    func move(toPort port: UInt16) throws(SocketError) {
        let moved = port == 0 ? [] : hosts.map { Endpoint.tcp(host: $0, port: port) }
        try main.move(to: moved)
        doors.withLock { doors in
            let paths = doors[0].endpoints.filter { if case .unix = $0 { true } else { false } }
            doors[0].endpoints = moved + paths
        }
    }

    /// Closes every connection, and returns when the descriptors are closed; the ports are kept.
    func stop() {
        let kept = listeners.compactMap { $0.stopKeepingPorts() }
        reservations.withLock { $0 += kept }
    }

    /// Listens again at the same addresses, at all or at none.
    ///
    /// - Throws: the address that cannot be listened at any more.
    func start() throws(SocketError) {
        var opened: [Door] = []
        do throws(SocketError) {
            for door in doors.withLock({ $0 }) {
                opened.append(try Door(door.endpoints, door.gateway, core))
            }
        } catch {
            for door in opened { door.listener.stop() }
            throw error
        }
        doors.withLock { $0 = opened }
        reservations.withLock { $0 = [] }
    }

    /// Lets attempts to connect be refused, or takes them again. On the reactor's thread.
    ///
    /// - Throws: the first address that could not be kept, or listened at again; the others have been.
    func setRefusing(_ refuses: Bool) throws(SocketError) {
        try listeners.forAll { listener throws(SocketError) in try listener.setRefusing(refuses) }
    }

    /// How many connections are open. On the reactor's thread.
    var connectionCount: Int { listeners.reduce(0) { $0 + $1.connectionCount } }
}

extension Endpoint {
    /// The endpoint with the port that was found for it, if any port would do.
    fileprivate func onPort(_ port: UInt16) -> Endpoint {
        if case .tcp(let host, 0) = self { .tcp(host: host, port: port) } else { self }
    }
}
