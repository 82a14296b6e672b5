// BZPOPMIN, BZPOPMAX and BZMPOP: ZPOPMIN, ZPOPMAX and ZMPOP that wait when there is no sorted set.

import RESP

extension Command {
    static let bzpopmin = Command(
        "bzpopmin", arity: -3, [.write, .noscript, .blocking, .fast],
        keys: .allButLast([.rw, .access, .delete]),
        docs: blockingDocs("Removes and returns the member with the lowest score, waiting for one.")
    ) { call throws(RedisError) in try blockingPop(&call, .lowest) }

    static let bzpopmax = Command(
        "bzpopmax", arity: -3, [.write, .noscript, .blocking, .fast],
        keys: .allButLast([.rw, .access, .delete]),
        docs: blockingDocs("Removes and returns the member with the highest score, waiting for one.")
    ) { call throws(RedisError) in try blockingPop(&call, .highest) }

    private static func blockingDocs(_ summary: StaticString) -> Docs {
        Docs(
            .sortedSet, since: "5.0.0", summary, complexity: "O(log(N)) for N members",
            history: ["6.0.0": "Timeouts in fractions of a second."], syntax: "key... timeout:double")
    }

    /// Error order: the timeout, then the keys' types up to the first that has members.
    private static func blockingPop(_ call: inout Call, _ end: ScoreEnd) throws(RedisError) {
        let last = call.argumentCount - 1
        let deadline = try call.deadline(call.argument(last))
        try call.takeOrBlock(.member(end), from: 1..<last, until: deadline)
    }

    /// Error order: as ZMPOP, then the timeout, then the keys' types.
    static let bzmpop = Command(
        "bzmpop", arity: -5, [.write, .blocking, .movableKeys],
        keys: [.counted(at: 2, [.rw, .access, .delete])],
        docs: Docs(
            .sortedSet, since: "7.0.0",
            "Removes and returns members of the first sorted set among several that has any, waiting for one.",
            complexity: "O(K)+O(M*log(N)) for K keys and M of N members removed",
            syntax: "timeout:double numkeys:integer key... where:(MIN|MAX) [COUNT count:integer]")
    ) { call throws(RedisError) in
        let timeout = try call.bytes()
        let options = try MultiPopOptions(&call) { call throws(RedisError) in try call.scoreEnd() }
        try call.takeOrBlock(
            .members(options.end, upTo: options.limit), from: options.keys, until: call.deadline(timeout))
    }
}
