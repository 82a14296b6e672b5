// ZPOPMIN, ZPOPMAX, ZMPOP and ZRANDMEMBER.

import Testing

@testable import KVEngine

struct SortedSetPopTests {
    let redis = TestEngine()

    @Test(arguments: SortedSetEncoding.allCases)
    func `elements are popped at either end`(_ encoding: SortedSetEncoding) {
        let redis = encoding.engine()
        redis("ZADD z 1 a 2 b 3 c 4 d 5.5 e 6 f")
        #expect(redis.list("ZPOPMIN z") == ["a", "1"])
        #expect(redis.list("ZPOPMAX z") == ["f", "6"])
        #expect(redis.list("ZPOPMAX z 2") == ["e", "5.5", "d", "4"])
        #expect(redis("ZPOPMIN z 0") == "*0\r\n")
        redis.sortedSetValue("z")?.checkInvariants()
        #expect(redis.list("ZPOPMIN z 9") == ["b", "2", "c", "3"])
        #expect(redis("EXISTS z") == ":0\r\n")
        #expect(redis("ZPOPMIN z") == "*0\r\n")
        redis.checkInvariants()
    }

    @Test func `RESP3 pairs elements when a count was given`() {
        redis("ZADD z 1 a 2 b 3 c")
        redis("HELLO 3")
        #expect(redis("ZPOPMIN z") == "*2\r\n$1\r\na\r\n,1\r\n")
        #expect(redis("ZPOPMIN z 1") == "*1\r\n*2\r\n$1\r\nb\r\n,2\r\n")
        #expect(redis("ZMPOP 1 z MIN") == "*2\r\n$1\r\nz\r\n*1\r\n*2\r\n$1\r\nc\r\n,3\r\n")
        #expect(redis("ZMPOP 1 z MIN") == "_\r\n")
    }

    @Test func `the number of arguments comes before the count, the count before the key`() {
        redis("SET str x")
        #expect(redis("ZPOPMIN str x y") == "-ERR syntax error\r\n")
        for count in ["-1", "x", "1.5"] {
            #expect(redis("ZPOPMAX str \(count)") == "-ERR value is out of range, must be positive\r\n")
        }
        #expect(redis("ZPOPMAX str 0") == wrongType)
    }

    @Test func `ZMPOP takes the first sorted set there is, and nothing of another type`() {
        redis("ZADD z 1 a 2 b 3 c")
        #expect(redis("ZMPOP 2 none z MAX") == "*2\r\n$1\r\nz\r\n*1\r\n*2\r\n$1\r\nc\r\n$1\r\n3\r\n")
        redis("SET str x")
        #expect(redis("ZMPOP 2 str z MIN") == wrongType)
        #expect(redis("ZMPOP 2 z str MIN COUNT 9").hasPrefix("*2\r\n$1\r\nz\r\n*2\r\n"))
        #expect(redis("ZMPOP 1 z MIN") == "*-1\r\n")
    }

    @Test func `ZMPOP reads all arguments first`() {
        redis("SET str x")
        #expect(redis("ZMPOP 0 str MID") == "-ERR numkeys should be greater than 0\r\n")
        #expect(redis("ZMPOP 1 str MID") == "-ERR syntax error\r\n")
        #expect(redis("ZMPOP 2 str MIN") == "-ERR syntax error\r\n")
        #expect(redis("ZMPOP 1 str MIN COUNT") == "-ERR syntax error\r\n")
        #expect(redis("ZMPOP 1 str MIN COUNT 0 x") == "-ERR count should be greater than 0\r\n")
        #expect(redis("ZMPOP 1 str MIN COUNT 1 COUNT 1") == "-ERR syntax error\r\n")
    }

    @Test func `a pop says so once, and counts every element`() {
        redis("ZADD z 1 a 2 b 3 c")
        let (log, before) = (EventLog(redis), redis.engine.counters.value.dirty)
        redis.batch(["ZPOPMIN z 2", "ZPOPMAX z"])
        #expect(log.take() == ["0 zpopmin z", "0 zpopmax z", "0 del z"])
        #expect(redis.engine.counters.value.dirty == before + 3)
    }

    // MARK: Chance

    @Test(arguments: SortedSetEncoding.allCases)
    func `random members are different unless the count is negative`(_ encoding: SortedSetEncoding) {
        let redis = encoding.engine()
        for index in 0..<20 { redis("ZADD z \(index) m\(index)") }
        let all = Set((0..<20).map { "m\($0)" })
        for count in [1, 3, 10, 19] {
            let chosen = redis.list("ZRANDMEMBER z \(count)")
            #expect(chosen.count == count)
            #expect(Set(chosen).count == count)
            #expect(all.isSuperset(of: chosen))
        }
        #expect(redis.list("ZRANDMEMBER z 99") == (0..<20).reversed().map { "m\($0)" })
        let drawn = redis.list("ZRANDMEMBER z -500")
        #expect(drawn.count == 500)
        #expect(Set(drawn) == all)
        let scored = redis.list("ZRANDMEMBER z -4 WITHSCORES")
        for index in stride(from: 0, to: 8, by: 2) { #expect(scored[index] == "m" + scored[index + 1]) }
    }

    @Test func `every member has the same chance`() {
        for index in 0..<10 { redis("ZADD z \(index) m\(index)") }
        var counts: [String: Int] = [:]
        for _ in 0..<2000 { for name in redis.list("ZRANDMEMBER z 3") { counts[name, default: 0] += 1 } }
        #expect(counts.count == 10)
        for (name, count) in counts { #expect((480...720).contains(count), "\(name): \(count)") }
    }

    @Test func `a count is checked before the word behind it, its range after it`() {
        let range = "value must between -9223372036854775807 and 9223372036854775807"
        #expect(redis("ZRANDMEMBER z \(Int64.min) x") == "-ERR value is out of range, \(range)\r\n")
        #expect(redis("ZRANDMEMBER z x x") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("ZRANDMEMBER z \(Int64.max) x") == "-ERR syntax error\r\n")
        #expect(redis("ZRANDMEMBER z \(Int64.max) WITHSCORES") == "-ERR value is out of range\r\n")
        #expect(redis("ZRANDMEMBER z \(Int64.max)") == "*0\r\n")
        #expect(redis("ZRANDMEMBER z") == "$-1\r\n")
        redis("ZADD z 1.5 a")
        redis("HELLO 3")
        #expect(
            redis("ZRANDMEMBER z -2 WITHSCORES") == "*2\r\n*2\r\n$1\r\na\r\n,1.5\r\n*2\r\n$1\r\na\r\n,1.5\r\n"
        )
    }
}
