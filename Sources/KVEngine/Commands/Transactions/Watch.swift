// WATCH and UNWATCH: a transaction that runs only if nobody has changed the keys that it was worked out from.

import RESP

extension Command {
    /// Lets the next EXEC do nothing if one of the keys is changed before it, by whomever.
    static let watch = Command(
        "watch", arity: -2, [.noscript, .loading, .stale, .fast, .allowBusy, .immediate],
        keys: .all([.ro]),
        docs: Docs(
            .transactions, since: "2.2.0", "Lets a transaction depend on keys staying as they are.",
            complexity: "O(1) a key", syntax: "key...")
    ) { call throws(RedisError) in
        guard !call.isInTransaction else { throw RedisError("ERR WATCH inside MULTI is not allowed") }
        // EXEC will do nothing as it is.
        let isTouched = call.client.modes.value.transaction.contains(.touched)
        while call.remaining > 0 {
            let key = try call.key()
            if !isTouched { call.engine.watch(key, by: call.client) }
        }
        call.reply.ok()
    }

    /// Ends all watches of the connection; what was changed before is forgotten.
    static let unwatch = Command(
        "unwatch", arity: 1, [.noscript, .loading, .stale, .fast, .allowBusy],
        docs: Docs(
            .transactions, since: "2.2.0", "Forgets the keys that the transaction depends on.",
            complexity: "O(1)")
    ) { call throws(RedisError) in
        call.engine.unwatch(call.client)
        call.client.modes.value.transaction.remove(.touched)
        call.reply.ok()
    }
}
