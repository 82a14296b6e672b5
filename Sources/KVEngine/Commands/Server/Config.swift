// CONFIG: reading and changing settings, and starting the statistics anew.

import RESP

extension Command {
    /// Holds the subcommands about settings.
    static let config = Command(
        container: "config",
        docs: Docs(
            .server, since: "2.0.0", "Holds the commands about the server's settings.",
            complexity: "That of the subcommand"),
        subcommands: [.configGet, .configSet, .configResetStat, .configRewrite, .configHelp])

    /// Returns the settings that patterns match.
    ///
    /// A name without wildcards is answered as it was written.
    static let configGet = Command(
        "get", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "2.0.0", "Returns the values of settings.",
            complexity: "O(N) in the number of patterns",
            history: ["7.0.0": "Several patterns in one request."],
            syntax: "parameter:(parameter)...")
    ) { call throws(RedisError) in
        let table = ConfigurationTable.redis
        var matches: [(name: [UInt8], place: Int)] = []
        var seen: Set<Int> = []
        while call.remaining > 0, seen.count < table.rows.count {
            let pattern = try call.bytes()
            for match in table.matches(pattern) where seen.insert(match.place).inserted {
                matches.append(match)
            }
        }
        call.reply.map(matches.count)
        for (name, place) in matches {
            call.reply.bulk(name)
            call.reply.bulk(table.rows[place].parameter.text(in: call.engine))
        }
    }

    /// Changes settings, all of those given or none.
    static let configSet = Command(
        "set", arity: -4, [.admin, .noscript, .loading, .stale],
        tips: ["request_policy:all_nodes", "response_policy:all_succeeded"],
        hiding: { words in
            stride(from: 3, to: words.count, by: 2).filter { ConfigurationTable.isSecret(words[$0 - 1]) }
        },
        docs: Docs(
            .server, since: "2.0.0", "Changes settings while the server runs.",
            complexity: "O(N) in the number of settings",
            history: ["7.0.0": "Several settings in one request."],
            syntax: "parameter_value:(parameter value)...")
    ) { call throws(RedisError) in
        guard call.remaining.isMultiple(of: 2) else { throw .syntax }
        var pairs: [(name: ByteView, value: ByteView)] = []
        while call.remaining > 0 { pairs.append((try call.bytes(), try call.bytes())) }
        try call.engine.configure(pairs)
        call.reply.ok()
    }

    /// Starts the statistics of INFO anew.
    static let configResetStat = Command(
        "resetstat", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "2.0.0", "Starts the server's statistics from zero.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.engine.resetStatistics()
        call.timedCalls = 0
        call.reply.ok()
    }

    /// Fails: there is no configuration file to write.
    static let configRewrite = Command(
        "rewrite", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "2.8.0", "Writes the settings to the configuration file, of which there is none.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        throw RedisError("ERR The server is running without a config file")
    }

    /// Says what the subcommands do.
    static let configHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.server, since: "5.0.0", "Shows what the CONFIG subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "CONFIG",
            [
                ("GET <pattern> [<pattern> ...]", "The settings whose names match, with their values."),
                ("SET <name> <value> [<name> <value> ...]", "Change settings, all or none."),
                ("RESETSTAT", "Start the statistics from zero."),
                ("REWRITE", "Fails, since there is no configuration file."),
            ])
    }
}

extension ConfigurationTable {
    /// Whether a parameter's value is for nobody else to read.
    fileprivate static func isSecret(_ name: ByteView) -> Bool {
        name.matches("requirepass") || name.matches("masterauth") || name.matches("masteruser")
    }

    /// The parameters that a name or a pattern means, each with the name it is answered under.
    fileprivate func matches(_ pattern: ByteView) -> [(name: [UInt8], place: Int)] {
        let wildcards: [UInt8] = [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "[")]
        if !(0..<pattern.count).contains(where: { wildcards.contains(pattern[$0]) }) {
            return find(pattern).map { [([UInt8](pattern), $0)] } ?? []
        }
        let glob = Glob(pattern.beforeNUL)
        return rows.indices.lazy.filter { !rows[$0].parameter.isHidden }
            .map { (name: [UInt8](ByteView(rows[$0].name)), place: $0) }
            .filter { match in match.name.withByteView { glob.matches($0, ignoringCase: true) } }
    }
}
