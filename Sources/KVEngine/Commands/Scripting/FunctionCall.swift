// FCALL and FCALL_RO: run a function of a library.
//
// Source: https://redis.io/commands/fcall/

import KVLua
import RESP

extension Command {
    /// Runs a function.
    static let fcall = Command(
        "fcall", arity: -3, runningScripts.union(.mayReplicate), keys: scriptKeys,
        docs: Docs(
            .scripting, since: "7.0.0", "Runs a function.", complexity: "That of the function",
            syntax: "function numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.callFunction(isReadOnly: false)
    }

    /// Runs a function that changes nothing.
    static let fcallReadOnly = Command(
        "fcall_ro", arity: -3, runningScripts.union(.readonly),
        keys: [
            scriptKeysRead("We cannot tell how the keys will be used so we assume the worst, RO and ACCESS")
        ],
        docs: Docs(
            .scripting, since: "7.0.0", "Runs a function that only reads.",
            complexity: "That of the function", syntax: "function numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.callFunction(isReadOnly: true)
    }
}

extension Call {
    /// Runs a function of a library.
    ///
    /// Error order: the function, the number of keys, what the function's flags forbid.
    fileprivate mutating func callFunction(isReadOnly: Bool) throws(RedisError) {
        if let run = runToGoOnWith { return try answer(run) }
        showMonitorsFirst()
        let name = try bytes()
        guard let function = engine.madeScripting?.knownFunction(named: name) else {
            throw RedisError("ERR Function not found")
        }
        let (keys, arguments) = try scriptArguments(or: RedisError("ERR Bad number of keys provided"))
        try checkPermission(of: function.flags, isReadOnly: isReadOnly)
        let interpreter = engine.scripting.functions.interpreter
        let tables = [keys, arguments].map { LuaValue.table(interpreter.state.makeTable(of: $0)) }
        try start(
            ScriptRun(
                function.function, named: function.name, isEval: false, keys: keys, arguments: tables,
                flags: function.flags, isReadOnly: isReadOnly, in: interpreter, for: self))
    }
}
