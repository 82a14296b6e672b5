// The core of one server: the engine with its lock and clock, and the sessions that wait for something. The
// reactor takes the lock once for a batch of a connection's commands; a call from another thread takes it and
// returns when it is done, without a hop. Nothing is called out to while the lock is held.

import Dispatch
import KVEngine
import KVSockets

/// What the connections of a server share.
///
/// The engine is only touched inside `locked`; the sessions' lists belong to the reactor's thread. That is
/// why sending it around is not checked.
final class ServerCore: @unchecked Sendable {
    let engine: Engine
    let clock: Clock
    let log: Log
    private let lock = Locked(())
    private let reactor: Reactor
    private var deadline: Deadline?

    /// Sessions whose next command is held back by a pause, in the order in which they came to wait.
    private var held: [Session] = []
    /// Those whose batch has just ended so: their connection stops reading once the batch has returned, and
    /// could not be resumed before.
    private var newlyHeld: [Session] = []
    /// The instant at which the held sessions are let go, as last armed (Unix milliseconds).
    private var heldUntil: Int64?
    /// Clients that a command of another client has ended, or that were idle too long.
    private var ended: [UInt64] = []
    /// The client whose commands ran last: it sees its own ending without being told.
    var running: UInt64 = 0
    /// Clients with more unsent output than their soft limit.
    private var watched: Set<UInt64> = []
    /// The sessions by their clients' IDs.
    var sessions: [UInt64: Session] = [:]

    init(engine: Engine, clock: Clock, reactor: Reactor, log: Log) {
        self.log = log
        self.engine = engine
        self.clock = clock
        self.reactor = reactor
        engine.warn = { log(.warning, $0) }
        engine.monotonicNanoseconds = { UInt64(SystemTime.monotonicNanoseconds) }
        engine.disposeOf = { object in
            let object = Disposal(object: object)
            DispatchQueue.global(qos: .utility).async { withExtendedLifetime(object) {} }
        }
        deadline = clock.ticks ? Deadline(on: reactor, for: self) : nil
    }

    /// Runs `body` with the engine to itself, at the present time.
    func locked<R>(_ body: () -> R) -> R {
        lock.withLock { _ in
            engine.advance(to: clock.unixMicroseconds)
            return body()
        }
    }

    /// Runs `body` as `locked` does and tells, as of its end, what the reactor has to wait for.
    func turn<R>(_ body: () -> R) -> (result: R, schedule: Schedule) {
        locked { (body(), Schedule(engine)) }
    }

    // MARK: Waiting

    /// Keeps a session until its command may run; it has stopped reading.
    func hold(_ session: Session) {
        newlyHeld.append(session)
    }

    /// Forgets a session whose connection is over, whatever it waited for.
    func remove(_ session: Session) {
        sessions[session.client.id] = nil
        held.removeAll { $0 === session }
        newlyHeld.removeAll { $0 === session }
    }

    /// Notes a client that is to be closed though its own commands did not ask for it.
    func noteEnded(_ id: UInt64) {
        if id != running { ended.append(id) }
    }

    /// Looks at a client's output again, even if nothing moves.
    func watchOutput(of id: UInt64) {
        watched.insert(id)
        guard let deadline else { return }
        let check = Reactor.now + UInt64(ServerLimits.checkMilliseconds) * 1_000_000
        deadline.set(to: min(deadline.time ?? check, check))
    }

    private func checkWatchedOutput() {
        for id in watched {
            sessions[id]?.checkOutput()
            if sessions[id]?.isOverSoftLimit != true { watched.remove(id) }
        }
    }

    /// After a batch or a tick: delivers mail, closes what was ended, lets go what waits no longer, sets the next
    /// deadline.
    func settle(_ schedule: Schedule) {
        for mail in schedule.mail { sessions[mail.client]?.deliver(mail.bytes) }
        if !ended.isEmpty { closeEnded() }
        for client in schedule.unblocked { sessions[client]?.resume() }
        if !held.isEmpty, schedule.heldUntil != heldUntil {
            let waiting = held
            held = []
            for session in waiting { session.resume() }
        }
        heldUntil = schedule.heldUntil
        if !newlyHeld.isEmpty {
            held += newlyHeld
            newlyHeld = []
        }
        arm(schedule)
    }

    private func closeEnded() {
        let ids = ended
        ended = []
        for id in ids { sessions[id]?.closeAsEnded() }
    }

    private func arm(_ schedule: Schedule) {
        guard let deadline else { return }
        var next = schedule.nextDeadline
        if !held.isEmpty, let heldUntil { next = min(next, heldUntil) }
        if schedule.closesIdleClients && !sessions.isEmpty || !watched.isEmpty {
            next = min(next, schedule.now + ServerLimits.checkMilliseconds)
        }
        guard next != .max else { return deadline.set(to: nil) }
        let wait = min(max(0, next &- schedule.now), ServerLimits.longestWaitMilliseconds)
        deadline.set(to: Reactor.now + UInt64(wait) * 1_000_000)
    }

    // MARK: Idle clients

    private func noteIdle() {
        let timeout = Int64(engine.settings.timeout) * 1000
        guard timeout > 0 else { return }
        for session in sessions.values where engine.now - session.client.lastActiveAt > timeout {
            if !session.client.isListener, !session.client.isBlocked { noteEnded(session.client.id) }
        }
    }
}

extension ServerCore: DeadlineSource {
    /// Time has passed: what is due happens now, whether or not a command comes.
    func deadlineReached(now: UInt64) { tick() }

    /// Does what is due, on the reactor's thread, and returns when it is done.
    func tickAndWait() { reactor.perform { self.tick() } }

    private func tick() {
        running = 0
        checkWatchedOutput()
        settle(turn { noteIdle() }.schedule)
    }
}

/// What the engine waits for, as of the end of a turn; times are Unix milliseconds.
struct Schedule {
    let now: Int64
    let heldUntil: Int64?
    /// When the next key goes or a blocked client gives up; `.max` when neither will be.
    let nextDeadline: Int64
    let closesIdleClients: Bool
    /// What clients were sent that did not ask for it.
    let mail: [Mail]
    /// Clients that have been answered after a wait, and go on.
    let unblocked: [UInt64]
    /// Whether anybody is to be told something.
    var hasNews: Bool { !mail.isEmpty || !unblocked.isEmpty }

    init(_ engine: Engine) {
        now = engine.now
        heldUntil = engine.heldUntil
        nextDeadline = engine.nextDeadline ?? .max
        closesIdleClients = engine.settings.timeout > 0
        mail = engine.takeMail()
        unblocked = engine.takeUnblocked()
    }
}

/// A value on its way to be freed on another thread.
///
/// It was taken out of the keyspace and nothing else refers to it, so it may go to any thread.
private struct Disposal: @unchecked Sendable {
    let object: AnyObject
}
