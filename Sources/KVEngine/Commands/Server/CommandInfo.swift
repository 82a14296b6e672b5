// COMMAND INFO: the header of a command, as Redis spells it for clients and proxies.

import RESP

extension Command {
    /// Describes the commands named, or all of them. A name that is none gives null.
    static let commandInfo = Command(
        "info", arity: -2, [.loading, .stale], categories: [.connection],
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .server, since: "2.8.13", "Describes the commands named, or all of them.",
            complexity: "O(N) in the number of commands named",
            history: ["7.0.0": "May go without names."], syntax: "[command-name...]")
    ) { call throws(RedisError) in
        guard call.remaining > 0 else { return call.describeEveryCommand() }
        call.reply.array(call.remaining)
        while call.remaining > 0 {
            if let id = call.engine.table.find(fullName: try call.bytes()) {
                call.describe(id)
            } else {
                call.reply.null()
            }
        }
    }
}

extension Call {
    func describeEveryCommand() {
        let commands = engine.table.commandIDs
        reply.array(commands.count)
        for id in commands { describe(id) }
    }

    /// The ten facts of a command; the last is its subcommands, each described likewise.
    fileprivate func describe(_ id: CommandID) {
        let (row, command) = (engine.table.rows[id], engine.table.command(id))
        let keys = LegacyKeys(command.keys)
        reply.array(10)
        reply.bulk(engine.table.fullName(id))
        reply.integer(command.arity)
        reply.names(of: command.flags, CommandFlags.names)
        reply.integer(keys.first)
        reply.integer(keys.last)
        reply.integer(keys.step)
        let categories = command.allCategories
        reply.set(categories.count)
        for category in categories { reply.simple("@\(category.rawValue)") }
        reply.set(command.tips.count)
        for tip in command.tips { reply.bulk(tip) }
        reply.set(command.keys.count)
        for spec in command.keys { reply.describe(spec) }
        // Redis answers an empty set where there are none, an array where there are some.
        if row.subcommands.isEmpty { reply.set(0) } else { reply.array(row.subcommands.count) }
        for subcommand in row.subcommands { describe(subcommand) }
    }
}

extension ReplyWriter {
    fileprivate func describe(_ spec: KeySpec) {
        map(spec.notes == nil ? 3 : 4)
        if let notes = spec.notes {
            bulk("notes")
            bulk(notes)
        }
        bulk("flags")
        names(of: spec.access, KeySpec.Access.names)
        bulk("begin_search")
        describe(spec.begin)
        bulk("find_keys")
        describe(spec.find)
    }

    private func describe(_ begin: KeySpec.Begin) {
        switch begin {
        case .index(let index):
            typed("index", 1)
            pair("index", index)
        case .keyword(let word, let start):
            typed("keyword", 2)
            bulk("keyword")
            bulk(word)
            pair("startfrom", start)
        case .unknown: typed("unknown", 0)
        }
    }

    private func describe(_ find: KeySpec.Find) {
        switch find {
        case .range(let last, let step, let limit):
            typed("range", 3)
            pair("lastkey", last)
            pair("keystep", step)
            pair("limit", limit)
        case .keyNumber(let index, let first, let step):
            typed("keynum", 3)
            pair("keynumidx", index)
            pair("firstkey", first)
            pair("keystep", step)
        case .unknown: typed("unknown", 0)
        }
    }

    /// The beginning of a map of a type and a specification with so many pairs.
    private func typed(_ type: StaticString, _ count: Int) {
        map(2)
        bulk("type")
        bulk(type)
        bulk("spec")
        map(count)
    }

    private func pair(_ name: StaticString, _ value: Int) {
        bulk(name)
        integer(value)
    }
}
