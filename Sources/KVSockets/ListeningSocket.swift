// One listening descriptor on the reactor: takes waiting connections in bursts and hands each to the
// listener's delegate.

import RESP

/// A bound place in the reactor's table.
///
/// Belongs to the reactor's thread, which is why sending it there is not checked.
final class ListeningSocket: @unchecked Sendable, DeadlineSource {
    private var place: BoundPlace
    private let group: ConnectionGroup
    private var delegate: (any ListenerDelegate)?
    private let loop: EventLoop
    private var token: UInt64 = 0
    private var isOpen = false
    /// Whether the address is kept without listening at it.
    private var isRefusing = false
    private var isClosed = false
    private var pause: Deadline?

    init(_ place: BoundPlace, group: ConnectionGroup, delegate: any ListenerDelegate, loop: EventLoop) {
        self.place = place
        self.group = group
        self.delegate = delegate
        self.loop = loop
    }

    /// Whether it listens at a port.
    var isTCP: Bool { place.address.port != nil }

    /// Begins to accept.
    func open() {
        guard !isOpen, !isClosed else { return }
        do throws(SocketError) {
            token = try loop.add(.listening(self), descriptor: place.descriptor, interest: .read)
            isOpen = true
        } catch {
            delegate?.acceptFailed(error)
        }
    }

    /// Stops listening and gives the descriptor back.
    func close() {
        if let place = retire() { place.release() }
    }

    /// Stops listening, and returns a descriptor that keeps the port; nil where there is none to keep.
    func closeKeepingPort() -> Int32? {
        guard let place = retire() else { return nil }
        guard isTCP else {
            place.release()
            return nil
        }
        if isRefusing { return place.descriptor }
        return try? ListeningPlaces.keep(place).descriptor
    }

    /// Ends all but the descriptor; nil when that has been done.
    private func retire() -> BoundPlace? {
        guard !isClosed else { return nil }
        isClosed = true
        if isOpen { loop.remove(token: token, descriptor: place.descriptor) }
        isOpen = false
        pause?.set(to: nil)
        pause = nil
        delegate = nil
        return place
    }

    /// Lets attempts to connect be refused: the address stays taken, but nobody listens at it.
    ///
    /// - Throws: why the address could not be kept; it is lost then.
    func refuse() throws(SocketError) {
        guard isOpen else { return }
        loop.remove(token: token, descriptor: place.descriptor)
        isOpen = false
        pause?.set(to: nil)
        do throws(SocketError) {
            place = try ListeningPlaces.keep(place)
            isRefusing = true
        } catch {
            isClosed = true
            delegate = nil
            throw error
        }
    }

    /// Listens again after `refuse`.
    func listenAgain() throws(SocketError) {
        guard isRefusing, !isClosed else { return }
        try Syscalls.listen(place.descriptor, backlog: place.options.backlog, place.address.description)
        isRefusing = false
        open()
    }

    /// Accepts what waits, up to a limit that leaves the connections their turn.
    func acceptWaiting() {
        for _ in 0..<SocketLimits.acceptsPerTurn {
            guard !isClosed, acceptOne() else { return }
        }
    }

    /// Takes a descriptor that is connected already as one that has been accepted; closes it when not listening.
    func adopt(_ descriptor: Int32, _ peer: SocketAddress) {
        guard isOpen, !isClosed else { return Syscalls.release(descriptor) }
        do throws(SocketError) {
            try welcome(descriptor, peer)
        } catch {
            delegate?.acceptFailed(error)
        }
    }

    private func acceptOne() -> Bool {
        do throws(SocketError) {
            guard let (descriptor, peer) = try Syscalls.accept(place.descriptor) else { return false }
            try welcome(descriptor, peer)
            return true
        } catch {
            let isGivenUp = Syscalls.isGivenUpByPeer(error.code)
            // There may be a descriptor again.
            if !isGivenUp, loop.closeAbandoned() { return true }
            delegate?.acceptFailed(error.about(place.address.description))
            if isGivenUp { return true }
            pauseAccepting()
            return false
        }
    }

    private func welcome(_ descriptor: Int32, _ peer: SocketAddress?) throws(SocketError) {
        let connection = Connection(
            descriptor: descriptor, peer: peerAddress(peer), bound: place.address.isAny ? nil : place.address,
            group: group, loop: loop)
        do throws(SocketError) {
            try connection.open()
        } catch {
            Syscalls.release(descriptor)
            throw error
        }
        let answering = delegate?.accepted(connection)
        connection.delegate = answering
        guard answering != nil else { return connection.close(delegate == nil ? .now : .afterFlush) }
        loop.readEarly(connection)
    }

    /// A Unix socket's client has no path of its own: it is known by the path it connected to.
    private func peerAddress(_ peer: SocketAddress?) -> SocketAddress {
        if case .unix = place.address { return place.address }
        return peer ?? place.address
    }

    // MARK: - When accepting fails

    /// Out of descriptors, the waiting connection cannot be taken and the socket stays readable: look away for
    /// a moment rather than be told for ever.
    private func pauseAccepting() {
        guard isOpen, !isClosed else { return }
        _ = try? loop.poller.modify(place.descriptor, token: token, from: .read, to: [])
        let pause = pause ?? Deadline(loop: loop, source: self)
        self.pause = pause
        pause.set(to: Reactor.now + SocketLimits.acceptPauseNanoseconds)
    }

    func deadlineReached(now: UInt64) {
        guard isOpen, !isClosed else { return }
        _ = try? loop.poller.modify(place.descriptor, token: token, from: [], to: .read)
    }
}
