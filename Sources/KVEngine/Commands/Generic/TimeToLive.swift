// TTL, PTTL, EXPIRETIME, PEXPIRETIME and PERSIST: asks for a key's deadline, or lifts it.

import RESP

extension Command {
    /// Answers the seconds a key has left, rounded; -1 without a deadline, -2 without a key.
    static let ttl = Command(
        "ttl", arity: 2, [.readonly, .fast], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "1.0.0", "Returns how many seconds a key has left.", complexity: "O(1)",
            history: ["2.8.0": "The reply -2."], syntax: "key")
    ) { call throws(RedisError) in try timeToLive(&call, unit: 1000, from: call.now) }

    /// Answers the milliseconds a key has left; -1 without a deadline, -2 without a key.
    static let pttl = Command(
        "pttl", arity: 2, [.readonly, .fast], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .generic, since: "2.6.0", "Returns how many milliseconds a key has left.", complexity: "O(1)",
            history: ["2.8.0": "The reply -2."], syntax: "key")
    ) { call throws(RedisError) in try timeToLive(&call, unit: 1, from: call.now) }

    /// Answers a key's deadline in Unix seconds, rounded; -1 without a deadline, -2 without a key.
    static let expiretime = Command(
        "expiretime", arity: 2, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .generic, since: "7.0.0", "Returns the Unix time in seconds at which a key goes.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in try timeToLive(&call, unit: 1000, from: 0) }

    /// Answers a key's deadline in Unix milliseconds; -1 without a deadline, -2 without a key.
    static let pexpiretime = Command(
        "pexpiretime", arity: 2, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .generic, since: "7.0.0", "Returns the Unix time in milliseconds at which a key goes.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in try timeToLive(&call, unit: 1, from: 0) }

    /// Answers the time from `base` to the key's deadline, in units of so many milliseconds.
    private static func timeToLive(
        _ call: inout Call, unit: UInt64, from base: Int64
    ) throws(RedisError) {
        guard let entry = call.lookup(try call.key(), .noTouch) else { return call.reply.integer(-2) }
        guard let deadline = call.database.deadline(of: entry) else { return call.reply.integer(-1) }
        // Unsigned, because half a unit more than the latest deadline is beyond a signed number.
        call.reply.integer(Int64((UInt64(max(0, deadline - base)) + unit / 2) / unit))
    }

    /// Lifts a key's deadline; whether it had one.
    static let persist = Command(
        "persist", arity: 2, [.write, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .generic, since: "2.2.0", "Lifts a key's deadline, so that the key stays.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        let entry = call.lookupForWriting(try call.key())
        call.reply.integer(entry.map { call.persist($0) } == true ? 1 : 0)
    }
}
