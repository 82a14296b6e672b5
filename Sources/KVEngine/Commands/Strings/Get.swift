// GET: reads a string.

import RESP

extension Command {
    /// Returns the string at a key.
    static let get = Command(
        "get", arity: 2, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .string, since: "1.0.0", "Returns the string value of a key.", complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let value = try call.readString(call.key())
        call.reply.bulkOrNull(value)
    }
}
