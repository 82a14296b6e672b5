// The hash commands, in the order in which the README lists them.

extension Command {
    static let hashes: [Command] = [
        .hset, .hsetnx, .hget, .hmget, .hmset, .hgetall, .hdel, .hexists, .hincrby, .hincrbyfloat, .hkeys,
        .hvals, .hlen, .hstrlen, .hrandfield, .hscan,
    ]
}
