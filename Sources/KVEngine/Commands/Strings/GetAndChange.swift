// GETSET, GETDEL and GETEX: answer with a string and change its key.

import RESP

extension Command {
    /// Sets a key to a string and answers with the string it held.
    static let getset = Command(
        "getset", arity: 3, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "1.0.0", "Sets the string value of a key and returns the one it had.",
            complexity: "O(1)", status: .deprecated(since: "6.2.0", by: "`SET` with `GET`"),
            syntax: "key value")
    ) { call throws(RedisError) in
        let key = try call.key()
        call.reply.bulkOrNull(try call.readString(key))
        call.set(key, to: try call.bytes(), .clear)
        call.propagate(replacing: [0: .text("SET")])
    }

    /// Deletes a key and answers with the string it held.
    static let getdel = Command(
        "getdel", arity: 2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        docs: Docs(
            .string, since: "6.2.0", "Returns the string value of a key and deletes the key.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let key = try call.key()
        let value = try call.readString(key)
        call.reply.bulkOrNull(value)
        guard let value else { return }
        call.remove(value.entry, event: "del")
        call.propagateDeletion(of: key, .command)
    }

    /// Answers with the string at a key and changes when the key goes.
    ///
    /// Error order: options, then the key, and the expiry's number only when there is a string.
    static let getex = Command(
        "getex", arity: -2, [.write, .fast],
        keys: [.at(1, [.rw, .access, .update], notes: "Changes the deadline, if told to.")],
        docs: Docs(
            .string, since: "6.2.0", "Returns the string value of a key and changes when it expires.",
            complexity: "O(1)",
            syntax: """
                key [expiration:(EX seconds:integer|PX milliseconds:integer|\
                EXAT unix-time-seconds:unix-time|PXAT unix-time-milliseconds:unix-time|PERSIST)]
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let expiry = try Expiry.ofGetex(&call)
        guard let value = try call.readString(key) else { return call.reply.null() }
        let change = try expiry.deadline(in: call)
        call.reply.bulk(value)
        if case .persist = expiry, call.persist(value.entry) {
            call.propagate([.text("PERSIST"), .bytes(key)])
        }
        guard case .set(let deadline) = change else { return }
        if call.expire(value.entry, at: deadline) {
            call.propagate([.text("PEXPIREAT"), .bytes(key), .number(deadline)])
        } else {
            call.propagateDeletion(of: key, .expiry)
        }
    }
}
