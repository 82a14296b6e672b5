// ZADD, ZINCRBY, ZREM and the questions about single members.

import Testing

@testable import KVEngine

struct SortedSetAddTests {
    let redis = TestEngine()

    @Test(arguments: SortedSetEncoding.allCases)
    func `elements are ordered by score, then by bytes`(_ encoding: SortedSetEncoding) {
        let redis = encoding.engine()
        #expect(redis("ZADD z 2 b 1 z 2 a -inf x inf y 2 ab") == ":6\r\n")
        #expect(redis.list("ZRANGE z 0 -1") == ["x", "z", "a", "ab", "b", "y"])
        #expect(redis("OBJECT ENCODING z").hasSuffix("\(encoding.rawValue)\r\n"))
        #expect(redis("ZADD z 3 x 1 z 0 new") == ":1\r\n")
        #expect(redis.list("ZRANGE z 0 -1") == ["new", "z", "a", "ab", "b", "x", "y"])
        #expect(redis("ZADD z CH 4 x 1 z 5 newer") == ":2\r\n")
        redis.sortedSetValue("z")?.checkInvariants()
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `NX, XX, GT and LT say which scores may change`(_ encoding: SortedSetEncoding) {
        let redis = encoding.engine()
        redis("ZADD z 5 a")
        #expect(redis("ZADD z NX CH 9 a 1 b") == ":1\r\n")
        #expect(redis("ZADD z XX CH 6 a 1 c") == ":1\r\n")
        #expect(redis("ZADD z GT CH 5 a 7 b 1 d") == ":2\r\n")
        #expect(redis("ZADD z LT XX CH 9 a 6 b 1 e") == ":1\r\n")
        #expect(redis.elements("z") == ["d", "1", "a", "6", "b", "6"])
        #expect(redis("ZADD none XX 1 a") == ":0\r\n")
        #expect(redis("EXISTS none") == ":0\r\n")
    }

    @Test func `INCR answers with the new score, or null where the rule forbids it`() {
        #expect(redis("ZADD z INCR 1.5 a") == "$3\r\n1.5\r\n")
        #expect(redis("ZADD z GT INCR -1 a") == "$-1\r\n")
        #expect(redis("ZADD z NX INCR 1 a") == "$-1\r\n")
        #expect(redis("ZADD z XX INCR 1 b") == "$-1\r\n")
        #expect(redis("ZINCRBY z inf a") == "$3\r\ninf\r\n")
        #expect(redis("ZINCRBY z -inf a") == "-ERR resulting score is not a number (NaN)\r\n")
        redis("HELLO 3")
        #expect(redis("ZINCRBY z 0 a") == ",inf\r\n")
        #expect(redis("ZADD z NX INCR 1 a") == "_\r\n")
    }

    @Test func `arguments are checked before options in conflict, scores after them, the key last`() {
        redis("SET str x")
        #expect(redis("ZADD str NX XX 1 a 2") == "-ERR syntax error\r\n")
        #expect(redis("ZADD str NX CH INCR") == "-ERR syntax error\r\n")
        let (exclusive, orders) = ("XX and NX options at the same", "GT, LT, and/or NX options at the same")
        #expect(redis("ZADD str XX NX GT x a") == "-ERR \(exclusive) time are not compatible\r\n")
        #expect(redis("ZADD str LT GT x a") == "-ERR \(orders) time are not compatible\r\n")
        #expect(redis("ZADD str NX LT x a") == "-ERR \(orders) time are not compatible\r\n")
        let single = "-ERR INCR option supports a single increment-element pair\r\n"
        #expect(redis("ZADD str INCR x a y b") == single)
        #expect(redis("ZADD str 1 a nan b") == "-ERR value is not a valid float\r\n")
        #expect(redis("ZADD str 1 a") == wrongType)
        #expect(redis("ZADD z 1 a x b") == "-ERR value is not a valid float\r\n")
        #expect(redis("EXISTS z") == ":0\r\n")
        #expect(redis("ZINCRBY z nx 1") == "-ERR syntax error\r\n")
    }

    @Test func `a set becomes a skiplist for good by its limits`() {
        redis("CONFIG SET zset-max-listpack-entries 3 zset-max-listpack-value 4")
        redis("ZADD z 1 a 2 b 3 1234")
        #expect(redis("OBJECT ENCODING z") == "$8\r\nlistpack\r\n")
        redis("ZADD z 4 d")
        #expect(redis("OBJECT ENCODING z") == "$8\r\nskiplist\r\n")
        redis("ZREM z a b 1234")
        #expect(redis("OBJECT ENCODING z") == "$8\r\nskiplist\r\n")
        redis("ZADD y 4 12345")
        #expect(redis("OBJECT ENCODING y") == "$8\r\nskiplist\r\n")
        redis.sortedSetValue("z")?.checkInvariants()
    }

    @Test func `a small set forgets the sign of a negative zero, a large one does not`() {
        #expect(redis("ZADD z INCR -0 a") == "$2\r\n-0\r\n")
        #expect(redis("ZSCORE z a") == "$1\r\n0\r\n")
        redis("CONFIG SET zset-max-listpack-entries 0")
        redis("ZADD big -0 a")
        #expect(redis("ZSCORE big a") == "$2\r\n-0\r\n")
        redis("ZADD z -0 b")
        #expect(redis("ZMSCORE z a b") == "*2\r\n$1\r\n0\r\n$2\r\n-0\r\n")
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `single members are scored, ranked and removed`(_ encoding: SortedSetEncoding) {
        let redis = encoding.engine()
        redis("ZADD z 1 a 2.5 b 3 c")
        #expect(redis("ZSCORE z b") == "$3\r\n2.5\r\n")
        #expect(redis("ZSCORE z q") == "$-1\r\n")
        #expect(redis("ZMSCORE z c q a") == "*3\r\n$1\r\n3\r\n$-1\r\n$1\r\n1\r\n")
        #expect(redis("ZMSCORE none a b") == "*2\r\n$-1\r\n$-1\r\n")
        #expect(redis("ZRANK z c") == ":2\r\n")
        #expect(redis("ZREVRANK z c") == ":0\r\n")
        #expect(redis("ZRANK z q") == "$-1\r\n")
        #expect(redis("ZREM z a q a c") == ":2\r\n")
        #expect(redis("ZCARD z") == ":1\r\n")
        redis("HELLO 3")
        #expect(redis("ZMSCORE z b a") == "*2\r\n,2.5\r\n_\r\n")
        #expect(redis("ZREM z b") == ":1\r\n")
        #expect(redis("EXISTS z") == ":0\r\n")
        redis.checkInvariants()
    }

    @Test func `events and changes are those of Redis`() {
        let log = EventLog(redis)
        redis.batch(["ZADD z 1 a 2 b", "ZADD z 1 a", "ZADD z 2 a", "ZINCRBY z 1 a", "ZINCRBY z 0 a"])
        #expect(log.take() == ["0 zadd z", "0 zadd z", "0 zincr z"])
        #expect(redis.engine.counters.value.dirty == 4)
        redis.batch(["ZREM z q", "ZREM z a b"])
        #expect(log.take() == ["0 zrem z", "0 del z"])
        #expect(redis.engine.counters.value.dirty == 6)
    }
}
