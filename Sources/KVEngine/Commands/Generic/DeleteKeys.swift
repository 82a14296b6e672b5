// DEL and UNLINK: removes keys. Neither frees large values itself, so both return at once.

import RESP

extension Command {
    /// Deletes keys and answers how many there were.
    static let del = Command(
        "del", arity: -2, [.write], keys: .all([.rm, .delete]),
        tips: ["request_policy:multi_shard", "response_policy:agg_sum"],
        docs: Docs(
            .generic, since: "1.0.0", "Deletes one or more keys.",
            complexity: """
                O(N) in the number of keys; O(M) for one with M elements, O(1) for a string
                """,
            syntax: "key...")
    ) { call throws(RedisError) in try delete(&call) }

    /// Deletes keys like DEL.
    static let unlink = Command(
        "unlink", arity: -2, [.write, .fast], keys: .all([.rm, .delete]),
        tips: ["request_policy:multi_shard", "response_policy:agg_sum"],
        docs: Docs(
            .generic, since: "4.0.0", "Deletes one or more keys and frees their values in the background.",
            complexity: "O(1) for each key; in the background, O(N) in the size of the values",
            syntax: "key...")
    ) { call throws(RedisError) in try delete(&call) }

    private static func delete(_ call: inout Call) throws(RedisError) {
        var deleted = 0
        while call.remaining > 0 {
            if call.delete(try call.key()) { deleted += 1 }
        }
        call.reply.integer(deleted)
    }
}
