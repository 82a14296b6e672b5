// The reactor: one thread at a time that serves every connection of every server in the process.
//
// Its poller is watched by one Dispatch source. When the source fires, the handler does not return after one
// round but stays, parked in the poller's own wait, for as long as there is traffic: a trip through Dispatch
// costs more than a whole request. After 10 to 20 ms without an event it returns, and the process has no
// thread and no timer of ours left: an idle server takes no CPU.
//
// While the handler is parked nothing else runs on its queue, so other threads never use the queue. What the loop
// owns is behind a gate, which the handler has for the length of a turn and not while it waits: another thread that
// finds it open does its work at once, as the loop's thread for that moment, which spares it two changes of thread.
// A turn is over in a few microseconds, so it tries some times; when the gate stays shut, or when nobody waits for
// the work, it goes into the mailbox and the poller is woken. Nobody queues for the gate: a busy reactor would let
// them starve.
//
// One Dispatch timer, on a queue of its own, does two jobs in turn: it is the tick that ends parking, and when not
// parked it is set to the earliest deadline. It does nothing itself but wake the poller.
//
// A parked handler polls for a moment before it sleeps, when that has paid (AdaptivePolling.swift). That keeps nobody
// waiting: it is done without the gate, and every step offers the processor to others.
//
// Deadlines while parked: the tick publishes a coarse time. Only when the earliest deadline is within two
// ticks of it does a turn read the clock and give its wait a timeout, because a timeout on every wait makes
// the kernel program a timer each time.

import Dispatch
import Synchronization

/// Serves sockets on one thread at a time, woken by Dispatch.
///
/// `submit`, `perform`, `isExecuting` and `shutdown` may be called by any thread. Mutable state is in the loop,
/// which only who has the gate touches, and in atomics: hence the unchecked conformance.
package final class Reactor: @unchecked Sendable {
    let loop: EventLoop
    private let mailbox = Mailbox()
    private let gate = Locked(Seen())
    private let queue: DispatchQueue
    private let source: any DispatchSourceRead
    private let ticker: Ticker
    private let parks: Bool
    /// Belongs to the handler.
    private var polling = AdaptivePolling()
    private let isStopping = Atomic<Bool>(false)
    private let cancelled = DispatchSemaphore(value: 0)

    /// What the handler knew when it last went to wait; belongs to who has the gate.
    private struct Seen {
        var earliest: UInt64?
        var isClosed = false
    }

    /// What a turn leaves.
    private struct Turn {
        /// How many events came from sockets.
        var events: Int
        var hasLeftovers: Bool
        var earliest: UInt64?

        var isBusy: Bool { events > 0 }
    }

    private static let sharedReactor = Locked<Reactor?>(nil)

    /// The process's reactor, made when first asked for. Servers share it unless they have a reason not to.
    package static var shared: Reactor {
        get throws(SocketError) {
            try sharedReactor.withLock { shared throws(SocketError) in
                if let shared { return shared }
                let reactor = try Reactor(parks: true)
                shared = reactor
                return reactor
            }
        }
    }

    /// Makes a further reactor. It works until `shutdown`, referenced or not.
    ///
    /// - Parameter parks: whether it keeps a thread while there is traffic. One per process should.
    package init(parks: Bool) throws(SocketError) {
        let loop = try EventLoop()
        self.loop = loop
        self.parks = parks
        // Dispatch's shared pools have a thread per core. A reactor that parks would take one of them from the
        // tasks of the program, so it gets a thread beside the pools, which is what a queue without a target
        // means. There is one such reactor; any number of others must not grow threads, and share a pool.
        queue = DispatchQueue(
            label: "hermetic-kv.reactor", target: parks ? nil : .global(qos: .userInitiated))
        source = DispatchSource.makeReadSource(fileDescriptor: loop.poller.descriptor, queue: queue)
        ticker = Ticker(poller: loop.poller)
        source.setEventHandler { [self] in run() }
        source.setCancelHandler { [cancelled] in cancelled.signal() }
        source.activate()
    }

    /// The time that deadlines are measured in: monotonic nanoseconds.
    package static var now: UInt64 { Syscalls.monotonicNanoseconds }

    /// Whether the caller is being run by the reactor.
    package var isExecuting: Bool { loop.isOnThread }

    /// Whether it holds a thread, waiting for more traffic.
    package var isParked: Bool { ticker.isTicking }

    // MARK: - From other threads

    /// Has the reactor run `work` soon, after everything submitted before; dropped after `shutdown`.
    package func submit(_ work: @escaping @Sendable () -> Void) {
        _ = enqueue(work)
    }

    /// Runs `work` as the reactor, after everything submitted before, and returns when it is done.
    package func perform(_ work: @escaping @Sendable () -> Void) {
        if isExecuting { return work() }
        for _ in 0..<SocketLimits.gateAttempts {
            if performAtOnce(work) { return }
            Syscalls.yieldThread()
        }
        let done = DispatchSemaphore(value: 0)
        let accepted = enqueue {
            work()
            done.signal()
        }
        if accepted { done.wait() }
    }

    /// Runs `work` as the reactor at once if that is possible, and soon if not; does not wait.
    package func performSoon(_ work: @escaping @Sendable () -> Void) {
        if isExecuting || !performAtOnce(work) { submit(work) }
    }

    /// Runs `work` on the calling thread, if no turn is under way.
    private func performAtOnce(_ work: () -> Void) -> Bool {
        let abandoned: [AbandonedDescriptor]? =
            gate.withLockIfAvailable { seen in
                guard !seen.isClosed else { return nil }
                loop.onThread {
                    mailbox.run()
                    work()
                    loop.settle()
                }
                if loop.hasLeftovers || loop.deadlines.earliest != seen.earliest { loop.poller.wake() }
                return loop.takeAbandoned()
            } ?? nil
        guard let abandoned else { return false }
        for one in abandoned { one.close() }
        return true
    }

    /// Returns when no descriptor of a group whose connections are over is open any more.
    func finishClosing(_ group: ConnectionGroup) {
        // Work of the reactor's has the gate, which others would wait for with what they were to close.
        if isExecuting { _ = loop.closeAbandoned() }
        while !group.hasClosedAll { Syscalls.yieldThread() }
    }

    /// Waits until nothing is left that an earlier turn has put off to the next one.
    package func finishTurns() {
        precondition(!isExecuting, "a reactor cannot wait for its own turns")
        let isDone = Atomic<Bool>(false)
        repeat {
            perform { [loop] in isDone.store(!loop.hasLeftovers, ordering: .relaxed) }
        } while !isDone.load(ordering: .relaxed)
    }

    private func enqueue(_ work: @escaping @Sendable () -> Void) -> Bool {
        mailbox.submit(work) { loop.poller.wake() }
    }

    /// Closes every listener and connection and ends the reactor; returns when all descriptors are closed.
    package func shutdown() {
        precondition(!isExecuting, "a reactor cannot wait for its own end")
        perform { [loop] in loop.closeAll() }
        guard !isStopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
        mailbox.close()
        source.cancel()
        loop.poller.wake()
        cancelled.wait()
        ticker.cancel()
        gate.withLock { seen in
            seen.isClosed = true
            loop.onThread {
                mailbox.run()
                loop.closeAll()
                _ = loop.closeAbandoned()
            }
            loop.poller.close()
        }
    }

    // MARK: - On the reactor's queue

    /// The source's handler: serves what waits, and stays if there was traffic.
    private func run() {
        var last = turn(events: loop.poller.wait(milliseconds: 0))
        var busy = last.isBusy
        while last.hasLeftovers {
            last = turn(events: loop.poller.wait(milliseconds: 0))
            busy = busy || last.isBusy
        }
        if busy && parks { last = park(after: last) }
        ticker.alarm(at: last.earliest)
    }

    /// Serves events as they come, until there were none for a tick.
    private func park(after turn: Turn) -> Turn {
        ticker.start()
        var last = turn
        repeat {
            last = self.turn(events: wait(after: last))
            ticker.noteActivity(last.isBusy)
        } while !isStopping.load(ordering: .relaxed) && !ticker.isIdle(afterActivity: last.isBusy)
        ticker.stop()
        return last
    }

    /// One round of the loop, for what the poller has found.
    private func turn(events count: Int) -> Turn {
        let (turn, abandoned) = gate.withLock { seen in
            let events = loop.onThread { serve(count) }
            seen.earliest = loop.deadlines.earliest
            let turn = Turn(events: events, hasLeftovers: loop.hasLeftovers, earliest: seen.earliest)
            return (turn, loop.takeAbandoned())
        }
        for one in abandoned { one.close() }
        return turn
    }

    /// Does what there is to do, and returns how many events came from sockets.
    private func serve(_ count: Int) -> Int {
        let (events, woken) = loop.handleEvents(count)
        if woken { mailbox.run() }
        if let earliest = loop.deadlines.earliest, ticker.mayBeDue(earliest) {
            loop.runDeadlines(now: Reactor.now)
        }
        loop.settle()
        return events
    }

    /// Waits for events while parked, and returns how many there are.
    private func wait(after turn: Turn) -> Int {
        let milliseconds = timeout(after: turn)
        guard turn.events <= 1, milliseconds != 0 else {
            if turn.events > 1 { polling.sawCrowd() }
            return loop.poller.wait(milliseconds: milliseconds)
        }
        let start = Reactor.now
        var last = start
        let end = polling.end(from: start, deadline: turn.earliest)
        while last < end, polling.window > 0 {
            let count = loop.poller.wait(milliseconds: 0)
            if count > 0 { return count }
            Syscalls.yieldThread()
            let now = Reactor.now
            polling.polled(for: now - last, until: now)
            last = now
        }
        let count = loop.poller.wait(milliseconds: timeout(after: turn))
        let now = Reactor.now
        polling.slept(now - last, until: now)
        return count
    }

    /// How long a parked wait may take: for ever, unless a deadline is near.
    private func timeout(after turn: Turn) -> Int32 {
        if turn.hasLeftovers { return 0 }
        guard let earliest = turn.earliest, ticker.mayBeDue(earliest) else { return -1 }
        let now = Reactor.now
        guard earliest > now else { return 0 }
        return Int32(min((earliest - now + 999_999) / 1_000_000, 1000))
    }
}
