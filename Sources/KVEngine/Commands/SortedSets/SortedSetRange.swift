// ZRANGE with BYSCORE, BYLEX, REV and LIMIT; the older commands that are its special cases; and ZRANGESTORE.
// What a command's name says already cannot be said again as an option.

import RESP

extension Command {
    static let zrange = Command(
        "zrange", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Returns elements of a sorted set: by rank, by score or by member.",
            complexity: rangeComplexity, history: ["6.2.0": "Options BYSCORE, BYLEX, REV, LIMIT."],
            syntax: """
                key start stop [sortby:(BYSCORE|BYLEX)@6.2.0] [REV@6.2.0] \
                [LIMIT offset_count:(offset:integer count:integer)@6.2.0] [WITHSCORES]
                """)
    ) { call throws(RedisError) in try sendRange(&call, RangeForm()) }

    static let zrevrange = Command(
        "zrevrange", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Returns the elements between two ranks, counted from the highest.",
            complexity: rangeComplexity,
            status: .deprecated(since: "6.2.0", by: "`ZRANGE` with `REV`"),
            syntax: "key start:integer stop:integer [WITHSCORES]")
    ) { call throws(RedisError) in try sendRange(&call, RangeForm(kind: .rank, reversed: true)) }

    static let zrangebyscore = Command(
        "zrangebyscore", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "1.0.5", "Returns the elements between two scores.",
            complexity: limitedRangeComplexity,
            status: .deprecated(since: "6.2.0", by: "`ZRANGE` with `BYSCORE`"),
            history: ["2.0.0": "Option WITHSCORES."],
            syntax: """
                key min:double max:double [WITHSCORES@2.0.0] \
                [LIMIT offset_count:(offset:integer count:integer)]
                """)
    ) { call throws(RedisError) in try sendRange(&call, RangeForm(kind: .score, reversed: false)) }

    static let zrevrangebyscore = Command(
        "zrevrangebyscore", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.2.0", "Returns the elements between two scores, the highest first.",
            complexity: limitedRangeComplexity,
            status: .deprecated(since: "6.2.0", by: "`ZRANGE` with `REV` and `BYSCORE`"),
            history: ["2.1.6": "Bounds may be exclusive."],
            syntax: """
                key max:double min:double [WITHSCORES] [LIMIT offset_count:(offset:integer count:integer)]
                """)
    ) { call throws(RedisError) in try sendRange(&call, RangeForm(kind: .score, reversed: true)) }

    static let zrangebylex = Command(
        "zrangebylex", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.8.9", "Returns the members between two, in a sorted set of equal scores.",
            complexity: limitedRangeComplexity,
            status: .deprecated(since: "6.2.0", by: "`ZRANGE` with `BYLEX`"),
            syntax: "key min max [LIMIT offset_count:(offset:integer count:integer)]")
    ) { call throws(RedisError) in try sendRange(&call, RangeForm(kind: .member, reversed: false)) }

    static let zrevrangebylex = Command(
        "zrevrangebylex", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.8.9",
            "Returns the members between two, the last first, in a sorted set of equal scores.",
            complexity: limitedRangeComplexity,
            status: .deprecated(since: "6.2.0", by: "`ZRANGE` with `REV` and `BYLEX`"),
            syntax: "key max min [LIMIT offset_count:(offset:integer count:integer)]")
    ) { call throws(RedisError) in try sendRange(&call, RangeForm(kind: .member, reversed: true)) }

    static let zrangestore = Command(
        "zrangestore", arity: -5, [.write, .denyOOM],
        keys: [.at(1, [.ow, .update]), .at(2, [.ro, .access])],
        docs: Docs(
            .sortedSet, since: "6.2.0", "Stores elements of a sorted set at another key.",
            complexity: "O(log(N)+M) for M of N elements stored",
            syntax: """
                dst:key src:key min max [sortby:(BYSCORE|BYLEX)] [REV] \
                [LIMIT offset_count:(offset:integer count:integer)]
                """)
    ) { call throws(RedisError) in
        let destination = try call.key()
        let (key, options) = (try call.key(), try RangeOptions(&call, RangeForm(), stores: true))
        let result = call.makeSortedSet()
        if let set = try call.read(key, as: SortedSetValue.self) {
            set.forEach(in: options.ranks(in: set)) { result.add($0, $1) }
        }
        call.storeSortedSet(result, at: destination, event: "zrangestore")
    }

    private static var rangeComplexity: StaticString {
        "O(log(N)+M) for M of N elements returned"
    }

    private static var limitedRangeComplexity: StaticString {
        "O(log(N)+M) for M of N elements returned; O(log(N)) with a LIMIT that stays the same"
    }

    private static func sendRange(_ call: inout Call, _ form: RangeForm) throws(RedisError) {
        let (key, options) = (try call.key(), try RangeOptions(&call, form, stores: false))
        guard let set = try call.read(key, as: SortedSetValue.self) else { return call.reply.array(0) }
        call.reply.elements(
            of: set, in: options.ranks(in: set), reversed: options.isReversed,
            withScores: options.withScores)
    }
}
