// What can be done with a value: a value that was read from foreign bytes has to serve all of it.

extension TestEngine {
    /// Reads and changes the value of a key in every way that its type has, and removes it.
    func use(_ key: String) {
        let type = self("TYPE \(key)").dropFirst().dropLast(2)
        let lines = (commands[String(type)] ?? "") + always
        for line in lines.split(separator: ",") { self(String(line.replacing("%", with: key))) }
    }
}

private let always = """
    , OBJECT ENCODING %, MEMORY USAGE %, COPY % other REPLACE, SORT % ALPHA, EXPIRE % 100, DEBUG RELOAD,
    RENAME % moved, DEL moved, UNLINK other
    """

private let commands = [
    "string": """
    GET %, STRLEN %, GETRANGE % 0 -1, INCR %, APPEND % x, SETRANGE % 3 y, SETBIT % 7 1, BITCOUNT %, PFCOUNT %,
    PFADD % a, PFMERGE % %
    """,
    "list": """
    LRANGE % 0 -1, LINDEX % -1, LPOS % a, LPUSH % a, LINSERT % AFTER a b, LSET % -1 c, LREM % 0 a,
    LTRIM % 1 -1, RPOPLPUSH % %, LPOP % 2, RPUSH % 1
    """,
    "hash": """
    HGETALL %, HSCAN % 0, HRANDFIELD % 3 WITHVALUES, HSET % a b 1 2, HINCRBY % 1 1, HEXISTS % a, HSTRLEN % a,
    HDEL % a
    """,
    "set": """
    SMEMBERS %, SSCAN % 0, SRANDMEMBER % 3, SADD % a 1, SINTER % %, SUNIONSTORE other % %, SREM % 1, SPOP %,
    SADD % b
    """,
    "zset": """
    ZRANGE % 0 -1 WITHSCORES, ZRANGE % -inf +inf BYSCORE, ZRANGE % - + BYLEX, ZSCAN % 0, ZRANK % a, ZADD % 1 a,
    ZINCRBY % 2 a, ZRANDMEMBER % 3, ZUNIONSTORE other 2 % %, ZREMRANGEBYRANK % 0 0, ZREM % a, ZPOPMIN %,
    ZADD % 1 b, GEOPOS % b
    """,
    "stream": """
    XRANGE % - +, XREVRANGE % + -, XINFO STREAM % FULL, XINFO GROUPS %, XADD % * a b, XLEN %,
    XGROUP CREATE % h 0, XREADGROUP GROUP g c STREAMS % >, XREADGROUP GROUP h d STREAMS % >, XPENDING % g, XPENDING % h - + 10,
    XAUTOCLAIM % g e 0 0, XACK % h 1-1, XDEL % 1-1, XGROUP DELCONSUMER % g c, XTRIM % MAXLEN 1, XSETID % 9-9,
    XGROUP DESTROY % g
    """,
]
