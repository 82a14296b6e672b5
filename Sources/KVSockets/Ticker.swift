// The reactor's one Dispatch timer (see Reactor.swift). A fire costs 36 microseconds, so it is armed only for
// two things: every 10 ms while the reactor is parked, and once at the earliest deadline while it is not.
//
// It runs on a queue of its own, because the reactor's queue is busy while parked, and talks to the reactor
// through atomics and the poller's wake-up.

import Dispatch
import Synchronization

/// Tells a parked reactor when it is idle, and wakes a resting one for a deadline.
///
/// The timer's handler and the reactor share only atomics; `lastActivity` belongs to the handler. Dispatch's
/// timers may be set by any thread.
final class Ticker: @unchecked Sendable {
    /// One queue for the timers of all reactors, and like a parked reactor beside the shared pools: a program
    /// that keeps every pool busy must not make deadlines late.
    private static let queue = DispatchQueue(label: "hermetic-kv.ticker", target: nil)

    private let poller: Poller
    private let timer: any DispatchSourceTimer
    private let isParked = Atomic<Bool>(false)
    private let sawNothing = Atomic<Bool>(false)
    private let activity = Atomic<UInt>(0)
    /// The time of the last tick: how late it is, to within two ticks, without asking the clock.
    private let coarseTime = Atomic<UInt64>(0)
    private var lastActivity: UInt = 0
    private let cancelled = DispatchSemaphore(value: 0)
    /// Whether the timer may be set to something; belongs to the reactor's thread.
    private var isArmed = false

    init(poller: Poller) {
        self.poller = poller
        timer = DispatchSource.makeTimerSource(queue: Ticker.queue)
        timer.setEventHandler { [unowned self] in fired() }
        timer.setCancelHandler { [cancelled] in cancelled.signal() }
        // Dispatch opens a descriptor for its timers when it first waits for one, and does without timers when
        // there is none left: it shall have it before connections take them all.
        scheduleTick()
        timer.activate()
    }

    /// Stops the timer for good; returns when its handler can no longer run.
    func cancel() {
        timer.cancel()
        cancelled.wait()
    }

    var isTicking: Bool { isParked.load(ordering: .relaxed) }

    // MARK: - On the timer's queue

    private func fired() {
        guard isParked.load(ordering: .acquiring) else { return poller.wake() }
        coarseTime.store(Reactor.now, ordering: .relaxed)
        let activity = activity.load(ordering: .relaxed)
        if activity == lastActivity {
            sawNothing.store(true, ordering: .releasing)
            poller.wake()
        } else {
            lastActivity = activity
        }
        // Should the reactor have left in between, this is one needless wake-up, after which it sets the
        // timer anew.
        scheduleTick()
    }

    private func scheduleTick() {
        timer.schedule(deadline: .now() + .nanoseconds(Int(SocketLimits.tickNanoseconds)))
    }

    // MARK: - On the reactor's thread

    /// Begins to tick.
    func start() {
        coarseTime.store(Reactor.now, ordering: .relaxed)
        sawNothing.store(false, ordering: .relaxed)
        isParked.store(true, ordering: .releasing)
        scheduleTick()
    }

    /// Ends ticking; the timer is still set to the next tick until `alarm`.
    func stop() {
        isParked.store(false, ordering: .releasing)
        isArmed = true
    }

    func noteActivity(_ busy: Bool) {
        if busy {
            let next = activity.load(ordering: .relaxed) &+ 1
            activity.store(next, ordering: .relaxed)
        }
    }

    /// Whether a whole tick passed without activity, the last turn included.
    func isIdle(afterActivity busy: Bool) -> Bool {
        guard sawNothing.load(ordering: .acquiring) else { return false }
        sawNothing.store(false, ordering: .relaxed)
        return !busy
    }

    /// Whether a time can have come, or will within two ticks. Always true when there are no ticks.
    func mayBeDue(_ time: UInt64) -> Bool {
        guard isParked.load(ordering: .relaxed) else { return true }
        return time <= coarseTime.load(ordering: .relaxed) + 2 * SocketLimits.tickNanoseconds
    }

    /// Sets the one wake-up of a resting reactor.
    func alarm(at time: UInt64?) {
        guard time != nil || isArmed else { return }
        isArmed = time != nil
        let deadline = time.map { DispatchTime(uptimeNanoseconds: $0) } ?? .distantFuture
        timer.schedule(deadline: deadline)
    }
}
