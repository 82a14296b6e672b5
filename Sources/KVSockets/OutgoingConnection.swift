// Connections that begin at our end: to an address, or to the other end of a pair whose two ends are both ours.
//
// Connecting waits for nothing. A socket that is still connecting takes no output and brings no input, so that what is
// sent meanwhile waits as for any slow peer, and a connection that fails is one that breaks: its delegate is told.

import RESP

extension Connection {
    /// Connects to an address. Any thread; the delegate hears from the reactor alone.
    ///
    /// - Returns: the connection, whose members belong to the reactor's thread as ever.
    /// - Throws: why it cannot even begin.
    package static func open(
        to address: SocketAddress, on reactor: Reactor, delegate: any ConnectionDelegate & Sendable
    ) throws(SocketError) -> Connection {
        let descriptor = try Syscalls.openSocket(for: address)
        do throws(SocketError) {
            try Syscalls.startConnecting(descriptor, to: address)
        } catch {
            Syscalls.release(descriptor)
            throw error
        }
        if case .unix = address {} else { Syscalls.set(.noDelay, on: descriptor) }
        return adopt(descriptor, peer: address, group: ConnectionGroup(), on: reactor, delegate: delegate)
    }

    /// Serves a descriptor that is connected already, and closes it in the end. Any thread.
    package static func adopt(
        _ descriptor: Int32, peer: SocketAddress, on reactor: Reactor,
        delegate: any ConnectionDelegate & Sendable
    ) -> Connection {
        adopt(descriptor, peer: peer, group: ConnectionGroup(), on: reactor, delegate: delegate)
    }

    private static func adopt(
        _ descriptor: Int32, peer: SocketAddress, group: ConnectionGroup, on reactor: Reactor,
        delegate: any ConnectionDelegate & Sendable
    ) -> Connection {
        let connection = Connection(descriptor: descriptor, peer: peer, group: group, loop: reactor.loop)
        reactor.performSoon {
            connection.delegate = delegate
            do throws(SocketError) {
                try connection.open()
            } catch {
                connection.abandon(because: error)
            }
        }
        return connection
    }

    /// Gives up what could not be entered into the loop.
    private func abandon(because error: SocketError) {
        phase = .closed
        Syscalls.release(descriptor)
        let delegate = delegate
        self.delegate = nil
        delegate?.closed(self, because: .broken(code: error.code))
    }
}
