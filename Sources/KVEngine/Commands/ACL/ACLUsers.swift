// ACL WHOAMI, USERS, LIST and GETUSER: who the users are, and what they may do.

import RESP

extension Command {
    /// Returns the name of the connection's user.
    static let aclWhoAmI = Command(
        "whoami", arity: 2, [.noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Returns the name of the connection's user.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.reply.bulk(call.client.user.name)
    }

    /// Lists the names of the users.
    static let aclUsers = Command(
        "users", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Lists the names of the users.",
            complexity: "O(N), N being the number of users")
    ) { call throws(RedisError) in
        let users = call.engine.access.usersByName
        call.reply.array(users.count)
        for user in users { call.reply.bulk(user.name) }
    }

    /// Lists the users, each as a line of rules.
    static let aclList = Command(
        "list", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Lists the users with their rules.",
            complexity: "O(N), N being the number of users")
    ) { call throws(RedisError) in
        let users = call.engine.access.usersByName
        call.reply.array(users.count)
        for user in users {
            let line = call.engine.access.text.line(of: user.rules)
            call.reply.bulk(Array("user ".utf8) + user.name + Array(" ".utf8) + line)
        }
    }

    /// Describes a user.
    static let aclGetUser = Command(
        "getuser", arity: 3, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Describes a user.",
            complexity: "O(N), N being the number of rules about passwords, commands and patterns",
            history: ["6.2.0": "Channels.", "7.0.0": "Selectors, and texts instead of lists."],
            syntax: "username")
    ) { call throws(RedisError) in
        guard let user = call.engine.access.user(named: try call.bytes()) else { return call.reply.null() }
        call.reply.describe(user.rules, call.engine.access.text)
    }
}

extension ReplyWriter {
    fileprivate func describe(_ user: UserRules, _ text: RuleText) {
        map(6)
        bulk("flags")
        let flags = text.flags(of: user)
        set(flags.count)
        for flag in flags { bulk(flag) }
        bulk("passwords")
        array(user.passwords.count)
        for password in user.passwords { bulk(password.hexadecimal) }
        describe(user.root, text)
        bulk("selectors")
        array(user.selectors.count)
        for selector in user.selectors {
            map(3)
            describe(selector, text)
        }
    }

    /// Three entries of a map.
    private func describe(_ selector: Selector, _ text: RuleText) {
        let space = [UInt8(ascii: " ")]
        bulk("commands")
        bulk(text.commandRules(of: selector))
        bulk("keys")
        bulk(Array(text.keyRules(of: selector).joined(separator: space)))
        bulk("channels")
        bulk(Array(text.channelRules(of: selector).joined(separator: space)))
    }
}
