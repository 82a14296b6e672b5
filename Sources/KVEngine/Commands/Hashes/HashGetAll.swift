// HGETALL, HKEYS and HVALS: everything in a hash, its fields, its values.

import RESP

extension Command {
    static let hgetall = Command(
        "hgetall", arity: 2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output_order"],
        docs: allDocs("Returns all fields of a hash with their values.")
    ) { call throws(RedisError) in
        let hash = try call.read(try call.key(), as: HashValue.self)
        call.reply.map(hash?.count ?? 0)
        hash?.forEach { pair in
            call.reply.bulk(pair.field)
            call.reply.bulk(pair.value)
        }
    }

    static let hkeys = Command(
        "hkeys", arity: 2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output_order"], docs: allDocs("Returns all fields of a hash.")
    ) { call throws(RedisError) in
        let hash = try call.read(try call.key(), as: HashValue.self)
        call.reply.array(hash?.count ?? 0)
        hash?.forEach { call.reply.bulk($0.field) }
    }

    static let hvals = Command(
        "hvals", arity: 2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output_order"], docs: allDocs("Returns the values of all fields of a hash.")
    ) { call throws(RedisError) in
        let hash = try call.read(try call.key(), as: HashValue.self)
        call.reply.array(hash?.count ?? 0)
        hash?.forEach { call.reply.bulk($0.value) }
    }

    private static func allDocs(_ summary: StaticString) -> Docs {
        Docs(
            .hash, since: "2.0.0", summary, complexity: "O(N) in the number of fields",
            syntax: "key")
    }
}
