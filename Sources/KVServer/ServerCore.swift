// The core of one server: the engine with its lock and clock, and the sessions that wait for something. The
// reactor takes the lock once for a batch of a connection's commands; a call from another thread takes it and
// returns when it is done, without a hop. Nothing is called out to while the lock is held.

import Dispatch
import KVEngine
import KVSockets

/// What the connections of a server share.
///
/// The engine, the faults, `ended`, `running` and what `direct` needs are only touched inside `locked`; the sessions'
/// lists belong to the reactor's thread. That is why sending it around is not checked.
final class ServerCore: @unchecked Sendable {
    let engine: Engine
    let databaseCount: Int
    let clock: Clock
    let log: Log
    private var madeDirectClient: DirectClient?
    let faults: FaultBook
    /// Has the listener refuse connections, or take them again; on the reactor's thread.
    var setRefusing: (Bool) -> Void = { _ in }
    private let lock = Locked(())
    let reactor: Reactor
    /// What HERMETIC SNAPSHOT has saved, by name; touched inside `locked`.
    var savedSnapshots: [[UInt8]: ServerSnapshot] = [:]
    /// Where test controls do what takes turns of the reactor, one after the other.
    lazy var controlQueue = DispatchQueue(label: "hermetic-kv.controls", target: .global())
    private var deadline: Deadline?

    /// Sessions whose next command is held back by a pause, in the order in which they came to wait.
    private var held: [any CoreSession] = []
    /// Those whose batch has just ended so: their connection stops reading once the batch has returned, and
    /// could not be resumed before.
    private var newlyHeld: [any CoreSession] = []
    /// What the held sessions wait for, as of the last turn.
    private var awaited = Waits()
    /// Whether the listener was told last to refuse connections.
    private var isRefusing = false
    /// Clients that a command of another client has ended, or that were idle too long.
    private var ended: [UInt64] = []
    /// The client whose commands ran last: it sees its own ending without being told.
    var running: UInt64 = 0
    /// What the reactor was told last to wait for, and whether it has been asked to look again.
    private var agreed = Waits()
    private var isSettlingAsked = false
    /// Whether the reactor has been asked to let a script go on; belongs to its thread.
    private var isScriptAsked = false
    /// Those who wait for a number of blocked clients; only touched inside `locked`, and replaced as a whole, so that
    /// asking whether there are any needs no check for others who change it.
    var watchers: [BlockedWatcher] = []
    /// Clients with more unsent output than their soft limit.
    private var watched: Set<UInt64> = []
    /// The sessions by their clients' IDs.
    var sessions: [UInt64: any CoreSession] = [:]
    /// How long those are waited for who have begun a request; only touched inside `locked`.
    var patience = Patience()

    init(engine: Engine, clock: Clock, reactor: Reactor, log: Log, seed: UInt64) {
        self.log = log
        self.engine = engine
        databaseCount = engine.databaseCount
        self.clock = clock
        self.reactor = reactor
        faults = FaultBook(seed: seed)
        engine.warn = { log(.warning, $0) }
        engine.disposeOf = { object in
            let object = Disposal(object: object)
            DispatchQueue.global(qos: .utility).async { withExtendedLifetime(object) {} }
        }
        deadline = Deadline(on: reactor, for: self)
        engine.migrate = { [unowned self] in MigrationLink.start($0, for: self) }
    }

    /// Made when first asked for, since most servers are never asked; only touched inside `locked`.
    var directClient: DirectClient {
        if let madeDirectClient { return madeDirectClient }
        let made = DirectClient(engine)
        madeDirectClient = made
        return made
    }

    deinit {
        // A deadline that is set is kept by the reactor until it comes.
        if let deadline { reactor.performSoon { deadline.set(to: nil) } }
    }

    /// Runs `body` with the engine to itself, at the present time.
    func locked<R>(_ body: () -> R) -> R {
        lock.withLock { _ in
            engine.advance(to: clock.unixMicroseconds)
            return body()
        }
    }

    /// Runs `body` as `locked` does and tells, as of its end, what the reactor has to do and to wait for.
    func turn<R>(_ body: () -> R) -> (result: R, schedule: Schedule) {
        locked {
            let result = body()
            let schedule = Schedule(engine, faults, patienceEnd: patience.nextEnd, ended: ended)
            if !ended.isEmpty { ended = [] }
            agreed = schedule.waits
            admitWatchers()
            return (result, schedule)
        }
    }

    /// Runs `body` as `locked` does, on any thread, and has the reactor do what comes of it for the sockets.
    func direct<R>(_ body: () -> R) -> R {
        let (result, asks) = locked {
            running = 0
            let result = body()
            let waits = Waits(engine, faults)
            let isNeeded =
                engine.hasNews || !ended.isEmpty || waits.mayRelease(after: agreed)
                || waits.nextDeadline < agreed.nextDeadline
            let asks = isNeeded && !isSettlingAsked
            if asks { isSettlingAsked = true }
            admitWatchers()
            return (result, asks)
        }
        if asks { reactor.performSoon { self.settleAsked() } }
        return result
    }

    /// Lets those go on who wait for so many blocked clients as there are now.
    private func admitWatchers() {
        guard !watchers.isEmpty else { return }
        let blocked = engine.blockedCount
        for watcher in watchers where watcher.count <= blocked { watcher.goOn() }
        watchers = watchers.filter { $0.count > blocked }
    }

    private func settleAsked() {
        settle(turn { isSettlingAsked = false }.schedule)
    }

    // MARK: Waiting

    /// When something that waits goes on by itself, in Unix milliseconds; nil when nothing will.
    var nextRelease: Int64? {
        let next = min(
            engine.nextResumption ?? .max, faults.nextDeadline(after: engine.now), patience.nextEnd)
        return next == .max ? nil : next
    }

    /// A new listener takes connections until it is told otherwise.
    func listenerChanged() { isRefusing = false }

    /// Keeps a session until its command may run; it has stopped reading.
    func hold(_ session: any CoreSession) {
        newlyHeld.append(session)
    }

    /// Forgets a session whose connection is over, whatever it waited for.
    func remove(_ session: any CoreSession) {
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
        guard let deadline, clock.rate > 0 else { return }
        let check = Reactor.now + UInt64(ServerLimits.checkMilliseconds) * 1_000_000
        deadline.set(to: min(deadline.time ?? check, check))
    }

    /// Waits so long for the rest of what a client has begun, unless it is waited for already.
    func expectMore(of id: UInt64, within milliseconds: Int64) {
        let begins = locked { patience.begin(id, until: engine.now + milliseconds) }
        guard begins, let deadline, clock.rate > 0 else { return }
        let check = Reactor.now + UInt64(Double(milliseconds) / clock.rate * 1_000_000)
        deadline.set(to: min(deadline.time ?? check, check))
    }

    /// Waits no longer for a client, whose request has come.
    func expectNoMore(of id: UInt64) { locked { patience.end(id) } }

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
        for id in schedule.ended { sessions[id]?.closeAsEnded() }
        for client in schedule.unblocked { sessions[client]?.resume() }
        if !held.isEmpty, schedule.waits.mayRelease(after: awaited) {
            let waiting = held
            held = []
            for session in waiting { session.resume() }
        }
        awaited = schedule.waits
        for id in schedule.released { sessions[id]?.resumeOutput() }
        if schedule.refusesConnections != isRefusing {
            isRefusing = schedule.refusesConnections
            setRefusing(isRefusing)
        }
        if !newlyHeld.isEmpty {
            held += newlyHeld
            newlyHeld = []
        }
        if schedule.continuesScript { continueScriptSoon() }
        arm(schedule)
    }

    // MARK: Scripts that take long

    /// Lets a script go on once what has come from others meanwhile has been read.
    private func continueScriptSoon() {
        guard !isScriptAsked else { return }
        isScriptAsked = true
        reactor.submit { self.continueScript() }
    }

    private func continueScript() {
        isScriptAsked = false
        let schedule = turn {
            running = 0
            engine.continueScript()
        }.schedule
        settle(schedule)
    }

    private func arm(_ schedule: Schedule) {
        guard let deadline else { return }
        // On a clock that stands still nothing becomes due by itself.
        let rate = clock.rate
        guard rate > 0 else { return deadline.set(to: nil) }
        var next = schedule.waits.nextDeadline
        if !held.isEmpty, let heldUntil = schedule.waits.heldUntil { next = min(next, heldUntil) }
        next = min(next, schedule.waits.faultDeadline, schedule.patienceEnd)
        if schedule.closesIdleClients && !sessions.isEmpty || !watched.isEmpty {
            next = min(next, schedule.now + ServerLimits.checkMilliseconds)
        }
        guard next != .max else { return deadline.set(to: nil) }
        let wait = Double(max(0, next &- schedule.now)) / rate
        deadline.set(to: Reactor.now + UInt64(min(wait, ServerLimits.longestWaitMilliseconds) * 1_000_000))
    }

    // MARK: Idle clients

    private func noteIdle() {
        let timeout = Int64(engine.settings.timeout) * 1000
        guard timeout > 0 else { return }
        for session in sessions.values where engine.now - session.client.lastActiveAt > timeout {
            let client = session.client
            if client.isListener || client.isBlocked || session.isDeferred { continue }
            noteEnded(client.id)
        }
    }
}

extension ServerCore: DeadlineSource {
    /// Time has passed: what is due happens now, whether or not a command comes.
    func deadlineReached(now: UInt64) { tick() }

    /// Does what is due, and returns when it is done and what it set going has come to rest.
    func tickAndWait() {
        reactor.perform { self.tick() }
        reactor.finishTurns()
    }

    private func tick() {
        checkWatchedOutput()
        let (overdue, schedule) = turn {
            running = 0
            noteIdle()
            return patience.takeOver(now: engine.now)
        }
        for id in overdue { sessions[id]?.ranOutOfPatience() }
        settle(schedule)
    }
}

/// A value on its way to be freed on another thread.
///
/// It was taken out of the keyspace and nothing else refers to it, so it may go to any thread.
private struct Disposal: @unchecked Sendable {
    let object: AnyObject
}
