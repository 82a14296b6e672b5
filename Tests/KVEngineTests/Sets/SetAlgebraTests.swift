// Union, difference and intersection, answered, stored and counted.

import Testing

@testable import KVEngine

struct SetAlgebraTests {
    let redis = TestEngine()

    init() {
        redis.batch(["SADD a 1 2 3 4 5", "SADD b 3 4 5 6", "SADD m x y 5", "SET str v"])
    }

    @Test func `sets are joined, cut and subtracted`() {
        #expect(redis("SINTER a b") == bulks("3", "4", "5"))
        #expect(redis("SINTER a b m") == bulks("5"))
        #expect(redis("SUNION a b missing") == bulks("1", "2", "3", "4", "5", "6"))
        #expect(redis("SDIFF a b m") == bulks("1", "2"))
        #expect(redis("SDIFF missing a") == "*0\r\n")
        #expect(redis("SDIFF a a") == "*0\r\n")
        #expect(redis.list("SDIFF m b").sorted() == ["x", "y"])
        #expect(redis("SINTER a a") == bulks("1", "2", "3", "4", "5"))
    }

    @Test func `a missing set empties an intersection`() {
        #expect(redis("SINTER a missing") == "*0\r\n")
        #expect(redis("SINTERCARD 2 missing a") == ":0\r\n")
    }

    @Test func `an intersection is counted up to a limit`() {
        #expect(redis("SINTERCARD 2 a b") == ":3\r\n")
        #expect(redis("SINTERCARD 2 a b LIMIT 2") == ":2\r\n")
        #expect(redis("SINTERCARD 2 a b limit 0") == ":3\r\n")
        #expect(redis("SINTERCARD 1 a LIMIT 9 LIMIT 1") == ":1\r\n")
    }

    @Test(arguments: [
        ("0 a", "numkeys should be greater than 0"), ("x a", "numkeys should be greater than 0"),
        ("2 a", "Number of keys can't be greater than number of args"), ("1 a b", "syntax error"),
        ("1 str LIMIT", "syntax error"), ("1 str LIMIT -1", "LIMIT can't be negative"),
        ("1 str LIMIT x", "LIMIT can't be negative"), ("1 str LIMIT 1 x 2", "syntax error"),
    ])
    func `SINTERCARD reads its options before its keys`(_ arguments: String, _ message: String) {
        #expect(redis("SINTERCARD \(arguments)") == "-ERR \(message)\r\n")
    }

    @Test func `a result takes the place of any value and its deadline`() {
        redis("SET d v EX 100")
        let log = EventLog(redis)
        #expect(redis("SINTERSTORE d a b") == ":3\r\n")
        #expect(redis("SUNIONSTORE d a b") == ":6\r\n")
        #expect(redis("SDIFFSTORE d a b") == ":2\r\n")
        #expect(log.take() == ["0 sinterstore d", "0 sunionstore d", "0 sdiffstore d"])
        #expect(redis("TTL d") == ":-1\r\n")
        #expect(redis("SMEMBERS d") == bulks("1", "2"))
    }

    @Test(arguments: ["SINTERSTORE d a missing", "SUNIONSTORE d missing", "SDIFFSTORE d a a"])
    func `an empty result deletes the destination`(_ line: String) {
        let log = EventLog(redis)
        #expect(redis(line) == ":0\r\n")
        #expect(log.take() == [])
        redis("SADD d old")
        #expect(log.take() == ["0 sadd d"])
        #expect(redis(line) == ":0\r\n")
        #expect(log.take() == ["0 del d"])
        #expect(redis("EXISTS d") == ":0\r\n")
    }

    @Test func `a destination may be one of the sources`() {
        redis("SINTERSTORE a a b")
        #expect(redis("SMEMBERS a") == bulks("3", "4", "5"))
        redis("SUNIONSTORE a m a")
        #expect(redis.members("a") == ["3", "4", "5", "x", "y"])
        redis("SDIFFSTORE m m a")
        #expect(redis("EXISTS m") == ":0\r\n")
    }

    @Test func `a wrong type anywhere leaves the destination alone`() {
        redis("SADD d old")
        #expect(redis("SUNIONSTORE d a str") == wrongType)
        #expect(redis("SINTERSTORE d missing str") == wrongType)
        #expect(redis.members("d") == ["old"])
    }

    @Test func `the way a difference is taken shows in the result's encoding`() {
        redis.batch(["SADD p 1 2 3 4 5 6 7 8 9 x", "SADD q x"])
        redis("SDIFFSTORE r p q")
        #expect(redis("OBJECT ENCODING r") == bulk("intset"))
        redis("SDIFFSTORE r p q q q")
        #expect(redis("OBJECT ENCODING r") == bulk("hashtable"))
        #expect(redis.members("r") == ["1", "2", "3", "4", "5", "6", "7", "8", "9"])
    }

    @Test func `random sets agree with Swift's`() {
        var random = Random(seed: 42)
        for round in 0..<60 {
            redis("DEL r0 r1 r2")
            var models = [Set<String>](repeating: [], count: 3)
            for index in 0..<3 {
                for _ in 0..<random.below(40) {
                    let member = random.below(3) == 0 && round % 2 == 0 ? "m" : ""
                    let text = member + String(random.below(30))
                    redis("SADD r\(index) \(text)")
                    models[index].insert(text)
                }
            }
            let (x, y, z) = (models[0], models[1], models[2])
            #expect(redis.list("SINTER r0 r1 r2").sorted() == x.intersection(y).intersection(z).sorted())
            #expect(redis.list("SUNION r0 r1 r2").sorted() == x.union(y).union(z).sorted())
            #expect(redis.list("SDIFF r0 r1 r2").sorted() == x.subtracting(y).subtracting(z).sorted())
            for command in ["SINTER", "SUNION", "SDIFF"] {
                let answered = redis.list("\(command) r0 r1 r2").sorted()
                redis("\(command)STORE r r0 r1 r2")
                #expect(redis.members("r") == answered)
                redis.setValue("r")?.checkInvariants()
            }
        }
    }
}
