// COMMAND GETKEYS and GETKEYSANDFLAGS: which arguments of a request are keys.

import RESP

extension Command {
    /// Returns the keys of a request.
    static let commandGetkeys = Command(
        "getkeys", arity: -4, [.loading, .stale], categories: [.connection],
        docs: Docs(
            .server, since: "2.8.13", "Returns the keys of a whole request.",
            complexity: "O(N) in the number of arguments")
    ) { call throws(RedisError) in
        let words = RequestWords(of: call, from: call.next)
        let keys = try call.findKeys(in: words)
        call.reply.array(keys.count)
        for key in keys { call.reply.bulk(words[key.index]) }
    }

    /// Returns the keys of a request, each with what is done with it.
    static let commandGetkeysandflags = Command(
        "getkeysandflags", arity: -4, [.loading, .stale], categories: [.connection],
        docs: Docs(
            .server, since: "7.0.0", "Returns the keys of a whole request and what is done with each.",
            complexity: "O(N) in the number of arguments")
    ) { call throws(RedisError) in
        let words = RequestWords(of: call, from: call.next)
        let keys = try call.findKeys(in: words)
        call.reply.array(keys.count)
        for key in keys {
            call.reply.array(2)
            call.reply.bulk(words[key.index])
            call.reply.names(of: key.access, KeySpec.Access.names)
        }
    }
}

extension Call {
    /// Error order: the name, then whether the command has keys at all, its arity, its arguments.
    fileprivate func findKeys(in words: RequestWords) throws(RedisError) -> [FoundKey] {
        guard let command = engine.table.find(words).map(engine.table.command) else {
            throw RedisError("ERR Invalid command specified")
        }
        guard command.hasKeys else { throw RedisError("ERR The command has no key arguments") }
        guard command.accepts(argumentCount: words.count) else {
            throw RedisError("ERR Invalid number of arguments specified for command")
        }
        let keys = command.findKeys(in: words)
        guard !keys.isEmpty || command.flags.contains(.noMandatoryKeys) else {
            throw RedisError("ERR Invalid arguments specified for command")
        }
        return keys
    }
}

extension CommandTable {
    /// The command or subcommand that a request is for.
    func find(_ words: RequestWords) -> CommandID? {
        guard let id = find(words[0]) else { return nil }
        guard !rows[id].subcommands.isEmpty, words.count > 1 else { return id }
        return find(subcommand: words[1], of: id)
    }
}
