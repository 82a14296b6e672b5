// One run of a script or a function: for whom it runs, what it may do, and what it has done so far.

import KVLua
import RESP

/// A script that runs, from its command on until that is answered.
final class ScriptRun {
    /// Whose command it is.
    let caller: Client
    /// The digest of a script, the name of a function.
    let name: [UInt8]
    /// Whether it is a script of EVAL's, and not a function.
    let isEval: Bool
    /// Where it runs.
    let interpreter: ScriptInterpreter
    /// The keys that its command has named.
    let keys: [LuaValue]

    /// Whether it may change nothing: by its flags, or because of a command that ends in _RO.
    let isReadOnly: Bool
    /// Whether it may take memory though there is none.
    let allowsOOM: Bool
    /// Whether memory was full when it began.
    let isOutOfMemory: Bool
    /// Whether a command that writes was run: from then on it cannot be ended.
    var hasWritten = false
    /// Whether its changes are told to those who follow (redis.set_repl).
    var tellsReplicas = true
    /// Whether the keys of its command have been noted for a client that tracks.
    var hasNotedKeys = false

    /// The server's time while it runs, in Unix microseconds.
    let instant: Int64
    /// When it began, in monotonic nanoseconds.
    let begun: UInt64
    /// The nanoseconds that it has taken in slices of its own.
    var spent: UInt64 = 0
    /// Its command's words, once it was suspended.
    var words: [[UInt8]] = []
    /// Whether it has taken longer than others are to wait for it.
    var isBusy = false
    /// Whether its client has gone.
    var isOrphan = false
    /// What came of it; nil while it runs.
    var outcome: LuaOutcome?
    private let lua: LuaRun

    init(
        _ function: LuaFunction, named name: [UInt8], isEval: Bool, keys: [LuaValue], arguments: [LuaValue],
        flags: ScriptFlags, isReadOnly: Bool, in interpreter: ScriptInterpreter, for call: borrowing Call
    ) {
        let engine = call.engine
        caller = call.client
        self.name = name
        self.isEval = isEval
        self.interpreter = interpreter
        self.keys = keys
        let isDeclared = !flags.contains(.undeclared)
        self.isReadOnly = isReadOnly || isDeclared && flags.contains(.noWrites)
        allowsOOM = isDeclared && flags.contains(.allowOOM)
        isOutOfMemory = engine.state.value.isMemoryLimited && !engine.makeRoom()
        instant = engine.state.value.nowMicroseconds
        begun = engine.monotonicNanoseconds()
        lua = interpreter.state.run(function, arguments)
    }

    /// Runs on until the script ends, or has taken so many nanoseconds since `start`; whether it has ended.
    ///
    /// - Parameter limit: nil for a run to the end.
    func goOn(since start: UInt64, limit: UInt64?, on engine: Engine) -> Bool {
        while true {
            switch lua.resume(instructions: ScriptLimits.instructions) {
            case .suspended:
                guard let limit, engine.monotonicNanoseconds() &- start >= limit else { continue }
                return false
            case let end:
                outcome = end
                return true
            }
        }
    }
}

/// How scripts share the time of a server.
enum ScriptLimits {
    /// Instructions between two looks at the clock.
    static let instructions = 10_000
    /// Nanoseconds that a script may take before others are looked after.
    static let slice: UInt64 = 10_000_000
    /// Nanoseconds that FUNCTION LOAD may take.
    static let load: UInt64 = 500_000_000
    /// Nanoseconds after which code is ended that cannot be suspended, such as a comparison that `table.sort` calls.
    static let nested: UInt64 = 10_000_000_000
    /// The values that a reply may hold within one another, as Lua's stack would.
    static let replyStack = 8_000
}
