// The list commands, in the order in which the README lists them.

extension Command {
    static let lists: [Command] = [
        .lpush, .rpush, .lpushx, .rpushx, .lpop, .rpop, .lmpop, .lmove, .rpoplpush,
        .blpop, .brpop, .blmpop, .blmove, .brpoplpush, .llen, .lindex, .lset,
        .lrange, .ltrim, .linsert, .lrem, .lpos,
    ]
}
