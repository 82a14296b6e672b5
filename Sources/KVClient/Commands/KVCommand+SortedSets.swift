// Sorted sets: members in the order of their scores.

/// A member of a sorted set.
public struct KVScored: Hashable, Sendable {
    /// What has the score.
    public var member: KVString
    /// What it is ordered by.
    public var score: Double

    /// A member and its score.
    public init(_ member: KVString, _ score: Double) {
        self.member = member
        self.score = score
    }
}

extension KVCommand where Response == Int {
    /// Sets the scores of members; how many are new (ZADD).
    public static func setScores(
        _ members: [KVScored], in key: KVString, if condition: KVCondition? = nil
    ) -> Self {
        var words: [any CommandWord] = ["ZADD", key]
        if let condition { words.append(condition.rawValue) }
        for member in members { words += [member.score, member.member] as [any CommandWord] }
        return number(words)
    }

    /// Removes members; how many there were (ZREM).
    public static func removeScored(_ members: [KVString], from key: KVString) -> Self {
        number(["ZREM", key] + members)
    }

    /// Removes the members of a range of scores; how many there were (ZREMRANGEBYSCORE).
    public static func removeScores(in range: ClosedRange<Double>, from key: KVString) -> Self {
        number(["ZREMRANGEBYSCORE", key, range.lowerBound, range.upperBound])
    }

    /// How many members there are (ZCARD).
    public static func scoredCount(of key: KVString) -> Self { number(["ZCARD", key]) }

    /// How many members there are in a range of scores (ZCOUNT).
    public static func scoredCount(of key: KVString, in range: ClosedRange<Double>) -> Self {
        number(["ZCOUNT", key, range.lowerBound, range.upperBound])
    }
}

extension KVCommand where Response == Double {
    /// Adds to a member's score; what it is then (ZINCRBY).
    public static func incrementScore(of member: KVString, in key: KVString, by amount: Double) -> Self {
        fraction(["ZINCRBY", key, amount, member])
    }
}

extension KVCommand where Response == Double? {
    /// The score of a member; nil when it is none (ZSCORE).
    public static func score(of member: KVString, in key: KVString) -> Self {
        Self(["ZSCORE", key, member]) { reply throws(KVError) in
            try reply.decodeOptional { value throws(KVError) in try value.decodeDouble() }
        }
    }
}

extension KVCommand where Response == Int? {
    /// The position of a member, counted from 0; nil when it is none (ZRANK, ZREVRANK).
    public static func rank(of member: KVString, in key: KVString, fromHighest: Bool = false) -> Self {
        Self([fromHighest ? "ZREVRANK" : "ZRANK", key, member]) { reply throws(KVError) in
            try reply.decodeOptional { value throws(KVError) in try value.decodeInteger() }
        }
    }
}

extension KVCommand where Response == [KVScored] {
    /// The members between two positions, both included, with their scores (ZRANGE).
    public static func ranks(
        of key: KVString, from first: Int = 0, through last: Int = -1, fromHighest: Bool = false
    ) -> Self {
        let words: [any CommandWord] = ["ZRANGE", key, first, last]
        return scored(words + (fromHighest ? ["REV"] : []) + ["WITHSCORES"])
    }

    /// The members of a range of scores, from the lowest on (ZRANGE BYSCORE).
    public static func scores(of key: KVString, in range: ClosedRange<Double>) -> Self {
        scored(["ZRANGE", key, range.lowerBound, range.upperBound, "BYSCORE", "WITHSCORES"])
    }

    private static func scored(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in
            var members: [KVScored] = []
            for pair in try reply.decodePairs() {
                members.append(KVScored(try pair.key.decodeString(), try pair.value.decodeDouble()))
            }
            return members
        }
    }
}
