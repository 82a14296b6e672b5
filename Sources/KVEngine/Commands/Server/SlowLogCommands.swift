// SLOWLOG: the commands that took long, kept by `SlowLog`.

import RESP

extension Command {
    /// Holds the subcommands about slow commands.
    static let slowlog = Command(
        container: "slowlog",
        docs: Docs(
            .server, since: "2.2.12", "Holds the commands about the log of slow commands.",
            complexity: "That of the subcommand"),
        subcommands: [.slowlogGet, .slowlogLen, .slowlogReset, .slowlogHelp])

    /// Returns the latest slow commands, ten unless it is said how many; -1 is all.
    static let slowlogGet = Command(
        "get", arity: -2, [.admin, .loading, .stale],
        tips: ["request_policy:all_nodes", "nondeterministic_output"],
        docs: Docs(
            .server, since: "2.2.12", "Returns the latest entries of the log of slow commands.",
            complexity: "O(N) in the number of entries",
            history: ["4.0.0": "The client's address and name in each entry."], syntax: "[count:integer]")
    ) { call throws(RedisError) in
        guard call.remaining <= 1 else { throw .subcommandSyntax(call.argument(1), of: "SLOWLOG") }
        let invalid = RedisError("ERR count should be greater than or equal to -1")
        let count = call.remaining == 0 ? 10 : try call.integer(or: invalid)
        guard count >= -1 else { throw invalid }
        let entries = call.engine.slowLog.entries
        let wanted = count < 0 ? entries.count : Int(min(count, Int64(entries.count)))
        call.reply.array(wanted)
        for entry in entries.reversed().prefix(wanted) { call.reply.entry(entry) }
    }

    /// Returns the number of entries.
    static let slowlogLen = Command(
        "len", arity: 2, [.admin, .loading, .stale],
        tips: ["request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output"],
        docs: Docs(
            .server, since: "2.2.12", "Returns the length of the log of slow commands.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.engine.slowLog.entries.count)
    }

    /// Empties the log.
    static let slowlogReset = Command(
        "reset", arity: 2, [.admin, .loading, .stale],
        tips: ["request_policy:all_nodes", "response_policy:all_succeeded"],
        docs: Docs(
            .server, since: "2.2.12", "Empties the log of slow commands.",
            complexity: "O(N) in the number of entries")
    ) { call throws(RedisError) in
        call.engine.slowLog.removeAll()
        call.reply.ok()
    }

    /// Says what the subcommands do.
    static let slowlogHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.server, since: "6.2.0", "Shows what the SLOWLOG subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "SLOWLOG",
            [
                (
                    "GET [<count>]",
                    """
                    The latest entries, 10 by default, -1 for all: number, Unix time, microseconds, words of the \
                    command, client's address, client's name.
                    """
                ),
                ("LEN", "The number of entries."),
                ("RESET", "Empty the log."),
            ])
    }
}

extension ReplyWriter {
    fileprivate func entry(_ entry: SlowLog.Entry) {
        array(6)
        integer(entry.id)
        integer(entry.time)
        integer(entry.microseconds)
        array(entry.words.count)
        for word in entry.words { bulk(word) }
        bulk(entry.address)
        bulk(entry.name)
    }
}
