// KEYS, RANDOMKEY and DBSIZE: commands on the keyspace as a whole. Keys that are due are removed first, so
// that none of them shows.

import RESP

extension Command {
    /// Lists the keys that match a pattern.
    static let keys = Command(
        "keys", arity: 2, [.readonly], categories: [.dangerous],
        tips: ["request_policy:all_shards", "nondeterministic_output_order"],
        docs: Docs(
            .generic, since: "1.0.0", "Lists every key that matches a glob pattern.",
            complexity: "O(N) in the number of keys", syntax: "pattern:pattern")
    ) { call throws(RedisError) in
        let pattern = Glob(try call.bytes())
        call.engine.removeExpired()
        let (database, now) = (call.database, call.now)
        var found: [Entry] = []
        database.keys.forEach { entry in
            guard pattern.matchesEverything || pattern.matches(entry.key) else { return }
            if !database.isDue(entry, now: now) { found.append(entry) }
        }
        call.reply.array(found.count)
        for entry in found { call.reply.bulk(entry.key) }
    }

    /// Answers a key chosen at random, each equally likely; null when there is none.
    static let randomkey = Command(
        "randomkey", arity: 1, [.readonly], tips: ["request_policy:all_shards", "nondeterministic_output"],
        docs: Docs(.generic, since: "1.0.0", "Returns a key chosen at random.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.engine.removeExpired()
        var triesOfReplica = call.engine.state.value.isReplica ? 100 : .max
        while let entry = call.database.keys.random(using: &call.engine.random.value) {
            triesOfReplica -= 1
            // A replica, which hides keys, may have no other; it has to answer all the same.
            if !call.removeIfDue(entry) || triesOfReplica == 0 { return call.reply.bulk(entry.key) }
        }
        call.reply.null()
    }

    /// Counts the keys of the database.
    static let dbsize = Command(
        "dbsize", arity: 1, [.readonly, .fast], categories: [.keyspace],
        tips: ["request_policy:all_shards", "response_policy:agg_sum"],
        docs: Docs(
            .server, since: "1.0.0", "Counts the keys of the selected database.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.engine.removeExpired()
        call.reply.integer(call.database.count)
    }
}
