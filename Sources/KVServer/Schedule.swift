// What a turn of the core leaves for the reactor: read with the core locked, acted on when it no longer is.

import KVEngine

/// What the engine waits for; times are Unix milliseconds.
struct Waits {
    var heldUntil: Int64?
    /// When the next key goes, a client's wait ends or something is due for replicas; `.max` when nothing will be.
    var nextDeadline = Int64.max
    /// When something that a fault does is over; `.max` when nothing will be.
    var faultDeadline = Int64.max
    /// The faults' revision.
    private var faults = 0
    /// The engine's `scriptStage`.
    private var scriptStage: UInt32 = 0

    init() {}

    init(_ engine: Engine, _ faults: FaultBook) {
        let pending = engine.pending
        heldUntil = pending.heldUntil
        nextDeadline = pending.nextDeadline
        scriptStage = pending.scriptStage
        faultDeadline = faults.nextDeadline(after: pending.now)
        self.faults = faults.revision
    }

    /// Whether what waited at an earlier time may go on now.
    func mayRelease(after earlier: Waits) -> Bool {
        heldUntil != earlier.heldUntil || faultDeadline != earlier.faultDeadline || faults != earlier.faults
            || scriptStage != earlier.scriptStage
    }
}

/// What the reactor has to do and to wait for, as of the end of a turn.
struct Schedule {
    /// Unix milliseconds.
    let now: Int64
    let waits: Waits
    let closesIdleClients: Bool
    /// Whether a script is to go on, after others have been looked after.
    let continuesScript: Bool
    /// What clients were sent that did not ask for it.
    let mail: [Mail]
    /// The clients to be closed.
    let ended: [UInt64]
    /// Clients that have been answered after a wait, and go on.
    let unblocked: [UInt64]
    /// Whether anybody is to be told something.
    var hasNews: Bool { !mail.isEmpty || !unblocked.isEmpty || !ended.isEmpty }
    /// The clients whose output may go on.
    let released: [UInt64]
    let refusesConnections: Bool
    /// When the waiting for somebody's request ends; `.max` when nobody is waited for.
    let patienceEnd: Int64

    init(_ engine: Engine, _ faults: FaultBook, patienceEnd: Int64, ended: [UInt64]) {
        self.patienceEnd = patienceEnd
        now = engine.now
        waits = Waits(engine, faults)
        released = faults.takeReleased(now: now)
        refusesConnections = faults.refusesConnections(now: now)
        continuesScript = engine.hasSuspendedScript
        closesIdleClients = engine.settings.timeout > 0
        mail = engine.takeMail()
        self.ended = ended
        unblocked = engine.takeUnblocked()
    }
}
