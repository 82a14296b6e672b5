// HGET, HMGET, HEXISTS, HSTRLEN and HLEN: single fields of a hash, and how many there are.

import RESP

extension Command {
    static let hget = Command(
        "hget", arity: 3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .hash, since: "2.0.0", "Returns the value of a field of a hash.", complexity: "O(1)",
            syntax: "key field")
    ) { call throws(RedisError) in
        let (key, field) = (try call.key(), try call.bytes())
        call.reply.bulkOrNull(try call.read(key, as: HashValue.self)?.value(of: field))
    }

    static let hmget = Command(
        "hmget", arity: -3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .hash, since: "2.0.0", "Returns the values of fields of a hash.",
            complexity: "O(N) in the number of fields given", syntax: "key field...")
    ) { call throws(RedisError) in
        let hash = try call.read(try call.key(), as: HashValue.self)
        call.reply.array(call.remaining)
        for index in call.next..<call.argumentCount {
            call.reply.bulkOrNull(hash?.value(of: call.argument(index)))
        }
    }

    static let hexists = Command(
        "hexists", arity: 3, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .hash, since: "2.0.0", "Tells whether a hash has a field.", complexity: "O(1)",
            syntax: "key field")
    ) { call throws(RedisError) in
        let (key, field) = (try call.key(), try call.bytes())
        let found = try call.read(key, as: HashValue.self)?.contains(field) ?? false
        call.reply.integer(found ? 1 : 0)
    }

    static let hstrlen = Command(
        "hstrlen", arity: 3, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .hash, since: "3.2.0", "Returns the length of the value of a field of a hash.",
            complexity: "O(1)", syntax: "key field")
    ) { call throws(RedisError) in
        let (key, field) = (try call.key(), try call.bytes())
        let value = try call.read(key, as: HashValue.self)?.value(of: field)
        call.reply.integer(value?.count ?? 0)
    }

    static let hlen = Command(
        "hlen", arity: 2, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .hash, since: "2.0.0", "Counts the fields of a hash.", complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let hash = try call.read(try call.key(), as: HashValue.self)
        call.reply.integer(hash?.count ?? 0)
    }
}

extension ReplyWriter {
    fileprivate func bulkOrNull(_ value: ByteView?) {
        if let value { bulk(value) } else { null() }
    }
}
