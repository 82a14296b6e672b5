// ACL SETUSER and DELUSER: making, changing and removing users.

import RESP

extension Command {
    /// Makes a user, or changes one: all of the rules are applied, in their order, or none.
    ///
    /// Error order: the name, a bracket that is not closed, then the rules from left to right.
    static let aclSetUser = Command(
        "setuser", arity: -3, [.admin, .noscript, .loading, .stale],
        hiding: { Array(2..<$0.count) },
        docs: Docs(
            .server, since: "6.0.0", "Makes a user or changes its rules.",
            complexity: "O(N), N being the number of rules",
            history: ["6.2.0": "Rules about channels.", "7.0.0": "Selectors and permissions of keys."],
            syntax: "username [rule...]")
    ) { call throws(RedisError) in
        let name = try call.bytes()
        guard !name.hasBlanks else {
            throw RedisError("ERR Usernames can't contain spaces or null characters")
        }
        let list = try call.ruleList()
        let user = call.engine.access.user(named: name)
        let reader = call.engine.ruleReader
        var rules = user?.rules ?? UserRules(allChannels: reader.allChannelsByDefault)
        try list.apply(to: &rules, reader)
        if let user {
            call.closeListeners(of: user, under: rules)
            user.rules = rules
            call.engine.rulesChanged(of: user)
        } else {
            call.engine.access.add(User(name: [UInt8](name), rules))
        }
        call.reply.ok()
    }

    /// Removes users and closes their connections; counts those that there were.
    ///
    /// Error order: with the default user among the names, none is removed.
    static let aclDelUser = Command(
        "deluser", arity: -3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Removes users and closes their connections.",
            complexity: "O(1) for a typical user", syntax: "username...")
    ) { call throws(RedisError) in
        for index in call.next..<call.argumentCount where call.argument(index).beforeNUL == "default" {
            throw RedisError("ERR The 'default' user cannot be removed")
        }
        var removed = 0
        while call.remaining > 0 {
            guard let user = call.engine.access.user(named: try call.bytes()) else { continue }
            call.remove(user)
            removed += 1
        }
        call.reply.integer(removed)
    }
}

extension Call {
    /// The rest of the arguments, as rules.
    fileprivate mutating func ruleList() throws(RedisError) -> RuleList {
        var arguments: [ByteView] = []
        while remaining > 0 { arguments.append(try bytes()) }
        do throws(UnmatchedBracket) {
            return try RuleList(arguments)
        } catch {
            throw .quoting(
                "ERR Unmatched parenthesis in acl selector starting at '", arguments[error.index], "'.",
                limit: .max)
        }
    }
}

extension Engine {
    /// What rules are read by, with the settings as they are.
    var ruleReader: RuleReader {
        RuleReader(book: access.book, allChannelsByDefault: settings.allowsAllChannels)
    }
}
