// ZREM, and the removal of whole ranges: ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX.

import RESP

extension Command {
    static let zrem = Command(
        "zrem", arity: -3, [.write, .fast], keys: .first([.rw, .delete]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Removes members from a sorted set.",
            complexity: "O(M*log(N)) for M members and a sorted set of N",
            history: ["2.4.0": "Several members in one request."],
            syntax: "key member...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let removed = try call.change(key, as: SortedSetValue.self) { set in
            var removed = 0
            for index in call.next..<call.argumentCount where set.remove(call.argument(index)) {
                removed += 1
            }
            if removed > 0 { call.modified(key, "zrem", .sortedSet, changes: removed) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }

    static let zremrangebyrank = Command(
        "zremrangebyrank", arity: 4, [.write], keys: .first([.rw, .delete]),
        docs: removalDocs(
            since: "2.0.0", "Removes the elements between two ranks of a sorted set.",
            syntax: "key start:integer stop:integer")
    ) { call throws(RedisError) in
        try removeRange(&call, event: "zremrangebyrank") { call throws(RedisError) in
            .ranks(try call.integer(), try call.integer())
        }
    }

    static let zremrangebyscore = Command(
        "zremrangebyscore", arity: 4, [.write], keys: .first([.rw, .delete]),
        docs: removalDocs(
            since: "1.2.0", "Removes the elements between two scores from a sorted set.",
            syntax: "key min:double max:double")
    ) { call throws(RedisError) in
        try removeRange(&call, event: "zremrangebyscore") { call throws(RedisError) in
            .scores(try ScoreBounds(from: call.bytes(), to: call.bytes()))
        }
    }

    static let zremrangebylex = Command(
        "zremrangebylex", arity: 4, [.write], keys: .first([.rw, .delete]),
        docs: removalDocs(
            since: "2.8.9", "Removes the elements between two members of a sorted set of equal scores.",
            syntax: "key min max")
    ) { call throws(RedisError) in
        try removeRange(&call, event: "zremrangebylex") { call throws(RedisError) in
            .members(try MemberBounds(from: call.bytes(), to: call.bytes()))
        }
    }

    private static func removalDocs(
        since: StaticString, _ summary: StaticString, syntax: StaticString
    ) -> Docs {
        Docs(
            .sortedSet, since: since, summary,
            complexity: "O(log(N)+M) for M of N elements removed",
            syntax: syntax)
    }

    /// Error order: both ends of the range, then the key.
    private static func removeRange(
        _ call: inout Call, event: StaticString,
        _ selection: (inout Call) throws(RedisError) -> RangeSelection
    ) throws(RedisError) {
        let key = try call.key()
        let selection = try selection(&call)
        let removed = try call.change(key, as: SortedSetValue.self) { set in
            let ranks = selection.ranks(in: set, reversed: false)
            set.remove(in: ranks)
            if !ranks.isEmpty { call.modified(key, event, .sortedSet, changes: ranks.count) }
            return ranks.count
        }
        call.reply.integer(removed ?? 0)
    }
}
