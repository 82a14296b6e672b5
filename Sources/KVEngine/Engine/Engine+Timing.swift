// How long commands take. Reading the clock costs as much as a GET, so commands of constant cost are timed in
// runs: one reading for each change of command. Commands that may take long are timed one by one, since SLOWLOG
// has to know which of them it was; all are, while somebody asks about times in which a short one could matter.

import RESP

extension Call {
    /// Charges the commands that ran since the last reading of the clock, which are all the same one.
    ///
    /// Returns how many nanoseconds that was.
    @discardableResult
    mutating func chargeTime(to next: CommandID?) -> UInt64 {
        let now = engine.monotonicNanoseconds()
        let elapsed = now &- timedSince &+ waited
        if let timed {
            engine.commandStatistics[timed].nanoseconds &+= elapsed
            engine.noteCalls(
                engine.commandStatistics[timed].calls - timedCalls, of: timed, nanoseconds: elapsed)
        }
        timed = next
        timedSince = now
        if let next { timedCalls = engine.commandStatistics[next].calls }
        waited = 0
        return elapsed
    }

    /// Takes the time of the command that has just run, if that is asked for, and keeps it where it was long; then
    /// serves those who wait for what it has brought. The two share the one question that every command is asked.
    @inline(__always)
    mutating func noteTime(_ flags: CommandFlags) {
        if !flags.isDisjoint(with: engine.state.value.timed) { conclude(flags) }
    }

    @inline(never)
    private mutating func conclude(_ flags: CommandFlags) {
        let asked = engine.state.value.timed
        if !flags.isDisjoint(with: asked.subtracting(.keysReady)) { takeTime(flags) }
        // The keys of a transaction or a script are looked at when all of it has run.
        guard asked.contains(.keysReady), client.transaction.position == nil, engine.madeScripting?.run == nil
        else { return }
        // What that takes is not this command's time.
        timedSince &+= engine.serveReadyKeys()
    }

    private mutating func takeTime(_ flags: CommandFlags) {
        let nanoseconds = chargeTime(to: id)
        engine.noteLatency(
            of: flags.contains(.fast) ? "fast-command" : "command", nanoseconds: nanoseconds)
        guard !flags.contains(.skipSlowlog) else { return }
        engine.slowLog.note(self, microseconds: Int(clamping: nanoseconds / 1000))
    }
}

extension Engine {
    /// From this many microseconds on, only commands that may take long are looked at.
    private static let longEnough = 10_000

    /// The commands whose time is to be taken one by one, by the settings as they are.
    var timedCommands: CommandFlags {
        let pending: CommandFlags = blocked.hasReadyKeys ? .keysReady : []
        if settings.latencyMonitorThreshold > 0 { return pending.union(.any) }
        return switch settings.slowlogLogSlowerThan {
        case ..<0: pending
        case ..<Engine.longEnough: pending.union(.any)
        default: pending.union(.long)
        }
    }
}

extension Command {
    /// The header's flags, and what dispatch reads of the time that the command takes.
    var dispatchFlags: CommandFlags {
        let isConstant = "\(docs.complexity)".hasPrefix("O(1)")
        return flags.union(
            flags.contains(.fast) || isConstant ? [.any, .keysReady] : [.any, .long, .keysReady])
    }
}
