// ZUNION, ZINTER, ZDIFF, their storing forms and ZINTERCARD.

import Testing

@testable import KVEngine

struct SortedSetAlgebraTests {
    let redis: TestEngine

    init() {
        redis = TestEngine()
        redis("ZADD a 1 x 2 y 3 z")
        redis("ZADD b 10 y 20 z 30 w")
        redis("SADD set z w v")
    }

    @Test func `scores are added up, or the lowest or highest is taken`() {
        #expect(redis.list("ZUNION 2 a b WITHSCORES") == ["x", "1", "y", "12", "z", "23", "w", "30"])
        #expect(redis.list("ZINTER 2 a b WITHSCORES") == ["y", "12", "z", "23"])
        #expect(redis.list("ZINTER 2 a b AGGREGATE MIN WITHSCORES") == ["y", "2", "z", "3"])
        #expect(redis.list("ZINTER 2 b a AGGREGATE MAX WITHSCORES") == ["y", "10", "z", "20"])
        #expect(redis.list("ZDIFF 2 a b WITHSCORES") == ["x", "1"])
        #expect(redis.list("ZUNION 2 a a WEIGHTS 1 -1 WITHSCORES") == ["x", "0", "y", "0", "z", "0"])
    }

    @Test func `members of a set have a score of one`() {
        #expect(
            redis.list("ZUNION 2 a set WITHSCORES") == ["v", "1", "w", "1", "x", "1", "y", "2", "z", "4"])
        #expect(redis.list("ZINTER 2 set b WEIGHTS 5 1 WITHSCORES") == ["z", "25", "w", "35"])
        #expect(redis.list("ZDIFF 2 set a") == ["v", "w"])
        redis("SADD numbers 1 2 3")
        redis("ZADD scores 5 1 6 3 7 4")
        #expect(redis.list("ZINTER 2 numbers scores WITHSCORES") == ["1", "6", "3", "7"])
    }

    @Test func `infinities that cancel out give zero`() {
        redis.batch(["ZADD p inf m", "ZADD n -inf m"])
        #expect(redis.list("ZUNION 2 p n WITHSCORES") == ["m", "0"])
        #expect(redis.list("ZINTER 2 p n WITHSCORES") == ["m", "0"])
        #expect(redis.list("ZUNION 1 p WEIGHTS 0 WITHSCORES") == ["m", "0"])
    }

    @Test func `missing keys are empty`() {
        #expect(redis("ZINTER 2 a none") == "*0\r\n")
        #expect(redis.list("ZUNION 2 none a") == ["x", "y", "z"])
        #expect(redis.list("ZDIFF 2 a none") == ["x", "y", "z"])
        #expect(redis("ZDIFF 2 none a") == "*0\r\n")
        #expect(redis("ZDIFF 2 a a") == "*0\r\n")
    }

    @Test func `ZINTERCARD stops at its limit`() {
        #expect(redis("ZINTERCARD 2 a b") == ":2\r\n")
        #expect(redis("ZINTERCARD 2 a b LIMIT 1") == ":1\r\n")
        #expect(redis("ZINTERCARD 2 a b LIMIT 0") == ":2\r\n")
        #expect(redis("ZINTERCARD 1 a LIMIT -1") == "-ERR LIMIT can't be negative\r\n")
        #expect(redis("ZINTERCARD 1 a LIMIT x") == "-ERR LIMIT can't be negative\r\n")
        #expect(redis("ZINTERCARD 1 a WITHSCORES") == "-ERR syntax error\r\n")
    }

    @Test func `the number of keys comes first, then their types, then the options`() {
        redis("SET str x")
        let none = "at least 1 input key is needed for"
        #expect(redis("ZUNIONSTORE d 0 str WRONG") == "-ERR \(none) 'zunionstore' command\r\n")
        #expect(redis("ZUNION x str WRONG") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("ZUNION 3 str a") == "-ERR syntax error\r\n")
        #expect(redis("ZUNION 2 none str WRONG") == wrongType)
        #expect(redis("ZUNION 1 a WEIGHTS") == "-ERR syntax error\r\n")
        #expect(redis("ZUNION 1 a WEIGHTS x WRONG") == "-ERR weight value is not a float\r\n")
        #expect(redis("ZUNION 1 a AGGREGATE AVG") == "-ERR syntax error\r\n")
        #expect(redis("ZDIFF 1 a WEIGHTS 1") == "-ERR syntax error\r\n")
        #expect(redis("ZUNIONSTORE d 1 a WITHSCORES") == "-ERR syntax error\r\n")
    }

    @Test func `a result replaces the destination, an empty one deletes it`() {
        let log = EventLog(redis)
        #expect(redis("ZINTERSTORE set 2 a b WEIGHTS 2 1") == ":2\r\n")
        #expect(redis.elements("set") == ["y", "14", "z", "26"])
        #expect(redis("ZUNIONSTORE a 2 a a") == ":3\r\n")
        #expect(redis.elements("a") == ["x", "2", "y", "4", "z", "6"])
        #expect(redis("ZDIFFSTORE set 2 a a") == ":0\r\n")
        #expect(redis("ZDIFFSTORE set 2 a a") == ":0\r\n")
        #expect(log.take() == ["0 zinterstore set", "0 zunionstore a", "0 del set"])
        redis.checkInvariants()
    }

    @Test func `a stored result is a listpack when it fits one`() {
        redis("CONFIG SET zset-max-listpack-entries 4 zset-max-listpack-value 1")
        redis("ZUNIONSTORE d 2 a b")
        #expect(redis("OBJECT ENCODING d") == "$8\r\nlistpack\r\n")
        redis("ZADD long 1 xx")
        redis("ZUNIONSTORE d 1 long")
        #expect(redis("OBJECT ENCODING d") == "$8\r\nskiplist\r\n")
        redis("ZDIFFSTORE d 2 long a")
        #expect(redis("OBJECT ENCODING d") == "$8\r\nskiplist\r\n")
        redis("CONFIG SET zset-max-listpack-entries 3")
        redis("ZUNIONSTORE d 2 a b")
        #expect(redis("OBJECT ENCODING d") == "$8\r\nskiplist\r\n")
        redis.sortedSetValue("d")?.checkInvariants()
    }

    /// Both ways to make a difference, and large results, against sets of Swift.
    @Test(arguments: [1, 2, 3] as [UInt64]) func `large sets agree with a model`(seed: UInt64) {
        let redis = TestEngine()
        var random = Random(seed: seed)
        var models: [[String: Int]] = []
        for (key, size) in [("k0", 400), ("k1", 300), ("k2", 5)] {
            var model: [String: Int] = [:]
            for _ in 0..<size { model["m\(random.below(500))"] = random.below(100) }
            redis("ZADD \(key) " + model.map { "\($0.value) \($0.key)" }.joined(separator: " "))
            models.append(model)
        }
        let union = models.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        expect(redis, "ZUNIONSTORE d 3 k0 k1 k2", union)
        expect(
            redis, "ZINTERSTORE d 2 k0 k1",
            models[0].filter { models[1][$0.key] != nil }.mapKeys(union, models[2]))
        expect(redis, "ZDIFFSTORE d 2 k0 k1", models[0].filter { models[1][$0.key] == nil })
        let rest = models[0].filter { models[1][$0.key] == nil && models[2][$0.key] == nil }
        expect(redis, "ZDIFFSTORE d 6 k0 k1 k2 k2 k2 k2", rest)
    }

    private func expect(_ redis: TestEngine, _ line: String, _ model: [String: Int]) {
        #expect(redis(line) == ":\(model.count)\r\n")
        let flat = redis.elements("d")
        var result: [String: Int] = [:]
        for index in stride(from: 0, to: flat.count, by: 2) { result[flat[index]] = Int(flat[index + 1]) }
        #expect(result == model, "\(line)")
        redis.sortedSetValue("d")?.checkInvariants()
    }
}

extension [String: Int] {
    /// The sums of a union without what a third set added to them.
    fileprivate func mapKeys(_ union: [String: Int], _ third: [String: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: keys.map { ($0, (union[$0] ?? 0) - (third[$0] ?? 0)) })
    }
}
