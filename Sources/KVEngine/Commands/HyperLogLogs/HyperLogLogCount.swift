// PFCOUNT: about how many different elements were added. The count of a single HyperLogLog is kept in its string until
// a register changes, so that a command that reads may write.
//
// Source: https://redis.io/commands/pfcount/

import RESP

extension Command {
    /// Error order: the keys from left to right, of each its type, then its registers.
    static let pfcount = Command(
        "pfcount", arity: -2, [.readonly, .mayReplicate],
        keys: [
            KeySpec(
                .index(1), .range(last: -1, step: 1, limit: 0), [.rw, .access],
                notes: "The count is kept in the value of a single key.")
        ],
        docs: Docs(
            .hyperloglog, since: "2.8.9",
            "Tells about how many different elements were added to any of several HyperLogLogs.",
            complexity: "O(1) for one key; O(N) in the number of several, each of which takes a while",
            syntax: "key...")
    ) { call throws(RedisError) in
        guard call.remaining == 1 else {
            let count = try RegisterUnion(&call).estimate()
            return call.reply.integer(Int64(bitPattern: count))
        }
        let key = try call.key()
        guard let found = call.lookup(key) else { return call.reply.integer(0) }
        _ = try call.hyperLogLog(found)
        let entry = call.rawString(key, found, growingTo: 0)
        let view = try call.hyperLogLog(entry)
        if let count = view.cachedCount { return call.reply.integer(Int64(bitPattern: count)) }
        guard let count = view.estimate() else { throw .corruptedHyperLogLog }
        entry.mutableBytes.cache(count: count)
        call.modifiedSilently(key)
        call.reply.integer(Int64(bitPattern: count))
    }
}
