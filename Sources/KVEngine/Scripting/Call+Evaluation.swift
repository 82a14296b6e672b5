// EVAL, EVALSHA, FCALL and those of them that only read: from their arguments to a run, and from that to the reply.
//
// Such a command comes here once, or, when its script takes long, once more for its reply: it was postponed meanwhile.

import KVLua
import RESP

extension Call {
    /// Runs the script that an argument holds, or names by its digest.
    ///
    /// Error order: the length of a digest, the number of keys, the script, what the script's flags forbid.
    mutating func evaluate(byDigest: Bool, isReadOnly: Bool) throws(RedisError) {
        if let run = runToGoOnWith { return try answer(run) }
        showMonitorsFirst()
        let body = try bytes()
        guard !byDigest || body.count == 40 else { throw .noScript }
        let (keys, arguments) = try scriptArguments(or: .notAnInteger)
        let digest = byDigest ? [UInt8](body).lowercasedASCII : Scripting.digest(of: body)
        let scripting = engine.scripting
        let script: CachedScript
        if byDigest {
            guard let known = scripting.cache[digest] else { throw .noScript }
            script = known
        } else {
            script = try scripting.script(body, digest: digest)
        }
        try checkPermission(of: script.flags, isReadOnly: isReadOnly)
        let interpreter = scripting.interpreter
        interpreter.setArguments(keys: keys, arguments: arguments)
        try start(
            ScriptRun(
                script.function, named: digest, isEval: true, keys: keys, arguments: [], flags: script.flags,
                isReadOnly: isReadOnly, in: interpreter, for: self))
    }

    /// Reads how many keys there are, the keys and the rest of the arguments.
    mutating func scriptArguments(
        or error: RedisError
    ) throws(RedisError) -> (keys: [LuaValue], arguments: [LuaValue]) {
        let count = try integer(or: error)
        guard count <= remaining else {
            throw RedisError("ERR Number of keys can't be greater than number of args")
        }
        guard count >= 0 else { throw RedisError("ERR Number of keys can't be negative") }
        let first = next
        let value = { (call: borrowing Call, index: Int) in
            LuaValue.string([UInt8](call.argument(index)))
        }
        var (keys, rest): ([LuaValue], [LuaValue]) = ([], [])
        for index in first..<first + Int(count) { keys.append(value(self, index)) }
        for index in first + Int(count)..<argumentCount { rest.append(value(self, index)) }
        return (keys, rest)
    }

    /// Shows the command to those who monitor, before the commands of its script.
    func showMonitorsFirst() {
        if !engine.monitors.isEmpty { feedMonitors() }
    }

    // MARK: Permission

    /// Refuses to run a script that says that it may not run now.
    func checkPermission(of flags: ScriptFlags, isReadOnly: Bool) throws(RedisError) {
        let settings = engine.settings
        let isReplica = engine.state.value.isReplica
        let isStale = isReplica && !settings.replicaServeStaleData
        guard !flags.contains(.undeclared) else {
            if isStale { throw .masterDown }
            return
        }
        if isStale, !flags.contains(.allowStale) { throw .staleScript }
        if !flags.contains(.noWrites) {
            if isReplica, settings.replicaReadOnly { throw .writingScriptOnReplica }
            if isReadOnly {
                throw RedisError("ERR Can not execute a script with write flag using *_ro command.")
            }
            if !isReplica, engine.lacksReplicas { throw .notEnoughReplicas }
        }
        guard flags.isDisjoint(with: [.allowOOM, .noWrites]), engine.state.value.isMemoryLimited else {
            return
        }
        if !engine.makeRoom() { throw .scriptWithoutMemory }
    }

    // MARK: Running

    /// The client's script that was suspended.
    var runToGoOnWith: ScriptRun? {
        guard let run = engine.madeScripting?.run, run.caller === client else { return nil }
        return run
    }

    /// Runs a script, to its end or for as long as it may.
    mutating func start(_ run: ScriptRun) throws(RedisError) {
        engine.begin(run, for: client)
        try answer(run)
    }

    /// Answers with what came of a script, or waits for it.
    mutating func answer(_ run: ScriptRun) throws(RedisError) {
        guard let end = run.outcome ?? engine.firstSlice(of: run, isLast: client.isDirect) else {
            if run.words.isEmpty { run.words = (0..<argumentCount).map { [UInt8](argument($0)) } }
            outcome = .postponed(until: .max)
            return
        }
        waited = run.spent
        let version = run.interpreter.client.version
        engine.end(run)
        switch end {
        case .finished(let values):
            var writer = LuaReplyWriter(to: reply, speaking: version)
            writer.write(values.first ?? .nil)
            for error in writer.errors { engine.countScriptError(error) }
            engine.commandStatistics[id].failedCalls &+= writer.countedErrors + min(writer.errors.count, 1)
        case .failed(let failure):
            let error = ScriptError(failure, of: run)
            reply.error(error.reply)
            engine.commandStatistics[id].failedCalls &+= 1
            if !error.isCounted { engine.countScriptError(error.reply.bytes ?? []) }
        case .suspended: break
        }
    }
}

extension RedisError {
    static var noScript: RedisError { RedisError("NOSCRIPT No matching script. Please use EVAL.") }

    fileprivate static var staleScript: RedisError {
        RedisError(
            """
            MASTERDOWN Link with MASTER is down, replica-serve-stale-data is set to 'no' and 'allow-stale' flag is \
            not set on the script.
            """)
    }

    fileprivate static var writingScriptOnReplica: RedisError {
        RedisError("READONLY Can not run script with write flag on readonly replica")
    }

    fileprivate static var scriptWithoutMemory: RedisError {
        RedisError(
            "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'")
    }
}
