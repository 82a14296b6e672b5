// ACL LOG: what was refused, and to whom. ACL LOAD and SAVE: there is no file.

import RESP

extension Command {
    /// Returns the latest refusals, ten unless it is said how many, or forgets all.
    static let aclLog = Command(
        "log", arity: -2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Returns or forgets the latest refusals.",
            complexity: "O(N), N being the number of entries",
            syntax: "[operation:(count:integer|RESET)]")
    ) { call throws(RedisError) in
        guard call.remaining <= 1 else { throw .subcommandSyntax(call.argument(1), of: "ACL") }
        let log = call.engine.access.log
        if call.accept("reset") {
            log.removeAll()
            return call.reply.ok()
        }
        let count = call.remaining == 0 ? 10 : try call.integer()
        let entries = log.entries.prefix(Int(min(max(count, 0), Int64(log.entries.count))))
        call.reply.array(entries.count)
        for entry in entries { call.reply.entry(entry, now: call.now) }
    }

    /// Fails: users are not kept in a file.
    static let aclLoad = Command(
        "load", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Reads users from a file, of which there is none.",
            complexity: "O(N), N being the number of users")
    ) { call throws(RedisError) in
        throw .noACLFile
    }

    /// Fails: users are not kept in a file.
    static let aclSave = Command(
        "save", arity: 2, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Writes users to a file, of which there is none.",
            complexity: "O(N), N being the number of users")
    ) { call throws(RedisError) in
        throw .noACLFile
    }
}

extension ReplyWriter {
    fileprivate func entry(_ entry: ACLLog.Entry, now: Int64) {
        map(7)
        bulk("count")
        integer(entry.count)
        bulk("reason")
        bulk(entry.reason.rawValue)
        bulk("context")
        bulk(entry.context.rawValue)
        bulk("object")
        bulk(entry.object)
        bulk("username")
        bulk(entry.user)
        bulk("age-seconds")
        DoubleText.withSpelling(of: Double(now - entry.time) / 1000) { double(spelled: $0) }
        bulk("client-info")
        bulk(entry.client)
    }
}

extension RedisError {
    /// ACL LOAD or SAVE, for which there would have to be an `aclfile`.
    fileprivate static var noACLFile: RedisError {
        RedisError(
            """
            ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the \
            ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) \
            in order to store users in the Redis configuration.
            """)
    }
}
