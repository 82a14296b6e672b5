// The sorted-set commands, in the order in which the README lists them.

extension Command {
    static let sortedSets: [Command] = [
        .zadd, .zincrby, .zrem, .zcard, .zscore, .zmscore, .zcount, .zlexcount, .zrank, .zrevrank,
        .zrange, .zrevrange, .zrangebyscore, .zrevrangebyscore, .zrangebylex, .zrevrangebylex,
        .zrangestore, .zpopmin, .zpopmax, .zmpop, .bzpopmin, .bzpopmax, .bzmpop, .zrandmember,
        .zremrangebyrank, .zremrangebyscore, .zremrangebylex,
        .zunion, .zinter, .zdiff, .zunionstore, .zinterstore, .zdiffstore, .zintercard, .zscan,
    ]
}
