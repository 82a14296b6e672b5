// Commands that have to wait for the end of a CLIENT PAUSE or of a DEBUG SLEEP. Nothing blocks: a command is
// postponed, and the owner of the sockets runs it again when `heldUntil` comes or changes.

/// CLIENT PAUSE's state.
struct ClientPause {
    /// Unix milliseconds; in the past when nothing is paused.
    var until: Int64 = .min
    /// Whether reads go on.
    var writesOnly = true
}

/// What the engine waits for, as its owner asks after each turn; times are Unix milliseconds.
package struct PendingWork {
    /// The time as of the turn.
    package let now: Int64
    /// When commands held back are to be tried again; nil when none is held back.
    package let heldUntil: Int64?
    /// When the next key goes, a client's wait ends or something is due for replicas; `.max` when nothing will be.
    package let nextDeadline: Int64
    /// Changes whenever those who wait for a script may go on.
    package let scriptStage: UInt32
}

extension Engine {
    /// The earliest instant at which commands held back are to be tried again, in Unix milliseconds.
    ///
    /// Nil when none is held back; a change means that it is time to try as well.
    var heldUntil: Int64? {
        guard state.value.isHeld else { return nil }
        return [sleepsUntil, pause.until].filter { $0 > now && $0 != .max }.min()
    }

    /// What the engine waits for, at present.
    package var pending: PendingWork {
        PendingWork(
            now: now, heldUntil: heldUntil, nextDeadline: nextDeadline ?? .max,
            scriptStage: scriptStage)
    }

    /// The next instant at which a client that waits goes on by itself, or replicas are told something, in Unix
    /// milliseconds; nil when there is none.
    ///
    /// What it has sent meanwhile is run then, so that a clock that is moved on has to stop there.
    package var nextResumption: Int64? {
        let next = min(heldUntil ?? .max, state.value.nextTimeout, state.value.nextReplication)
        return next == .max ? nil : next
    }

    // MARK: CLIENT PAUSE

    /// Holds commands back until an instant. A pause that is on is never shortened or narrowed.
    func hold(until: Int64, writesOnly: Bool) {
        let isOn = pause.until > now
        pause = ClientPause(
            until: isOn ? max(pause.until, until) : until,
            writesOnly: writesOnly && (!isOn || pause.writesOnly))
        refreshHold()
    }

    /// Ends a pause.
    func endPause() {
        pause = ClientPause()
        refreshHold()
    }

    /// Until when a pause holds a client's command back; nil when it may run.
    func pauseHolds(_ client: Client, _ flags: CommandFlags) -> Int64? {
        if client.countsAsReplica || client.isDirect { return nil }
        if pause.until > now, !pause.writesOnly || flags.contains(.write) || flags.contains(.mayReplicate) {
            heldClients.insert(client.id)
            return pause.until
        }
        heldClients.remove(client.id)
        refreshHold()
        return nil
    }

    func refreshHold() {
        state.value.isHeld = sleepsUntil > now || pause.until > now || madeScripting?.run != nil
        if pause.until <= now { heldClients = [] }
    }

    /// Whether a pause, or what it waits for itself, holds the client back, rather than a DEBUG SLEEP.
    package func isHoldingBack(_ client: Client) -> Bool {
        client.isBlocked || heldClients.contains(client.id)
    }

    // MARK: DEBUG SLEEP

    /// Until when a DEBUG SLEEP holds this client back, if it is not its own.
    func sleepHolds(_ client: Client) -> Int64? {
        sleepsUntil > now && client.sleepsUntil == nil && !client.isDirect ? sleepsUntil : nil
    }

    /// Lets the client's sleep begin or go on: its end, or nil when it is over or takes no time.
    func sleep(_ client: Client, milliseconds: Int64) -> Int64? {
        let end = client.sleepsUntil ?? now + milliseconds
        guard end > now else {
            client.sleepsUntil = nil
            refreshHold()
            return nil
        }
        client.sleepsUntil = end
        sleepsUntil = max(sleepsUntil, end)
        state.value.isHeld = true
        refreshTimeout()
        return end
    }
}

extension Call {
    /// What becomes of a command, past its other gates, on a server that is held: a script that takes long refuses it, or
    /// a pause postpones it; nil when it may run.
    @inline(never)
    mutating func holdBack(_ flags: CommandFlags) -> Outcome? {
        if let refusal = engine.refusalOfBusyScript(flags, for: client) {
            refuse(refusal, id)
            return .done
        }
        return engine.pauseHolds(client, declaredFlags(flags)).map { .postponed(until: $0) }
    }
}
