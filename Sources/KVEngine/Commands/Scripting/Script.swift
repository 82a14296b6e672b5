// SCRIPT: the container of the commands about the scripts that the server knows, and the one that runs.
//
// Source: https://redis.io/commands/script-load/

import RESP

extension Command {
    /// Holds the subcommands about scripts.
    static let script = Command(
        container: "script",
        docs: Docs(
            .scripting, since: "2.6.0", "Holds the commands about scripts.",
            complexity: "That of the subcommand"),
        subcommands: [.scriptDebug, .scriptExists, .scriptFlush, .scriptHelp, .scriptKill, .scriptLoad])

    /// Takes back that scripts are to be debugged, which they never are here.
    private static let scriptDebug = Command(
        "debug", arity: 3, [.noscript],
        docs: Docs(
            .scripting, since: "3.2.0", "Sets how scripts are debugged.", complexity: "O(1)",
            syntax: "mode:(YES|SYNC|NO)")
    ) { call throws(RedisError) in
        if call.accept("no") { return call.reply.ok() }
        guard call.accept("yes") || call.accept("sync") else {
            throw RedisError("ERR Use SCRIPT DEBUG YES/SYNC/NO")
        }
        throw RedisError("ERR Scripts cannot be debugged here: there is no Lua debugger")
    }

    /// Says of each digest whether there is a script of it.
    private static let scriptExists = Command(
        "exists", arity: -3, [.noscript],
        tips: ["request_policy:all_shards", "response_policy:agg_logical_and"],
        docs: Docs(
            .scripting, since: "2.6.0", "Says whether the server knows scripts, by their digests.",
            complexity: "O(N) in the number of scripts asked for, O(1) for one", syntax: "sha1...")
    ) { call throws(RedisError) in
        let cache = call.engine.madeScripting?.cache
        call.reply.array(call.remaining)
        while call.remaining > 0 {
            let digest = [UInt8](try call.bytes().beforeNUL).lowercasedASCII
            call.reply.integer(cache?[digest] == nil ? 0 : 1)
        }
    }

    /// Forgets all scripts.
    private static let scriptFlush = Command(
        "flush", arity: -2, [.noscript],
        tips: ["request_policy:all_nodes", "response_policy:all_succeeded"],
        docs: Docs(
            .scripting, since: "2.6.0", "Forgets all scripts.",
            complexity: "O(N) in the number of scripts", history: ["6.2.0": "Options ASYNC and SYNC."],
            syntax: "[async:(ASYNC|SYNC)@6.2.0]")
    ) { call throws(RedisError) in
        guard call.remaining == 0 || call.remaining == 1 && (call.accept("sync") || call.accept("async"))
        else {
            throw RedisError("ERR SCRIPT FLUSH only support SYNC|ASYNC option")
        }
        call.engine.madeScripting?.removeScripts()
        call.reply.ok()
    }

    /// Ends the script that runs.
    private static let scriptKill = Command(
        "kill", arity: 2, [.noscript, .allowBusy],
        tips: ["request_policy:all_shards", "response_policy:one_succeeded"],
        docs: Docs(.scripting, since: "2.6.0", "Ends the script that runs.", complexity: "O(1)")
    ) { call throws(RedisError) in
        try call.engine.killScript(isEval: true)
        call.reply.ok()
    }

    /// Has the server know a script, and answers with its digest.
    private static let scriptLoad = Command(
        "load", arity: 3, [.noscript, .stale],
        tips: ["request_policy:all_nodes", "response_policy:all_succeeded"],
        docs: Docs(
            .scripting, since: "2.6.0", "Has the server know a script.",
            complexity: "O(N) in the bytes of the script", syntax: "script")
    ) { call throws(RedisError) in
        let body = try call.bytes()
        let digest = Scripting.digest(of: body)
        _ = try call.engine.scripting.script(body, digest: digest)
        call.reply.bulk(digest)
    }

    /// Says what the subcommands do.
    private static let scriptHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(
            .scripting, since: "5.0.0", "Shows what the SCRIPT subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "SCRIPT",
            lines: [
                "DEBUG (YES|SYNC|NO)",
                "    How the scripts to come are debugged; here only NO.",
                "EXISTS <sha1> [<sha1> ...]",
                "    Whether the server knows scripts of these digests.",
                "FLUSH [ASYNC|SYNC]",
                "    Forget all scripts, so that EVALSHA finds none.",
                "    Both words are taken, as clients send them:",
                "    * ASYNC: the scripts are gone at once.",
                "    * SYNC: the same.",
                "    They have to be sent anew from then on.",
                "KILL",
                "    End the script that runs, unless it has written.",
                "LOAD <script>",
                "    Know a script without running it.",
            ])
    }
}
