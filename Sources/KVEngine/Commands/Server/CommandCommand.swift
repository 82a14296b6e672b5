// COMMAND, which tells of the commands there are, and what its subcommands share. All of it is read off the
// table; the order is the table's (Redis's is that of a hash table, different at each start).

import RESP

extension Command {
    /// Describes every command.
    static let command = Command(
        container: "command", arity: -1, [.loading, .stale], categories: [.connection],
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .server, since: "2.8.13", "Describes every command.",
            complexity: "O(N) in the number of commands"),
        subcommands: [
            .commandCount, .commandDocs, .commandGetkeys, .commandGetkeysandflags, .commandHelp,
            .commandInfo, .commandList,
        ]
    ) { call throws(RedisError) in
        call.describeEveryCommand()
    }

    /// Counts the commands, without subcommands.
    private static let commandCount = Command(
        "count", arity: 2, [.loading, .stale], categories: [.connection],
        docs: Docs(.server, since: "2.8.13", "Returns the number of commands.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.integer(call.engine.table.commandIDs.count)
    }

    private static let commandHelp = Command(
        "help", arity: 2, [.loading, .stale], categories: [.connection],
        docs: Docs(.server, since: "5.0.0", "Shows what the COMMAND subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "COMMAND",
            [
                ("(no subcommand)", "Describe every command."),
                ("COUNT", "Tell the number of commands."),
                ("DOCS [<command-name> ...]", "Give the documentation of these commands, or of all."),
                ("GETKEYS <full-command>", "Tell which arguments of a request are keys."),
                ("GETKEYSANDFLAGS <full-command>", "Tell which are keys, and what is done with them."),
                ("INFO [<command-name> ...]", "Describe these commands, or all."),
                (
                    "LIST [FILTERBY <MODULE <module-name> | ACLCAT <category> | PATTERN <pattern>>]",
                    "List the names of commands, of all or of some."
                ),
            ])
    }
}

extension CommandTable {
    /// Finds a command by the name COMMAND gives it, in any case: `get`, `config|get`.
    func find(fullName name: ByteView) -> CommandID? {
        guard let bar = name.firstIndex(of: UInt8(ascii: "|")) else {
            return find(name)
        }
        guard let container = find(name[0..<bar]) else { return nil }
        return find(subcommand: name[bar + 1..<name.count], of: container)
    }
}

extension ReplyWriter {
    /// The names of the options that are set, as a set of status words.
    func names<Options: OptionSet>(of options: Options, _ names: [(Options, StaticString)])
    where Options.Element == Options {
        let present = names.filter { options.contains($0.0) }
        set(present.count)
        for (_, name) in present { simple(name) }
    }
}
