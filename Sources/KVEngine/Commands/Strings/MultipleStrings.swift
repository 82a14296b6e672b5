// MGET, MSET and MSETNX: several keys in one command.

import RESP

extension Command {
    /// Answers with the string at each key; a key of another type counts as missing.
    static let mget = Command(
        "mget", arity: -2, [.readonly, .fast], keys: .all([.ro, .access]),
        tips: ["request_policy:multi_shard"],
        docs: Docs(
            .string, since: "1.0.0", "Returns the string values of several keys at once.",
            complexity: "O(N) in the number of keys", syntax: "key...")
    ) { call throws(RedisError) in
        call.reply.array(call.remaining)
        while let key = call.peek() {
            call.next &+= 1
            if let entry = call.lookup(key), entry.kind == .string {
                call.reply.bulk(StringValue(entry: entry))
            } else {
                call.reply.null()
            }
        }
    }

    /// Sets several keys, whatever they held.
    static let mset = Command(
        "mset", arity: -3, [.write, .denyOOM], keys: [.from(1, step: 2, [.ow, .update])],
        tips: ["request_policy:multi_shard", "response_policy:all_succeeded"],
        docs: Docs(
            .string, since: "1.0.1", "Sets the string values of several keys at once.",
            complexity: "O(N) in the number of keys", syntax: "key_value:(key value)...")
    ) { call throws(RedisError) in
        guard call.remaining & 1 == 0 else { throw .wrongArity(of: call.commandName) }
        try setPairs(&call)
        call.reply.ok()
    }

    /// Sets several keys, unless one of them exists.
    static let msetnx = Command(
        "msetnx", arity: -3, [.write, .denyOOM], keys: [.from(1, step: 2, [.ow, .insert])],
        tips: ["request_policy:multi_shard", "response_policy:agg_min"],
        docs: Docs(
            .string, since: "1.0.1", "Sets the string values of several keys, if none of them exists yet.",
            complexity: "O(N) in the number of keys", syntax: "key_value:(key value)...")
    ) { call throws(RedisError) in
        guard call.remaining & 1 == 0 else { throw .wrongArity(of: call.commandName) }
        for index in stride(from: 1, to: call.argumentCount, by: 2)
        where call.lookupForWriting(call.argument(index)) != nil {
            return call.reply.integer(0)
        }
        try setPairs(&call)
        call.reply.integer(1)
    }

    private static func setPairs(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            let (key, value) = (try call.key(), try call.bytes())
            call.setString(key, to: value)
            call.modified(key, "set", .string)
        }
    }
}
