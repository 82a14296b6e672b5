// Where a server listens: at its own addresses, and at those of its gateway. They start, stop and refuse together.

import KVSockets

/// The listeners of a server, in any state of its life.
final class Listeners: Sendable {
    private let core: ServerCore
    private let gateway: (any Gateway)?
    /// Where it listens, with the ports that were found at the first start.
    private let endpoints: [Endpoint]
    private let gatewayEndpoints: [Endpoint]
    private let open: Locked<Doors>
    /// What keeps the ports while the server is stopped.
    private let reservation = Locked<PortReservation?>(nil)

    /// The doors that are open, or were last.
    private struct Doors: Sendable {
        let main: Listener
        let gateway: Listener?

        var all: [Listener] { gateway.map { [main, $0] } ?? [main] }

        init(
            _ endpoints: [Endpoint], _ core: ServerCore, _ gateway: (any Gateway)?, _ gatewayEndpoints: [Endpoint]
        ) throws(SocketError) {
            let main = try Listener(
                endpoints, on: core.reactor, delegate: ServerDoor(core: core, gateway: nil))
            self.main = main
            guard let gateway else {
                self.gateway = nil
                return
            }
            do throws(SocketError) {
                self.gateway = try Listener(
                    gatewayEndpoints, on: core.reactor, delegate: ServerDoor(core: core, gateway: gateway))
            } catch {
                main.stop()
                throw error
            }
        }
    }

    /// Starts to listen.
    ///
    /// - Throws: the address that cannot be listened at.
    init(_ endpoints: [Endpoint], core: ServerCore, gateway: (any Gateway)?) throws(SocketError) {
        let asked = gateway?.endpoints ?? []
        let doors = try Doors(endpoints, core, gateway, asked)
        self.core = core
        self.gateway = gateway
        self.endpoints = endpoints.map { $0.onPort(doors.main.port ?? 0) }
        gatewayEndpoints = asked.map { $0.onPort(doors.gateway?.port ?? 0) }
        open = Locked(doors)
    }

    private var doors: Doors { open.withLock { $0 } }

    /// The server's own addresses.
    var main: Listener { doors.main }

    /// The gateway's addresses; nil without one.
    var gatewayListener: Listener? { doors.gateway }

    /// Closes every connection, and returns when the descriptors are closed; the ports are kept.
    func stop() {
        let listeners = doors.all
        for listener in listeners { listener.stop() }
        reservation.withLock { $0 = $0 ?? PortReservation(listeners.flatMap(\.addresses)) }
    }

    /// Listens again at the same addresses.
    ///
    /// - Throws: the address that cannot be listened at any more.
    func start() throws(SocketError) {
        let doors = try Doors(endpoints, core, gateway, gatewayEndpoints)
        open.withLock { $0 = doors }
        reservation.withLock { $0 = nil }
    }

    /// Lets attempts to connect be refused, or takes them again. On the reactor's thread.
    ///
    /// - Throws: the first address that could not be kept.
    func setRefusing(_ refuses: Bool) throws(SocketError) {
        for listener in doors.all { try listener.setRefusing(refuses) }
    }

    /// How many connections are open. On the reactor's thread.
    var connectionCount: Int { doors.all.reduce(0) { $0 + $1.connectionCount } }
}

extension Endpoint {
    /// The endpoint with the port that was found for it, if any port would do.
    fileprivate func onPort(_ port: UInt16) -> Endpoint {
        if case .tcp(let host, 0) = self { .tcp(host: host, port: port) } else { self }
    }
}
