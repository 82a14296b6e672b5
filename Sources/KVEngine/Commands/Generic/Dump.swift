// DUMP: a value as bytes, for RESTORE.

import RESP

extension Command {
    /// Serializes the value at a key as Redis 7.0 does.
    static let dump = Command(
        "dump", arity: 2, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "2.6.0", "Returns a value in the form that RESTORE takes.",
            complexity: """
                O(1) to find the key, and O(N*M) to write its N elements of M bytes each: O(1)+O(1*M) for a string
                """,
            syntax: "key")
    ) { call throws(RedisError) in
        guard let entry = call.lookup(try call.key()) else { return call.reply.null() }
        DumpPayload.of(entry, settings: call.engine.settings).withView { call.reply.bulk($0) }
    }
}
