// ZRANGE and its kin, counting, storing and removing ranges.

import Testing

@testable import KVEngine

struct SortedSetRangeTests {
    static func filled(_ encoding: SortedSetEncoding) -> TestEngine {
        let redis = encoding.engine()
        redis("ZADD z 1 a 2 b 2 bb 3 c 4 d")
        redis("ZADD l 0 a 0 b 0 c 0 d 0 e")
        return redis
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `ranks count from either end`(_ encoding: SortedSetEncoding) {
        let redis = Self.filled(encoding)
        #expect(redis.list("ZRANGE z 0 -1") == ["a", "b", "bb", "c", "d"])
        #expect(redis.list("ZRANGE z -2 100") == ["c", "d"])
        #expect(redis.list("ZRANGE z 1 2 WITHSCORES") == ["b", "2", "bb", "2"])
        #expect(redis.list("ZRANGE z 0 1 REV") == ["d", "c"])
        #expect(redis.list("ZREVRANGE z -2 -1 WITHSCORES") == ["b", "2", "a", "1"])
        #expect(redis("ZRANGE z 3 1") == "*0\r\n")
        #expect(redis("ZRANGE z 5 9") == "*0\r\n")
        #expect(redis("ZRANGE none 0 -1") == "*0\r\n")
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `scores have open ends and a limit`(_ encoding: SortedSetEncoding) {
        let redis = Self.filled(encoding)
        #expect(redis.list("ZRANGEBYSCORE z 2 3") == ["b", "bb", "c"])
        #expect(redis.list("ZRANGEBYSCORE z (2 +inf") == ["c", "d"])
        #expect(redis.list("ZREVRANGEBYSCORE z (4 2") == ["c", "bb", "b"])
        #expect(redis.list("ZRANGE z (4 2 BYSCORE REV LIMIT 1 1 WITHSCORES") == ["bb", "2"])
        #expect(redis.list("ZRANGEBYSCORE z -inf +inf LIMIT 3 -7") == ["c", "d"])
        #expect(redis("ZRANGEBYSCORE z -inf +inf LIMIT -1 2") == "*0\r\n")
        #expect(redis("ZRANGEBYSCORE z 3 2") == "*0\r\n")
        #expect(redis("ZCOUNT z (1 (4") == ":3\r\n")
        #expect(redis("ZCOUNT z inf -inf") == ":0\r\n")
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `members of equal score have ranges by their bytes`(_ encoding: SortedSetEncoding) {
        let redis = Self.filled(encoding)
        #expect(redis.list("ZRANGEBYLEX l [b (d") == ["b", "c"])
        #expect(redis.list("ZREVRANGEBYLEX l + (c") == ["e", "d"])
        #expect(redis.list("ZRANGE l + - BYLEX REV LIMIT 1 2") == ["d", "c"])
        #expect(redis("ZLEXCOUNT l - +") == ":5\r\n")
        #expect(redis("ZLEXCOUNT l + -") == ":0\r\n")
        #expect(redis("ZLEXCOUNT l (b [b") == ":0\r\n")
    }

    @Test func `scores in ranges are read as C reads them`() {
        let redis = Self.filled(.listpack)
        #expect(redis("ZCOUNT z \"\" \" 1\"") == ":1\r\n")
        #expect(redis("ZCOUNT z ( 1e999") == ":5\r\n")
        #expect(redis("ZCOUNT z 0x1 \"2\\x00x\"") == ":3\r\n")
        for bad in ["x 1", "1 x", "nan 1", "1 (nan", "(( 1", "\"1 \" 2"] {
            #expect(redis("ZCOUNT z \(bad)") == "-ERR min or max is not a float\r\n")
        }
        for bad in ["b [c", "[b c", "-x +", "\"\" +", "- ++"] {
            #expect(redis("ZLEXCOUNT z \(bad)") == "-ERR min or max not valid string range item\r\n")
        }
    }

    @Test func `options are read first, then conflicts, the ends, and the key last`() {
        let redis = Self.filled(.listpack)
        redis("SET str x")
        let syntax = "-ERR syntax error\r\n"
        for options in ["WRONG", "BYSCORE BYLEX", "REV REV", "BYSCORE LIMIT 1"] {
            #expect(redis("ZRANGE str x y \(options)") == syntax)
        }
        #expect(redis("ZREVRANGE str x y REV") == syntax)
        #expect(redis("ZRANGEBYSCORE str x y BYSCORE") == syntax)
        #expect(redis("ZRANGESTORE d str x y WITHSCORES") == syntax)
        #expect(redis("ZRANGE str x y LIMIT 1 z") == "-ERR value is not an integer or out of range\r\n")
        let (limit, scores) = ("LIMIT is only supported in", "WITHSCORES not supported in")
        let limitError = "-ERR syntax error, \(limit) combination with either BYSCORE or BYLEX\r\n"
        #expect(redis("ZRANGE str x y LIMIT 0 1") == limitError)
        let scoreError = "-ERR syntax error, \(scores) combination with BYLEX\r\n"
        #expect(redis("ZRANGE str x y BYLEX WITHSCORES") == scoreError)
        #expect(redis("ZRANGEBYLEX str x y WITHSCORES") == scoreError)
        #expect(redis("ZRANGE str x y") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("ZRANGE str 0 1") == wrongType)
        #expect(redis.list("ZRANGE z 0 1 LIMIT 7 -1") == ["a", "b"])
    }

    @Test func `scores come in pairs in RESP3`() {
        let redis = Self.filled(.listpack)
        redis("HELLO 3")
        #expect(redis("ZRANGE z 0 0 WITHSCORES") == "*1\r\n*2\r\n$1\r\na\r\n,1\r\n")
        #expect(redis("ZRANGEBYSCORE z 4 4 WITHSCORES") == "*1\r\n*2\r\n$1\r\nd\r\n,4\r\n")
        #expect(redis("ZRANGE z 0 0") == "*1\r\n$1\r\na\r\n")
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `a range is stored whatever the destination held`(_ encoding: SortedSetEncoding) {
        let redis = Self.filled(encoding)
        redis.batch(["SET dst x", "EXPIRE dst 10"])
        #expect(redis("ZRANGESTORE dst z (1 +inf BYSCORE LIMIT 0 2") == ":2\r\n")
        #expect(redis.elements("dst") == ["b", "2", "bb", "2"])
        #expect(redis("TTL dst") == ":-1\r\n")
        #expect(redis("ZRANGESTORE z z 0 1 REV") == ":2\r\n")
        #expect(redis.elements("z") == ["c", "3", "d", "4"])
        let log = EventLog(redis)
        #expect(redis("ZRANGESTORE dst none 0 -1") == ":0\r\n")
        #expect(log.take() == ["0 del dst"])
        redis.checkInvariants()
    }

    @Test(arguments: SortedSetEncoding.allCases)
    func `ranges are removed by rank, score and member`(_ encoding: SortedSetEncoding) {
        let redis = Self.filled(encoding)
        let log = EventLog(redis)
        #expect(redis("ZREMRANGEBYRANK z 1 -4") == ":1\r\n")
        #expect(redis("ZREMRANGEBYSCORE z (1 (4") == ":2\r\n")
        #expect(redis.list("ZRANGE z 0 -1") == ["a", "d"])
        #expect(redis("ZREMRANGEBYRANK z 5 9") == ":0\r\n")
        #expect(redis("ZREMRANGEBYSCORE z -inf inf") == ":2\r\n")
        #expect(redis("ZREMRANGEBYLEX l [b +") == ":4\r\n")
        #expect(redis.list("ZRANGE l 0 -1") == ["a"])
        let byScore = "0 zremrangebyscore z"
        #expect(
            log.take() == ["0 zremrangebyrank z", byScore, byScore, "0 del z", "0 zremrangebylex l"])
        redis("SET str x")
        #expect(redis("ZREMRANGEBYSCORE str x 1") == "-ERR min or max is not a float\r\n")
        #expect(redis("ZREMRANGEBYSCORE str 0 1") == wrongType)
        redis.checkInvariants()
    }
}
