// EXISTS, TOUCH and TYPE: what can be told of a key without looking at its value.

import RESP

extension Command {
    /// Answers how many of the keys exist; one that is named twice counts twice.
    static let exists = Command(
        "exists", arity: -2, [.readonly, .fast], keys: .all([.ro]),
        tips: ["request_policy:multi_shard", "response_policy:agg_sum"],
        docs: Docs(
            .generic, since: "1.0.0", "Counts the keys that exist.",
            complexity: "O(N) in the number of keys", history: ["3.0.3": "Several keys in one request."],
            syntax: "key...")
    ) { call throws(RedisError) in try count(&call, .noTouch) }

    /// Notes that the keys were used now and answers how many exist.
    static let touch = Command(
        "touch", arity: -2, [.readonly, .fast], keys: .all([.ro]),
        tips: ["request_policy:multi_shard", "response_policy:agg_sum"],
        docs: Docs(
            .generic, since: "3.2.1", "Marks keys as just used and counts those that exist.",
            complexity: "O(N) in the number of keys", syntax: "key...")
    ) { call throws(RedisError) in try count(&call, []) }

    private static func count(_ call: inout Call, _ options: LookupOptions) throws(RedisError) {
        var found = 0
        while call.remaining > 0 {
            if call.lookup(try call.key(), options) != nil { found += 1 }
        }
        call.reply.integer(found)
    }

    /// Names the type of a key's value; `none` when there is no key.
    static let type = Command(
        "type", arity: 2, [.readonly, .fast], keys: .first([.ro]),
        docs: Docs(
            .generic, since: "1.0.0", "Names the type of the value at a key.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        call.reply.simple(call.lookup(try call.key(), .noTouch)?.kind.name ?? "none")
    }
}
