// FUNCTION: the container of the commands about the libraries of functions. Those that list them are in
// FunctionList.swift, those that carry them elsewhere in FunctionDump.swift.
//
// Source: https://redis.io/commands/function-load/

import RESP

extension Command {
    /// Holds the subcommands about functions.
    static let function = Command(
        container: "function",
        docs: Docs(
            .scripting, since: "7.0.0", "Holds the commands about functions.",
            complexity: "That of the subcommand"),
        subcommands: [
            .functionDelete, .functionDump, .functionFlush, .functionHelp, .functionKill, .functionList,
            .functionLoad, .functionRestore, .functionStats,
        ])

    static let functionTips: [StaticString] = ["request_policy:all_shards", "response_policy:all_succeeded"]

    /// Adds a library.
    ///
    /// Error order: the options, the library's first line, its name, its code, the names of its functions.
    private static let functionLoad = Command(
        "load", arity: -3, [.write, .denyOOM, .noscript], tips: functionTips,
        docs: Docs(
            .scripting, since: "7.0.0", "Adds a library of functions.",
            complexity: "O(1), besides the time to compile the code", syntax: "[REPLACE] function-code")
    ) { call throws(RedisError) in
        var isReplaced = false
        while call.remaining > 1 {
            guard call.accept("replace") else {
                throw .quoting("ERR Unknown option given: ", try call.bytes(), "", limit: .max)
            }
            isReplaced = true
        }
        let code = [UInt8](try call.bytes())
        let functions = call.engine.scripting.functions
        let name = try functions.load(
            code, replacing: isReplaced, into: &functions.set, limit: ScriptLimits.load)
        call.engine.counters.value.dirty &+= 1
        call.reply.bulk(name)
    }

    /// Removes a library.
    private static let functionDelete = Command(
        "delete", arity: 3, [.write, .noscript], tips: functionTips,
        docs: Docs(
            .scripting, since: "7.0.0", "Removes a library of functions.", complexity: "O(1)",
            syntax: "library-name")
    ) { call throws(RedisError) in
        let name = [UInt8](try call.bytes())
        guard let functions = call.engine.madeScripting?.madeFunctions, functions.set.remove(name) else {
            throw RedisError("ERR Library not found")
        }
        call.engine.counters.value.dirty &+= 1
        call.reply.ok()
    }

    /// Removes all libraries.
    private static let functionFlush = Command(
        "flush", arity: -2, [.write, .noscript], tips: functionTips,
        docs: Docs(
            .scripting, since: "7.0.0", "Removes all libraries of functions.",
            complexity: "O(N) in the number of functions", syntax: "[async:(ASYNC|SYNC)]")
    ) { call throws(RedisError) in
        guard call.remaining <= 1 else { throw .subcommandSyntax(call.argument(1), of: "FUNCTION") }
        guard call.remaining == 0 || call.accept("sync") || call.accept("async") else {
            throw RedisError("ERR FUNCTION FLUSH only supports SYNC|ASYNC option")
        }
        call.engine.madeScripting?.madeFunctions?.set = LibrarySet()
        call.engine.counters.value.dirty &+= 1
        call.reply.ok()
    }

    /// Ends the function that runs.
    private static let functionKill = Command(
        "kill", arity: 2, [.noscript, .allowBusy],
        tips: ["request_policy:all_shards", "response_policy:one_succeeded"],
        docs: Docs(.scripting, since: "7.0.0", "Ends the function that runs.", complexity: "O(1)")
    ) { call throws(RedisError) in
        try call.engine.killScript(isEval: false)
        call.reply.ok()
    }

    /// Says what the subcommands do.
    private static let functionHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(
            .scripting, since: "7.0.0", "Shows what the FUNCTION subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help("FUNCTION", lines: functionHelpLines)
    }

    private static let functionHelpLines: [StaticString] = [
        "LOAD [REPLACE] <FUNCTION CODE>",
        "    Add a library, whose first line names it.",
        "DELETE <LIBRARY NAME>",
        "    Remove a library with its functions.",
        "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
        "    What there is, for each library:",
        "    * its name",
        "    * the language that it is written in",
        "    * nothing else about itself",
        "    * its functions, with their descriptions and flags",
        "    * its code, if that is asked for",
        "    With a pattern, only the libraries whose names fit it.",
        "STATS",
        "    What runs, and how much there is:",
        "    * the name of the function that runs",
        "    * the command that has called it",
        "    * for how many milliseconds it has run",
        "    Null where no function runs.",
        "    After that, the numbers of libraries and functions by language.",
        "KILL",
        "    End the function that runs, unless it has written.",
        "FLUSH [ASYNC|SYNC]",
        "    Remove all libraries.",
        "    Both words are taken, as clients send them:",
        "    * ASYNC: the libraries are gone at once.",
        "    * SYNC: the same.",
        "    They have to be loaded anew from then on.",
        "DUMP",
        "    All libraries in one payload, which RESTORE takes.",
        "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
        "    Add the libraries of a payload.",
        "    What becomes of those that are there (APPEND if nothing is said):",
        "    * FLUSH: they are removed.",
        "    * APPEND: they stay, and a name that is taken is an error.",
        "    * REPLACE: they stay, but for those of the same name,",
        "      which are replaced; a function of another library whose",
        "      name is taken is still an error.",
    ]
}
