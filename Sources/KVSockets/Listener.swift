// A listener: the endpoints of one server, and the connections that came through them. Starting is done on
// the caller's thread up to `listen`, from where on the kernel takes connections; the reactor is told without
// waiting for it. Stopping waits until every descriptor is closed, so that a port can be used again at once.

import RESP

/// Decides about new connections. Called on the reactor's thread.
package protocol ListenerDelegate: AnyObject, Sendable {
    /// A client connected; returns who answers it, or nil to close it once the output appended so far (an
    /// error, say) is sent.
    func accepted(_ connection: Connection) -> (any ConnectionDelegate)?

    /// A connection could not be accepted; accepting pauses for a moment unless the client had given up.
    func acceptFailed(_ error: SocketError)
}

extension ListenerDelegate {
    package func acceptFailed(_ error: SocketError) {}
}

/// Settings of a listener and the connections it accepts.
package struct ListenerOptions: Sendable {
    /// Connections that may wait to be accepted; the kernel has a limit of its own.
    package var backlog: Int32 = 511
    /// Silence after which the kernel probes whether a TCP peer is still there; zero: never.
    package var keepAliveSeconds: Int32 = 300
    /// The kernel's send buffer, for tests of slow readers; nil leaves it to the kernel.
    package var sendBuffer: Int32?

    package init() {}
}

/// A server's listening sockets and their connections.
///
/// Everything is constant, locked, or belongs to the reactor's thread, which `stop` and the others go to by themselves.
package final class Listener: @unchecked Sendable {
    /// Where it listens, in the order asked for, with the ports that were found for port 0.
    package var addresses: [SocketAddress] { places.withLock { $0 } }
    private let places: Locked<[SocketAddress]>
    private let options: ListenerOptions
    private let reactor: Reactor
    private var sockets: [ListeningSocket]
    private let group: ConnectionGroup
    /// Kept until `stop`; belongs to the reactor's thread.
    private var delegate: (any ListenerDelegate)?
    /// Whether attempts to connect are refused; belongs to the reactor's thread as well.
    private var isRefusing = false

    /// Listens at every endpoint or, if one fails, at none. The delegate is kept alive until `stop`.
    ///
    /// - Throws: the failed call, with the address it was about.
    package init(
        _ endpoints: [Endpoint], options: ListenerOptions = ListenerOptions(), on reactor: Reactor,
        delegate: any ListenerDelegate
    ) throws(SocketError) {
        let places = try ListeningPlaces(endpoints, options: options)
        let group = ConnectionGroup()
        let sockets = places.bound.map { place in
            ListeningSocket(place, group: group, delegate: delegate, loop: reactor.loop)
        }
        self.places = Locked(places.bound.map(\.address))
        self.options = options
        self.delegate = delegate
        self.reactor = reactor
        self.sockets = sockets
        self.group = group
        reactor.performSoon {
            for socket in sockets { socket.open() }
        }
    }

    /// The first TCP port; nil if there are only Unix sockets.
    package var port: UInt16? {
        for address in addresses {
            if let port = address.port { return port }
        }
        return nil
    }

    /// How many connections are open, those included that only wait for their peer to go.
    package var connectionCount: Int {
        reactor.loop.assertOnThread()
        return group.connections.count
    }

    /// Stops listening, closes every connection, and returns when the descriptors are closed. Any thread.
    ///
    /// Unsent output is lost. Stopping again does nothing.
    package func stop() { stop { $0.close() } }

    /// Stops as `stop` does, and keeps the ports from being handed out until what is returned is released; nil when
    /// there is none, or it had stopped.
    package func stopKeepingPorts() -> PortReservation? {
        let descriptors = Locked<[Int32]>([])
        stop { socket in
            if let kept = socket.closeKeepingPort() { descriptors.withLock { $0.append(kept) } }
        }
        let kept = descriptors.withLock { $0 }
        return kept.isEmpty ? nil : PortReservation(kept)
    }

    private func stop(_ close: @escaping @Sendable (ListeningSocket) -> Void) {
        reactor.perform { [self] in
            for socket in sockets { close(socket) }
            delegate = nil
            group.closeAll()
        }
        reactor.finishClosing(group)
    }

    /// Listens at other TCP ports: at the new ones at once, at the old ones no more when the reactor has its next turn.
    /// Connections stay, and so do Unix sockets. Any thread.
    ///
    /// - Throws: the address that cannot be listened at; then it listens where it did.
    package func move(to endpoints: [Endpoint]) throws(SocketError) {
        let bound = try ListeningPlaces(endpoints, options: options).bound
        places.withLock { $0 = bound.map(\.address) + $0.filter { $0.port == nil } }
        reactor.submit { [self] in
            for socket in sockets where socket.isTCP { socket.close() }
            guard let delegate else { return bound.forEach { $0.release() } }
            let new = bound.map { ListeningSocket($0, group: group, delegate: delegate, loop: reactor.loop) }
            for socket in new { socket.open() }
            if isRefusing { try? new.forAll { socket throws(SocketError) in try socket.refuse() } }
            sockets = new + sockets.filter { !$0.isTCP }
        }
    }

    /// Lets attempts to connect be refused, or takes them again, at the same addresses; what is connected stays so.
    /// Only on the reactor's thread.
    ///
    /// - Throws: the first address that could not be kept, or listened at again; the others have been.
    package func setRefusing(_ refuses: Bool) throws(SocketError) {
        reactor.loop.assertOnThread()
        isRefusing = refuses
        try sockets.forAll { socket throws(SocketError) in
            if refuses { try socket.refuse() } else { try socket.listenAgain() }
        }
    }

    /// Takes a descriptor as if its peer had connected here; closed at once when the listener has stopped. Any thread.
    package func adopt(_ descriptor: Int32, peer: SocketAddress) {
        reactor.perform { [self] in
            guard let socket = sockets.first else { return Syscalls.release(descriptor) }
            socket.adopt(descriptor, peer)
        }
    }

    /// Stops listening but keeps the connections. Any thread.
    package func stopAccepting() {
        reactor.perform { [self] in
            for socket in sockets { socket.close() }
        }
    }
}

extension Sequence {
    /// Does something with each element, and throws the first error when all have had their turn.
    package func forAll(_ body: (Element) throws(SocketError) -> Void) throws(SocketError) {
        var first: SocketError?
        for element in self {
            do throws(SocketError) { try body(element) } catch { first = first ?? error }
        }
        if let first { throw first }
    }
}
