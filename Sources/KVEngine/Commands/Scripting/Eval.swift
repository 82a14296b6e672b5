// EVAL and EVALSHA, and the two that only read: run a script, which the first has with it and the second knows by its
// digest.
//
// Source: https://redis.io/commands/eval/

import RESP

extension Command {
    /// Runs a script.
    static let eval = Command(
        "eval", arity: -3, runningScripts.union(.mayReplicate), keys: scriptKeys,
        docs: Docs(
            .scripting, since: "2.6.0", "Runs a Lua script on the server.", complexity: scriptComplexity,
            syntax: "script numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.evaluate(byDigest: false, isReadOnly: false)
    }

    /// Runs a script that changes nothing.
    static let evalReadOnly = Command(
        "eval_ro", arity: -3, runningScripts.union(.readonly),
        keys: [
            scriptKeysRead("We cannot tell how the keys will be used so we assume the worst, RO and ACCESS")
        ],
        docs: Docs(
            .scripting, since: "7.0.0", "Runs a Lua script that only reads on the server.",
            complexity: scriptComplexity, syntax: "script numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.evaluate(byDigest: false, isReadOnly: true)
    }

    /// Runs a script that the server knows.
    static let evalsha = Command(
        "evalsha", arity: -3, runningScripts.union(.mayReplicate), keys: scriptKeysWithoutNotes,
        docs: Docs(
            .scripting, since: "2.6.0", "Runs a Lua script that the server knows, by its digest.",
            complexity: scriptComplexity, syntax: "sha1 numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.evaluate(byDigest: true, isReadOnly: false)
    }

    /// Runs a script that the server knows and that changes nothing.
    static let evalshaReadOnly = Command(
        "evalsha_ro", arity: -3, runningScripts.union(.readonly), keys: [scriptKeysRead(nil)],
        docs: Docs(
            .scripting, since: "7.0.0", "Runs a Lua script that only reads and that the server knows.",
            complexity: scriptComplexity, syntax: "sha1 numkeys:integer [key...] [arg...]")
    ) { call throws(RedisError) in
        try call.evaluate(byDigest: true, isReadOnly: true)
    }

    // MARK: What they have in common

    /// The flags of commands that run scripts.
    static let runningScripts: CommandFlags = [
        .noscript, .skipMonitor, .noMandatoryKeys, .stale, .movableKeys, .runsScript,
    ]

    static var scriptComplexity: StaticString { "That of the script" }

    /// The keys of a script that may do with them what it likes.
    static var scriptKeys: [KeySpec] {
        [
            scriptKeys(
                [.rw, .access, .update],
                "We cannot tell how the keys will be used so we assume the worst, RW and UPDATE")
        ]
    }

    private static var scriptKeysWithoutNotes: [KeySpec] { [scriptKeys([.rw, .access, .update], nil)] }

    /// The keys of a script that only reads.
    static func scriptKeysRead(_ notes: StaticString?) -> KeySpec { scriptKeys([.ro, .access], notes) }

    private static func scriptKeys(_ access: KeySpec.Access, _ notes: StaticString?) -> KeySpec {
        KeySpec(.index(2), .keyNumber(index: 0, first: 1, step: 1), access, notes: notes)
    }
}
