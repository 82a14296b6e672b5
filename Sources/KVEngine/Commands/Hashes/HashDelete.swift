// HDEL: fields out of a hash.

import RESP

extension Command {
    static let hdel = Command(
        "hdel", arity: -3, [.write, .fast], keys: .first([.rw, .delete]),
        docs: Docs(
            .hash, since: "2.0.0", "Removes fields from a hash, which is deleted with its last one.",
            complexity: "O(N) in the number of fields given",
            history: ["2.4.0": "Several fields in one request."], syntax: "key field...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let removed = try call.change(key, as: HashValue.self) { hash in
            var removed = 0
            for index in call.next..<call.argumentCount where hash.remove(call.argument(index)) {
                removed &+= 1
            }
            if removed > 0 { call.modified(key, "hdel", .hash, changes: removed) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }
}
