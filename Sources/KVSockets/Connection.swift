// One accepted connection: its descriptor, its phase of life, and what it keeps between events. Reading,
// writing and closing are in the extensions of the same names.
//
// An idle connection owns no buffer: input and output go through the reactor's shared ones, and a connection
// only keeps what is left over, a partial request or output that the kernel did not take.

import RESP
import Synchronization

/// One connection, driven by the reactor on behalf of its delegate.
///
/// A reference may be kept anywhere, but its members belong to the reactor's thread (use `Reactor.submit`),
/// except those that never change: that is why sending it around is not checked.
package final class Connection: @unchecked Sendable {
    /// A connection's life, in order; it never goes back.
    enum Phase { case open, flushing, lingering, closed }

    /// The socket's number, which CLIENT LIST shows; -1 is never shown, as the number is kept after closing.
    package let descriptor: Int32
    /// The other end. A Unix socket's peer has no address, so it gets the listener's path, as in Redis.
    package let peer: SocketAddress
    /// Our end, where the listener has told it by being bound to one address.
    private let bound: SocketAddress?
    let loop: EventLoop
    let group: ConnectionGroup
    var positionInGroup = -1
    var token: UInt64 = 0

    var delegate: (any ConnectionDelegate)?
    var phase = Phase.open
    var interest = Interest.read
    /// Why the connection will be over, once it is.
    var reason = CloseReason.closedHere

    // Reading.
    var isSuspended = false
    /// Bytes, or the peer's end, have come since reading was suspended.
    var hasUnreadInput = false
    /// The peer sends no more.
    var hasEnded = false
    /// The delegate was told that the peer ended while reading was suspended.
    var hasToldEnd = false
    /// The delegate is being called: its output goes to the shared buffer.
    var isDelivering = false
    /// The delegate yielded, and waits to be called again when the output has drained.
    var hasYielded = false
    var isResumeQueued = false
    /// The delegate is to be called when reading is resumed, whether or not there is input.
    var mustDeliver = false
    /// The bytes of a partial request, or of requests not yet looked at.
    var tail: InputBuffer?
    /// The size that the tail must have before the delegate is called; zero: any.
    var awaited = 0

    // Writing.
    /// Output that could not be sent yet, from `sent` on.
    var pending: ByteBuffer?
    var sent = 0
    var isFlushQueued = false
    /// Where sends have to end in the output of the batch, in order, instead of going on to its end.
    var sendEnds: [Int] = []
    /// The place in the output of the batch from which on nothing is sent until `resumeOutput`: zero for a batch that
    /// has begun since. Nil while output is sent.
    var stalledFrom: Int?

    init(
        descriptor: Int32, peer: SocketAddress, bound: SocketAddress? = nil, group: ConnectionGroup,
        loop: EventLoop
    ) {
        self.descriptor = descriptor
        self.peer = peer
        self.bound = bound
        self.group = group
        self.loop = loop
    }

    /// Enters the connection into the loop and its group.
    func open() throws(SocketError) {
        token = try loop.add(.connection(self), descriptor: descriptor, interest: interest)
        group.insert(self)
    }

    // MARK: - What others ask

    /// Our end; the peer's address is in `peer`.
    package var local: SocketAddress? {
        if case .unix = peer { return peer }
        if let bound { return bound }
        return isOpen ? Syscalls.localAddress(of: descriptor) : nil
    }

    /// Whether the peer is on this machine.
    package var isLoopbackPeer: Bool { peer.isLoopback }

    /// Whether the connection still takes requests and output.
    package var isOpen: Bool { phase == .open }

    /// The bytes of output that wait to be sent.
    package var pendingOutput: Int { (pending?.count ?? 0) - sent }

    /// The bytes of input that are kept: a partial request, or requests that wait.
    package var keptInput: Int { tail?.count ?? 0 }

    /// The memory that the connection's own buffers take.
    package var bufferMemory: Int { (pending?.capacity ?? 0) + (tail?.capacity ?? 0) }

    // MARK: - Events

    func handle(_ event: PollEvent) {
        if event.isWritable { flush() }
        guard phase != .closed else { return }
        // What is kept for a delegate that has resumed reading comes before what is new.
        if event.isReadable, interest.contains(.read), !isResumeQueued {
            if wantsInput || phase != .open { return readable() }
            hasUnreadInput = true
            updateInterest()
        }
        // Not reading, and told all the same: nothing more can go either way.
        if event.isHangup { return close(.now, because: .endedByPeer) }
        if event.isEnd { tellEnd() }
    }

    private func tellEnd() {
        guard isSuspended, !hasToldEnd, phase == .open else { return }
        hasToldEnd = true
        updateInterest()
        delegate?.endedWhileSuspended(self)
    }

    /// Whether more input is wanted now.
    var wantsInput: Bool {
        phase == .open && !isSuspended && !hasEnded && !hasYielded
            && pendingOutput <= SocketLimits.pendingOutput
    }

    /// What the kernel is to tell of now.
    ///
    /// A suspended connection is asked about the peer's end. Where the kernel still tells of bytes, which the end comes
    /// as too, that is left as it is until there are some: most who are blocked send nothing before they are answered,
    /// and so their wait costs no call.
    private var wantedInterest: Interest {
        var wanted: Interest = wantsInput || phase == .lingering ? .read : []
        let waitsForRoom = pending != nil && stalledFrom == nil
        if waitsForRoom, !isFlushQueued || interest.contains(.write) { wanted.insert(.write) }
        if isSuspended, !hasEnded, !hasToldEnd, phase == .open {
            wanted.insert(interest.contains(.read) && !hasUnreadInput ? .read : .end)
        }
        return wanted
    }

    /// Tells the kernel what is wanted now, if that has changed.
    func updateInterest() {
        guard phase != .closed else { return }
        let wanted = wantedInterest
        guard wanted != interest else { return }
        let old = interest
        interest = wanted
        do throws(SocketError) {
            try loop.poller.modify(descriptor, token: token, from: old, to: wanted)
        } catch {
            close(.now, because: .broken(code: error.code))
        }
    }
}

/// The connections that came through one listener.
///
/// Belongs to the reactor's thread.
final class ConnectionGroup: @unchecked Sendable {
    private(set) var connections: [Connection] = []
    /// How many of its descriptors nothing refers to any more, but are open still. Any thread may look.
    private let abandoned = Atomic<Int>(0)

    func insert(_ connection: Connection) {
        connection.positionInGroup = connections.count
        connections.append(connection)
    }

    func remove(_ connection: Connection) {
        let position = connection.positionInGroup
        guard position >= 0 else { return }
        connection.positionInGroup = -1
        let last = connections.removeLast()
        guard last !== connection else { return }
        connections[position] = last
        last.positionInGroup = position
    }

    /// Closes them all.
    func closeAll() {
        while let connection = connections.last { connection.close(.now) }
    }

    func noteAbandoned() { abandoned.add(1, ordering: .relaxed) }

    func noteClosed() { abandoned.subtract(1, ordering: .releasing) }

    /// Whether every descriptor of a connection that is over is closed.
    var hasClosedAll: Bool { abandoned.load(ordering: .acquiring) == 0 }
}
