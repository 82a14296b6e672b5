// The set commands, in the order in which the README lists them.

extension Command {
    static let sets: [Command] = [
        .sadd, .srem, .sismember, .smismember, .scard, .smembers, .spop, .srandmember, .smove, .sscan,
        .sinter, .sintercard, .sinterstore, .sunion, .sunionstore, .sdiff, .sdiffstore,
    ]
}
