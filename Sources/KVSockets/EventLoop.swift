// What the reactor's thread owns: the poller, the table of descriptors, the shared buffers, and the lists of
// connections that something must still be done for. A turn handles the events that were waited for, and settles
// what they left behind.
//
// It does not know about Dispatch, threads, waiting or parking: that is Reactor.swift.
//
// The table is indexed by slot. A token that the kernel holds is slot and generation together, so an event
// that was fetched before its connection was closed in the same turn finds another generation, and is dropped.

import RESP
import Synchronization

/// The state and the turns of one reactor.
///
/// Everything is touched by one thread at a time, the one that has the reactor's gate: that is why sending it
/// around is not checked. `assertOnThread` checks it in debug builds.
final class EventLoop: @unchecked Sendable {
    enum Occupant {
        case none
        case connection(Connection)
        case listening(ListeningSocket)
    }

    private struct Slot {
        var occupant = Occupant.none
        var generation: UInt32 = 0
    }

    let poller: Poller
    let input = InputBuffer(capacity: SocketLimits.sharedInput)
    var output = ByteBuffer(capacity: 16 << 10)
    var deadlines = DeadlineHeap()
    private var slots: [Slot] = []
    private var freeSlots: [Int] = []
    /// Connections that were accepted in this turn.
    private var fresh: [Connection] = []
    /// Connections with output that was appended outside their own batch.
    private var unflushed: [Connection] = []
    /// Connections whose kept bytes go to their delegate once more.
    private var resumed: [Connection] = []
    /// Connections that were closed and wait for their peer, oldest first.
    var lingering: [(until: UInt64, connection: Connection)] = []
    private var lingerDeadline: Deadline?
    /// Descriptors that nothing refers to any more, to be closed when the gate is open again.
    private var abandoned: [AbandonedDescriptor] = []
    private let thread = Atomic<UInt>(0)

    init() throws(SocketError) {
        poller = try Poller()
    }

    // MARK: - The thread

    /// Marks the calling thread as the loop's for the duration of `body`.
    func onThread<Result>(_ body: () -> Result) -> Result {
        thread.store(Syscalls.currentThread, ordering: .relaxed)
        defer { thread.store(0, ordering: .relaxed) }
        return body()
    }

    /// Whether the calling thread is the loop's: no other thread can have stored its number.
    var isOnThread: Bool { thread.load(ordering: .relaxed) == Syscalls.currentThread }

    @inline(__always)
    func assertOnThread() { assert(isOnThread, "connections belong to the reactor's thread: use submit") }

    // MARK: - A turn

    /// Handles what the poller has found; returns how many events came from sockets, and whether somebody woke us.
    func handleEvents(_ count: Int) -> (events: Int, woken: Bool) {
        var woken = false
        for index in 0..<count {
            let event = poller.event(at: index)
            if event.token == Poller.wakeToken { woken = true } else { handle(event) }
        }
        return (woken ? count - 1 : count, woken)
    }

    private func handle(_ event: PollEvent) {
        switch occupant(of: event.token) {
        case .none: break
        case .connection(let connection): connection.handle(event)
        case .listening(let socket): socket.acceptWaiting()
        }
    }

    /// Does what the turn's events left to do; what that leaves is for the next turn, which must not wait.
    func settle() {
        if !fresh.isEmpty { readFresh() }
        if !resumed.isEmpty { redeliver() }
        if !unflushed.isEmpty { flush() }
    }

    /// Whether the next turn has work already.
    var hasLeftovers: Bool { !resumed.isEmpty || !unflushed.isEmpty }

    /// Most clients have sent something when they are accepted, so that is looked for without waiting to be told. But
    /// first all come in who have connected, and all events are handled that were there before: one may ask about the
    /// other.
    private func readFresh() {
        let connections = fresh
        fresh.removeAll()
        for connection in connections { connection.readEarly() }
    }

    private func redeliver() {
        let connections = resumed
        resumed.removeAll()
        for connection in connections { connection.redeliver() }
    }

    private func flush() {
        let connections = unflushed
        unflushed.removeAll()
        for connection in connections { connection.flushAppended() }
    }

    func flushLater(_ connection: Connection) { unflushed.append(connection) }

    func readEarly(_ connection: Connection) { fresh.append(connection) }

    func redeliverLater(_ connection: Connection) { resumed.append(connection) }
}

// MARK: - Abandoned descriptors

// Closing a connection takes the kernel longer than all else that its end asks for. When the peer has ended its side
// nobody is kept by that, so it is left to whoever has the gate to do after leaving it, at the end of the turn: a test
// that ends its client and then its server does not wait for it.

/// A descriptor to close, and the group whose owner may wait for that.
struct AbandonedDescriptor {
    let descriptor: Int32
    let group: ConnectionGroup

    func close() {
        Syscalls.release(descriptor)
        group.noteClosed()
    }
}

extension EventLoop {
    func abandon(_ descriptor: Int32, of group: ConnectionGroup) {
        group.noteAbandoned()
        abandoned.append(AbandonedDescriptor(descriptor: descriptor, group: group))
    }

    func takeAbandoned() -> [AbandonedDescriptor] {
        guard !abandoned.isEmpty else { return [] }
        defer { abandoned = [] }
        return abandoned
    }

    /// Closes them now; whether there were any.
    func closeAbandoned() -> Bool {
        let taken = takeAbandoned()
        for one in taken { one.close() }
        return !taken.isEmpty
    }
}

// MARK: - The table of descriptors

extension EventLoop {
    /// Enters a descriptor into the table and the poller, and returns its token.
    func add(_ occupant: Occupant, descriptor: Int32, interest: Interest) throws(SocketError) -> UInt64 {
        let slot = freeSlots.popLast() ?? newSlot()
        let token = UInt64(slots[slot].generation) << 32 | UInt64(slot)
        do throws(SocketError) {
            try poller.add(descriptor, token: token, interest: interest)
        } catch {
            freeSlots.append(slot)
            throw error
        }
        slots[slot].occupant = occupant
        return token
    }

    /// Forgets a descriptor; events for it that were already fetched are dropped.
    func remove(token: UInt64, descriptor: Int32) {
        poller.remove(descriptor)
        let slot = Int(token & 0xFFFF_FFFF)
        slots[slot].occupant = .none
        slots[slot].generation &+= 1
        freeSlots.append(slot)
    }

    private func newSlot() -> Int {
        slots.append(Slot())
        return slots.count - 1
    }

    private func occupant(of token: UInt64) -> Occupant {
        let slot = slots[Int(token & 0xFFFF_FFFF)]
        return slot.generation == UInt32(token >> 32) ? slot.occupant : .none
    }

    /// How many descriptors are watched.
    var count: Int { slots.count - freeSlots.count }

    /// Closes everything, at the end of the reactor's life.
    func closeAll() {
        for slot in slots {
            switch slot.occupant {
            case .none: break
            case .connection(let connection): connection.close(.now)
            case .listening(let socket): socket.close()
            }
        }
        lingering.removeAll()
        lingerDeadline = nil
        // The owner of a deadline may outlive the loop, and refers to it as the loop refers to the deadline.
        _ = deadlines.takeDue(now: .max)
    }
}

// MARK: - Lingering

// A connection that we close may have bytes from its peer that we never read; closing it then makes the kernel
// reset it, and the reset can overtake the error text just sent. So our end is closed for output only, input is
// thrown away until the peer closes its end too, and one deadline puts a bound to it. The delay is the same for
// all, so the oldest is always the first.

extension EventLoop: DeadlineSource {
    func linger(_ connection: Connection) {
        let until = Reactor.now + SocketLimits.lingerNanoseconds
        lingering.append((until, connection))
        let deadline = lingerDeadline ?? Deadline(loop: self, source: self)
        lingerDeadline = deadline
        if deadline.time == nil { deadline.set(to: until) }
    }

    package func deadlineReached(now: UInt64) {
        let firstLater = lingering.firstIndex { $0.until > now && $0.connection.phase == .lingering }
        let over = lingering.prefix(upTo: firstLater ?? lingering.endIndex)
        lingering.removeFirst(over.count)
        for (_, connection) in over { connection.release() }
        lingerDeadline?.set(to: lingering.first?.until)
    }
}
