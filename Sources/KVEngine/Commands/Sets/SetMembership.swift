// SISMEMBER, SMISMEMBER and SCARD: what is in a set, and how many.

import RESP

extension Command {
    static let sismember = Command(
        "sismember", arity: 3, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .set, since: "1.0.0", "Tells whether a set has a member.", complexity: "O(1)",
            syntax: "key member")
    ) { call throws(RedisError) in
        let (key, member) = (try call.key(), try call.bytes())
        let found = try call.read(key, as: SetValue.self)?.contains(member) ?? false
        call.reply.integer(found ? 1 : 0)
    }

    static let smismember = Command(
        "smismember", arity: -3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .set, since: "6.2.0", "Tells of each member whether a set has it.",
            complexity: "O(N) in the number of members given",
            syntax: "key member...")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SetValue.self)
        call.reply.array(call.remaining)
        for index in call.next..<call.argumentCount {
            call.reply.integer(set?.contains(call.argument(index)) == true ? 1 : 0)
        }
    }

    static let scard = Command(
        "scard", arity: 2, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .set, since: "1.0.0", "Counts the members of a set.", complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SetValue.self)
        call.reply.integer(set?.count ?? 0)
    }
}
