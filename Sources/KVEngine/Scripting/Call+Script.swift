// A command that a script runs: the gates that it passes, in Redis's order, and what follows it. It is part of the
// script's command, so that what only comes after a whole command, comes after that.

import KVLua
import RESP

extension Call {
    /// Finds the command of a script and runs it; the error that it is refused with, if it is.
    mutating func dispatch(for run: ScriptRun) -> RedisError? {
        guard let found = engine.table.find(RequestWords(of: self, from: 0)) else {
            return refuse(AbsentCommands.has(argument(0)) ? .notInScript : .unknownInScript, nil)
        }
        id = found
        next = engine.table.rows[found].container == nil ? 1 : 2
        let flags = engine.table.rows[found].flags
        if let refusal = refusal(of: flags, in: run) { return refuse(refusal, found) }
        if flags.contains(.write) { run.hasWritten = true }
        client.lastCommand = found
        let begun = engine.monotonicNanoseconds()
        let mark = reply.buffer.count
        if !run.tellsReplicas, engine.isPropagating { engine.replication.isMuted = true }
        runHandler(mark)
        countCall()
        noteTime(flags, nanoseconds: engine.monotonicNanoseconds() &- begun)
        if isFollowed { follow(in: run, flags) }
        return nil
    }

    private func refuse(_ error: RedisError, _ counted: CommandID?) -> RedisError {
        engine.countError(error)
        if let counted { engine.commandStatistics[counted].rejectedCalls &+= 1 }
        return error
    }

    // MARK: Gates

    private func refusal(of flags: CommandFlags, in run: ScriptRun) -> RedisError? {
        let arity = engine.table.rows[id].arity
        if arity > 0 ? argumentCount != arity : argumentCount < -arity { return .wrongArityInScript }
        if flags.contains(.noscript), !isAdministration(flags) { return .notInScript }
        let isStale = engine.state.value.isReplica && !engine.settings.replicaServeStaleData
        if isStale, !flags.contains(.stale) { return .staleInScript }
        if !client.modes.value.isTrusted, let denial = denialInScript(of: run) { return denial }
        return refusalOfWriting(flags, in: run) ?? refusalOfMemory(flags, in: run)
    }

    /// Whether a command is one of administration, and scripts may run those (DEBUG SET-DISABLE-DENY-SCRIPTS).
    private func isAdministration(_ flags: CommandFlags) -> Bool {
        engine.settings.scriptsAdminister && flags.contains(.admin) && !flags.contains(.noMulti)
    }

    private func refusalOfWriting(_ flags: CommandFlags, in run: ScriptRun) -> RedisError? {
        if run.isReadOnly, !flags.isDisjoint(with: [.write, .mayReplicate]) { return .writeInReadOnlyScript }
        // What has begun to write is not stopped half way.
        guard flags.contains(.write), !run.hasWritten, engine.state.value.asksRole else { return nil }
        if engine.state.value.isReplica { return engine.settings.replicaReadOnly ? .readOnlyReplica : nil }
        return engine.lacksReplicas ? .notEnoughReplicas : nil
    }

    private func refusalOfMemory(_ flags: CommandFlags, in run: ScriptRun) -> RedisError? {
        guard run.isOutOfMemory, !run.allowsOOM, !run.hasWritten, flags.contains(.denyOOM) else { return nil }
        return .outOfMemory
    }

    // MARK: Afterwards

    private func noteTime(_ flags: CommandFlags, nanoseconds: UInt64) {
        engine.commandStatistics[id].nanoseconds &+= nanoseconds
        engine.noteCalls(1, of: id, nanoseconds: nanoseconds)
        engine.noteLatency(of: flags.contains(.fast) ? "fast-command" : "command", nanoseconds: nanoseconds)
        guard !flags.contains(.skipSlowlog) else { return }
        engine.slowLog.note(self, microseconds: Int(clamping: nanoseconds / 1000))
    }

    /// Tells those who follow of the command. The journal keeps what clients have sent, not this.
    private mutating func follow(in run: ScriptRun, _ flags: CommandFlags) {
        if engine.isPropagating {
            if run.tellsReplicas { notePropagation() } else { engine.passOverPropagation() }
        }
        if !engine.monitors.isEmpty { showMonitors() }
        if flags.contains(.readonly) { engine.noteReads(of: run) }
    }
}

extension Engine {
    /// Passes over what a command has changed, of which nobody is to be told.
    fileprivate func passOverPropagation() {
        replication.isMuted = false
        replication.toldChanges = counters.value.dirty
        replication.override = .none
    }

    /// Notes the keys that a script's command has named, once it has read something for a client that tracks.
    fileprivate func noteReads(of run: ScriptRun) {
        guard !run.hasNotedKeys, run.caller.tracking.notesReads else { return }
        run.hasNotedKeys = true
        for key in run.keys {
            key.bytes?.withByteView { noteRead(of: $0, by: run.caller) }
        }
    }
}

extension RedisError {
    fileprivate static var unknownInScript: RedisError {
        RedisError("ERR Unknown Redis command called from script")
    }

    fileprivate static var wrongArityInScript: RedisError {
        RedisError("ERR Wrong number of args calling Redis command from script")
    }

    fileprivate static var notInScript: RedisError {
        RedisError("ERR This Redis command is not allowed from script")
    }

    fileprivate static var staleInScript: RedisError {
        RedisError("ERR Can not execute the command on a stale replica")
    }

    fileprivate static var writeInReadOnlyScript: RedisError {
        RedisError("ERR Write commands are not allowed from read-only scripts.")
    }
}
