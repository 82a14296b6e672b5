// The reactor: one thread at a time that serves every connection of every server in the process.
//
// Its poller is watched by one Dispatch source. When the source fires, the handler does not return after one
// round but stays, parked in the poller's own wait, for as long as there is traffic: a trip through Dispatch
// costs more than a whole request. After 10 to 20 ms without an event it returns, and the process has no
// thread and no timer of ours left: an idle server takes no CPU.
//
// While the handler is parked nothing else runs on its queue. Other threads therefore never use the queue:
// they put work into the mailbox and wake the poller. One Dispatch timer, on a queue of its own, does two
// jobs in turn: it is the tick that ends parking, and when not parked it is set to the earliest deadline. It
// does nothing itself but wake the poller, so all work is done by the source's handler.
//
// Deadlines while parked: the tick publishes a coarse time. Only when the earliest deadline is within two
// ticks of it does a turn read the clock and give its wait a timeout, because a timeout on every wait makes
// the kernel program a timer each time.

import Dispatch
import Synchronization

/// Serves sockets on one thread at a time, woken by Dispatch.
///
/// `submit`, `perform`, `isExecuting` and `shutdown` may be called by any thread. Mutable state is in the
/// loop, which only the reactor's queue touches, and in atomics: hence the unchecked conformance.
package final class Reactor: @unchecked Sendable {
    let loop: EventLoop
    private let mailbox = Mailbox()
    private let queue: DispatchQueue
    private let source: any DispatchSourceRead
    private let ticker: Ticker
    private let parks: Bool
    private let isStopping = Atomic<Bool>(false)
    private let cancelled = DispatchSemaphore(value: 0)

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
        source.setEventHandler { [self] in loop.onThread { run() } }
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

    /// Has the reactor run `work` and waits for it; runs it at once when already on the reactor's thread.
    package func perform(_ work: @escaping @Sendable () -> Void) {
        if isExecuting { return work() }
        let done = DispatchSemaphore(value: 0)
        let accepted = enqueue {
            work()
            done.signal()
        }
        if accepted { done.wait() }
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
        loop.onThread {
            mailbox.run()
            loop.closeAll()
        }
        loop.poller.close()
    }

    // MARK: - On the reactor's queue

    /// The source's handler: serves what waits, and stays if there was traffic.
    private func run() {
        var busy = turn(milliseconds: 0)
        while loop.hasLeftovers { busy = turn(milliseconds: 0) || busy }
        if busy && parks { park() }
        ticker.alarm(at: loop.deadlines.earliest)
    }

    /// Serves events as they come, until there were none for a tick.
    private func park() {
        ticker.start()
        var busy = true
        repeat {
            busy = turn(milliseconds: timeout())
            ticker.noteActivity(busy)
        } while !isStopping.load(ordering: .relaxed) && !ticker.isIdle(afterActivity: busy)
        ticker.stop()
    }

    /// One round of the loop; returns whether sockets had something.
    private func turn(milliseconds: Int32) -> Bool {
        let (events, woken) = loop.turn(milliseconds: milliseconds)
        if woken { mailbox.run() }
        if let earliest = loop.deadlines.earliest, ticker.mayBeDue(earliest) {
            loop.runDeadlines(now: Reactor.now)
        }
        loop.settle()
        return events > 0
    }

    /// How long a parked wait may take: for ever, unless a deadline is near.
    private func timeout() -> Int32 {
        if loop.hasLeftovers { return 0 }
        guard let earliest = loop.deadlines.earliest, ticker.mayBeDue(earliest) else { return -1 }
        let now = Reactor.now
        guard earliest > now else { return 0 }
        return Int32(min((earliest - now + 999_999) / 1_000_000, 1000))
    }
}
