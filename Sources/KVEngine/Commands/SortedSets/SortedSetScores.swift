// Questions about single members and about sizes: ZSCORE, ZMSCORE, ZRANK, ZREVRANK, ZCARD, ZCOUNT, ZLEXCOUNT.

import RESP

extension Command {
    static let zscore = Command(
        "zscore", arity: 3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Returns the score of a member of a sorted set.",
            complexity: "O(1)", syntax: "key member")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SortedSetValue.self)
        call.reply.scoreOrNull(set?.score(of: try call.bytes()))
    }

    static let zmscore = Command(
        "zmscore", arity: -3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "6.2.0", "Returns the scores of members of a sorted set.",
            complexity: "O(N) in the number of members given", syntax: "key member...")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SortedSetValue.self)
        call.reply.array(call.remaining)
        for index in call.next..<call.argumentCount {
            call.reply.scoreOrNull(set?.score(of: call.argument(index)))
        }
    }

    static let zrank = Command(
        "zrank", arity: 3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.0.0", "Returns the number of elements before a member of a sorted set.",
            complexity: "O(log(N))", syntax: "key member")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SortedSetValue.self)
        guard let rank = set?.rank(of: try call.bytes())?.rank else { return call.reply.null() }
        call.reply.integer(rank)
    }

    static let zrevrank = Command(
        "zrevrank", arity: 3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.0.0", "Returns the number of elements behind a member of a sorted set.",
            complexity: "O(log(N))", syntax: "key member")
    ) { call throws(RedisError) in
        guard let set = try call.read(try call.key(), as: SortedSetValue.self),
            let rank = set.rank(of: try call.bytes())?.rank
        else { return call.reply.null() }
        call.reply.integer(set.count - 1 - rank)
    }

    static let zcard = Command(
        "zcard", arity: 2, [.readonly, .fast], keys: .first([.ro]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Returns the number of elements of a sorted set.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let set = try call.read(try call.key(), as: SortedSetValue.self)
        call.reply.integer(set?.count ?? 0)
    }

    /// Error order: both ends of the range, then the key.
    static let zcount = Command(
        "zcount", arity: 4, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.0.0", "Counts the elements between two scores in a sorted set.",
            complexity: "O(log(N)) in the size of the sorted set",
            syntax: "key min:double max:double")
    ) { call throws(RedisError) in
        let key = try call.key()
        let bounds = try ScoreBounds(from: call.bytes(), to: call.bytes())
        let set = try call.read(key, as: SortedSetValue.self)
        call.reply.integer(set?.ranks(in: bounds).count ?? 0)
    }

    /// Error order: both ends of the range, then the key.
    static let zlexcount = Command(
        "zlexcount", arity: 4, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .sortedSet, since: "2.8.9", "Counts the elements between two members in a sorted set.",
            complexity: "O(log(N)) in the size of the sorted set",
            syntax: "key min max")
    ) { call throws(RedisError) in
        let key = try call.key()
        let bounds = try MemberBounds(from: call.bytes(), to: call.bytes())
        let set = try call.read(key, as: SortedSetValue.self)
        call.reply.integer(set?.ranks(in: bounds).count ?? 0)
    }
}

extension ReplyWriter {
    fileprivate func scoreOrNull(_ value: Double?) {
        if let value { score(value) } else { null() }
    }
}
