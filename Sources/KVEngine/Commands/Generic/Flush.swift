// FLUSHDB, FLUSHALL and SWAPDB: whole databases at once, in constant time.

import RESP

extension Command {
    /// Removes every key of the selected database.
    static let flushdb = Command(
        "flushdb", arity: -1, [.write], categories: [.keyspace, .dangerous],
        tips: ["request_policy:all_shards", "response_policy:all_succeeded"],
        docs: Docs(
            .server, since: "1.0.0", "Removes every key of the selected database.",
            complexity: "O(N) in the number of keys", history: flushHistory, syntax: flushSyntax)
    ) { call throws(RedisError) in
        let index = call.client.databaseIndex
        try flush(&call, index..<index + 1)
    }

    /// Removes every key of every database.
    static let flushall = Command(
        "flushall", arity: -1, [.write], categories: [.keyspace, .dangerous],
        tips: ["request_policy:all_shards", "response_policy:all_succeeded"],
        docs: Docs(
            .server, since: "1.0.0", "Removes every key of every database.",
            complexity: "O(N) in the number of keys", history: flushHistory, syntax: flushSyntax)
    ) { call throws(RedisError) in
        try flush(&call, call.engine.databases.indices)
    }

    private static var flushSyntax: StaticString { "[async:(ASYNC@4.0.0|SYNC@6.2.0)]" }

    private static var flushHistory: KeyValuePairs<StaticString, StaticString> {
        ["4.0.0": "Option ASYNC.", "6.2.0": "Option SYNC."]
    }

    /// SYNC and ASYNC are the same here: the keys are gone at once, their memory a little later.
    private static func flush(_ call: inout Call, _ indices: Range<Int>) throws(RedisError) {
        if call.remaining > 0 {
            let isKnown = call.accept("sync") || call.accept("async")
            guard isKnown, call.remaining == 0 else { throw .syntax }
        }
        call.engine.removeExpired()
        call.engine.counters.value.dirty &+= call.engine.flush(indices)
        // A replica may have what is not here.
        call.propagateAlways()
        call.reply.ok()
    }

    /// Swaps two databases, for every client at once.
    ///
    /// Error order: the first number, the second; then their ranges.
    static let swapdb = Command(
        "swapdb", arity: 3, [.write, .fast], categories: [.keyspace, .dangerous],
        docs: Docs(
            .server, since: "4.0.0", "Swaps the contents of two databases.",
            complexity: "O(N) in the number of clients that wait for keys of the two",
            syntax: "index1:integer index2:integer")
    ) { call throws(RedisError) in
        let first = try call.int32(or: RedisError("ERR invalid first DB index"))
        let second = try call.int32(or: RedisError("ERR invalid second DB index"))
        let databases = call.engine.databases
        guard databases.indices.contains(first), databases.indices.contains(second) else {
            throw .databaseOutOfRange
        }
        call.engine.removeExpired()
        call.engine.swap(first, second)
        call.engine.counters.value.dirty &+= 1
        call.reply.ok()
    }
}
