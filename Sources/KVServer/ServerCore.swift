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

    // MARK: Waiting

    /// Keeps a session until its command may run; it has stopped reading.
    func hold(_ session: Session) {
        held.append(session)
    }

    /// Notes a client that is to be closed though its own commands did not ask for it.
    func noteEnded(_ id: UInt64) {
        if id != running { ended.append(id) }
    }

    /// Looks at a client's output again, even if nothing moves.
    func watchOutput(of id: UInt64) {
        watched.insert(id)
        arm(heldUntil)
    }

    private func checkWatchedOutput() {
        for id in watched {
            sessions[id]?.checkOutput()
            if sessions[id]?.isOverSoftLimit != true { watched.remove(id) }
        }
    }

    /// After a batch or a tick: closes what was ended, lets go what waits no longer, sets the next deadline.
    func settle() {
        if !ended.isEmpty { closeEnded() }
        let release = held.isEmpty ? nil : engine.heldUntil
        if !held.isEmpty, release == nil || release != heldUntil {
            heldUntil = release
            let waiting = held
            held = []
            for session in waiting { session.resume() }
        }
        arm(release)
    }

    private func closeEnded() {
        let ids = ended
        ended = []
        for id in ids { sessions[id]?.closeAsEnded() }
    }

    private func arm(_ release: Int64?) {
        guard let deadline else { return }
        var next = engine.nextDeadline ?? .max
        if let release { next = min(next, release) }
        if engine.settings.timeout > 0 && !sessions.isEmpty || !watched.isEmpty {
            next = min(next, engine.now + ServerLimits.checkMilliseconds)
        }
        guard next != .max else { return deadline.set(to: nil) }
        let wait = UInt64(max(0, next - engine.now)) * 1_000_000
        deadline.set(to: Reactor.now + wait)
    }

    // MARK: Idle clients

    private func closeIdle() {
        let timeout = Int64(engine.settings.timeout) * 1000
        guard timeout > 0 else { return }
        for session in sessions.values where engine.now - session.client.lastActiveAt > timeout {
            noteEnded(session.client.id)
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
        locked { closeIdle() }
        checkWatchedOutput()
        settle()
    }
}

/// A value on its way to be freed on another thread.
///
/// It was taken out of the keyspace and nothing else refers to it, so it may go to any thread.
private struct Disposal: @unchecked Sendable {
    let object: AnyObject
}
