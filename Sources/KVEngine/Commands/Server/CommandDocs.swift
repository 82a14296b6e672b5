// COMMAND DOCS: the documentation of commands, for people and for the tools that help them type. The words are ours;
// names, versions and the order in which things are told are Redis's.

import RESP

extension Command {
    /// Documents the commands named, or all of them. A name that is none is left out.
    static let commandDocs = Command(
        "docs", arity: -2, [.loading, .stale], categories: [.connection],
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .server, since: "7.0.0", "Returns the documentation of the commands named, or of all.",
            complexity: "O(N) in the number of commands named", syntax: "[command-name...]")
    ) { call throws(RedisError) in
        let table = call.engine.table
        var wanted = call.remaining == 0 ? table.commandIDs : []
        while call.remaining > 0 {
            if let id = table.find(fullName: try call.bytes()) { wanted.append(id) }
        }
        call.document(wanted)
    }
}

/// What is told of a command or of an argument, under a name.
private enum Fact {
    case text(StaticString)
    case word(String)
    case number(Int)
    case flags([StaticString])
    case history(KeyValuePairs<StaticString, StaticString>)
    case arguments([ArgumentTree])
    case subcommands([CommandID])
}

extension Call {
    /// A map of names and documentation.
    fileprivate func document(_ commands: [CommandID]) {
        reply.map(commands.count)
        for id in commands {
            reply.bulk(engine.table.fullName(id))
            write(engine.table.facts(of: id))
        }
    }

    private func write(_ facts: [(StaticString, Fact)]) {
        reply.map(facts.count)
        for (name, fact) in facts {
            reply.bulk(name)
            write(fact)
        }
    }

    private func write(_ fact: Fact) {
        switch fact {
        case .text(let text): reply.bulk(text)
        case .word(let text): reply.bulk(text)
        case .number(let value): reply.integer(value)
        case .flags(let names):
            reply.set(names.count)
            for name in names { reply.simple(name) }
        case .history(let changes):
            reply.set(changes.count)
            for (version, change) in changes {
                reply.array(2)
                reply.bulk(version)
                reply.bulk(change)
            }
        case .arguments(let arguments):
            reply.array(arguments.count)
            for argument in arguments { write(argument.facts) }
        case .subcommands(let commands): document(commands)
        }
    }
}

extension CommandTable {
    fileprivate func facts(of id: CommandID) -> [(StaticString, Fact)] {
        let (docs, subcommands) = (command(id).docs, rows[id].subcommands)
        var facts: [(StaticString, Fact)] = [
            ("summary", .text(docs.summary)), ("since", .text(docs.since)),
            ("group", .word(docs.group.rawValue)),
        ]
        if !docs.complexity.isEmpty { facts.append(("complexity", .text(docs.complexity))) }
        switch docs.status {
        case .current: break
        case .deprecated(let since, let replacement):
            facts.append(("doc_flags", .flags(["deprecated"])))
            facts += [("deprecated_since", .text(since)), ("replaced_by", .text(replacement))]
        case .system: facts.append(("doc_flags", .flags(["syscmd"])))
        }
        if !docs.history.isEmpty { facts.append(("history", .history(docs.history))) }
        // A test reads the grammar of every command; one that cannot be read would have no arguments here.
        let arguments = (try? ArgumentGrammar.parse("\(docs.syntax)")) ?? []
        if !arguments.isEmpty { facts.append(("arguments", .arguments(arguments))) }
        if !subcommands.isEmpty { facts.append(("subcommands", .subcommands(subcommands))) }
        return facts
    }
}

extension ArgumentTree {
    fileprivate var facts: [(StaticString, Fact)] {
        var facts: [(StaticString, Fact)] = [("name", .word(name)), ("type", .word(kind.rawValue))]
        if let keySpec { facts.append(("key_spec_index", .number(keySpec))) }
        if let token { facts.append(("token", .word(token))) }
        if let since { facts.append(("since", .word(since))) }
        if let deprecatedSince { facts.append(("deprecated_since", .word(deprecatedSince))) }
        let flags: [(Bool, StaticString)] = [
            (isOptional, "optional"), (isMultiple, "multiple"), (repeatsToken, "multiple_token"),
        ]
        let present = flags.filter(\.0).map(\.1)
        if !present.isEmpty { facts.append(("flags", .flags(present))) }
        if !arguments.isEmpty { facts.append(("arguments", .arguments(arguments))) }
        return facts
    }
}

extension StaticString {
    fileprivate var isEmpty: Bool { utf8CodeUnitCount == 0 }
}
