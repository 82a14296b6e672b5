// The script that runs, and those who wait for it. While it is suspended the server is held, as by a DEBUG SLEEP: other
// commands wait, until it has taken `busy-reply-threshold` milliseconds; from then on they are refused, all but the few
// that may end it.

import KVLua
import RESP

extension Engine {
    /// Whether a script is suspended, and is to go on as soon as others have been looked after.
    package var hasSuspendedScript: Bool {
        guard let run = madeScripting?.run else { return false }
        return run.outcome == nil
    }

    /// Changes whenever those who wait for a script may go on.
    var scriptStage: UInt32 { state.value.scriptStage }

    // MARK: Running

    /// Makes a script the one that runs.
    func begin(_ run: ScriptRun, for client: Client) {
        let own = run.interpreter.client
        own.databaseIndex = client.databaseIndex
        own.version = .resp2
        if own.user !== client.user { own.user = client.user }
        own.weighTrust()
        run.interpreter.run = run
        scripting.run = run
        scripting.lendRandom(to: run.interpreter.state)
    }

    /// Runs a script that has just begun; what came of it, or nil when it is suspended.
    ///
    /// - Parameter isLast: whether it is run to its end.
    func firstSlice(of run: ScriptRun, isLast: Bool) -> LuaOutcome? {
        run.interpreter.sliceBegun = run.begun
        if run.goOn(since: run.begun, limit: isLast ? nil : ScriptLimits.slice, on: self) {
            return run.outcome
        }
        run.spent = monotonicNanoseconds() &- run.begun
        stageChanged()
        return nil
    }

    /// Lets a suspended script run for a while, at the time at which it began.
    package func continueScript() {
        guard let run = madeScripting?.run, run.outcome == nil else { return }
        slice(of: run, limit: ScriptLimits.slice)
    }

    private func slice(of run: ScriptRun, limit: UInt64) {
        let present = state.value.nowMicroseconds
        setTime(run.instant)
        let begun = monotonicNanoseconds()
        run.interpreter.sliceBegun = begun
        let isOver = run.goOn(since: begun, limit: limit, on: self)
        run.spent &+= monotonicNanoseconds() &- begun
        setTime(present)
        if isOver {
            stageChanged()
            if run.isOrphan { endOrphan(run) }
        } else if !run.isBusy, run.spent >= busyThreshold {
            run.isBusy = true
            warn("A script has taken \(run.spent / 1_000_000) milliseconds so far; SCRIPT KILL may end it.")
            stageChanged()
        }
    }

    private var busyThreshold: UInt64 {
        let milliseconds = settings.busyReplyThreshold
        return milliseconds > 0 ? UInt64(milliseconds) &* 1_000_000 : .max
    }

    /// Takes a script that is done away, before it is answered.
    func end(_ run: ScriptRun) {
        run.interpreter.run = nil
        scripting.takeRandom(from: run.interpreter.state)
        guard scripting.run === run else { return }
        scripting.run = nil
        if run.spent > 0 { stageChanged() }
    }

    private func stageChanged() {
        state.value.scriptStage &+= 1
        refreshHold()
    }

    /// Has a suspended script end as soon as it goes on, whatever it has done: nobody will wait for it.
    package func abandonScript() {
        guard let run = madeScripting?.run, run.outcome == nil else { return }
        run.interpreter.state.interrupt("The server was stopped")
    }

    // MARK: Those who wait

    /// Whether a client's command has to wait for a script, which has not yet taken too long for that.
    ///
    /// A call in the program cannot wait: the script goes on within it.
    func scriptHolds(_ client: Client) -> Bool {
        guard let run = madeScripting?.run, run.caller !== client, !run.isBusy else { return false }
        guard client.isDirect else { return true }
        while run.outcome == nil, !run.isBusy { slice(of: run, limit: ScriptLimits.slice) }
        return false
    }

    /// Why a command may not run while a script is busy; nil when it may.
    func refusalOfBusyScript(_ flags: CommandFlags, for client: Client) -> RedisError? {
        guard let run = madeScripting?.run, run.caller !== client, !flags.contains(.allowBusy) else {
            return nil
        }
        return run.isEval ? .busyWithScript : .busyWithFunction
    }

    /// Notes that the client of a script has gone: the script goes on without it.
    func orphanScript(of client: Client) {
        guard let run = madeScripting?.run, run.caller === client else { return }
        run.isOrphan = true
        if run.outcome != nil { endOrphan(run) }
    }

    /// Does what comes after a command for a script that nobody waits for.
    private func endOrphan(_ run: ScriptRun) {
        end(run)
        if isPropagating { flushPropagation() }
        if blocked.hasReadyKeys { _ = serveReadyKeys() }
    }

    // MARK: Ending it

    /// Has the script that runs fail.
    ///
    /// - Parameter isEval: whether a script of EVAL's is meant, or a function.
    func killScript(isEval: Bool) throws(RedisError) {
        guard let run = madeScripting?.run else {
            throw RedisError("NOTBUSY No scripts in execution right now.")
        }
        if run.hasWritten { throw .scriptHasWritten }
        guard run.isEval == isEval else { throw run.isEval ? .busyWithScript : .busyWithFunction }
        run.interpreter.state.interrupt("Script killed by user with SCRIPT KILL...")
    }
}

extension RedisError {
    static var busyWithScript: RedisError {
        RedisError(
            "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.")
    }

    static var busyWithFunction: RedisError {
        RedisError(
            "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.")
    }

    fileprivate static var scriptHasWritten: RedisError {
        RedisError(
            """
            UNKILLABLE Sorry the script already executed write commands against the dataset. You can either wait \
            the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.
            """)
    }
}
