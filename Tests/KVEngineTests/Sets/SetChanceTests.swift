// SPOP and SRANDMEMBER: how many, how different, how fair.

import Testing

@testable import KVEngine

struct SetChanceTests {
    let redis = TestEngine()

    /// Fills `key` with `count` members, numbers or words.
    private func fill(_ key: String, _ count: Int, words: Bool) {
        let members = (0..<count).map { (words ? "m" : "") + String($0) }
        redis("SADD \(key) " + members.joined(separator: " "))
    }

    @Test(arguments: [true, false]) func `members pop until the set is gone`(_ words: Bool) {
        fill("s", 100, words: words)
        let log = EventLog(redis)
        var seen: Set<String> = []
        for _ in 0..<99 {
            seen.formUnion(redis.list("SPOP s"))
            redis.setValue("s")?.checkInvariants()
        }
        #expect(log.take() == Array(repeating: "0 spop s", count: 99))
        seen.formUnion(redis.list("SPOP s"))
        #expect(log.take() == ["0 spop s", "0 del s"])
        #expect(seen.count == 100)
        #expect(redis("SPOP s") == "$-1\r\n")
    }

    @Test(arguments: [1, 10, 60, 90, 99, 100, 101], [true, false])
    func `a number of members pops, and the others stay`(_ count: Int, _ words: Bool) {
        fill("s", 100, words: words)
        redis("EXPIRE s 100")
        let popped = Set(redis.list("SPOP s \(count)"))
        redis.setValue("s")?.checkInvariants()
        let rest = Set(redis.members("s"))
        #expect(popped.count == min(count, 100))
        #expect(rest.count == 100 - popped.count)
        #expect(popped.isDisjoint(with: rest))
        #expect(redis("TTL s") == (rest.isEmpty ? ":-2\r\n" : ":100\r\n"))
    }

    @Test func `the few integers that remain of a large set are kept as integers`() {
        fill("s", 600, words: false)
        #expect(redis("OBJECT ENCODING s") == bulk("hashtable"))
        redis("SPOP s 590")
        #expect(redis("OBJECT ENCODING s") == bulk("intset"))
    }

    @Test(arguments: [
        ("SPOP str 1 2", "syntax error"), ("SPOP str -1", "value is out of range, must be positive"),
        ("SPOP str x", "value is out of range, must be positive"), ("SRANDMEMBER str 1 2", "syntax error"),
        ("SRANDMEMBER str x", "value is not an integer or out of range"),
        (
            "SRANDMEMBER str -9223372036854775808",
            "value is out of range, value must between -9223372036854775807 and 9223372036854775807"
        ),
    ])
    func `counts are read before the key`(_ line: String, _ message: String) {
        redis("SET str v")
        #expect(redis(line) == "-ERR \(message)\r\n")
    }

    @Test(arguments: [1, 5, 30, 50, 99, 100, 1000], [true, false])
    func `a positive count asks for different members`(_ count: Int, _ words: Bool) {
        fill("s", 100, words: words)
        let chosen = redis.list("SRANDMEMBER s \(count)")
        #expect(chosen.count == min(count, 100))
        #expect(Set(chosen).count == chosen.count)
        #expect(Set(chosen).isSubset(of: Set(redis.members("s"))))
        #expect(redis("SCARD s") == ":100\r\n")
    }

    @Test(arguments: [true, false]) func `a negative count allows members to repeat`(_ words: Bool) {
        fill("s", 3, words: words)
        let chosen = redis.list("SRANDMEMBER s -50")
        #expect(chosen.count == 50)
        #expect(Set(chosen).count == 3)
        #expect(redis("SRANDMEMBER missing -5") == "*0\r\n")
        #expect(redis("SRANDMEMBER missing") == "$-1\r\n")
    }

    @Test(arguments: [2, 6], [true, false])
    func `every member has the same chance to be chosen`(_ count: Int, _ words: Bool) {
        fill("s", 10, words: words)
        var hits: [String: Int] = [:]
        let rounds = 2000
        for _ in 0..<rounds {
            for member in redis.list("SRANDMEMBER s \(count)") { hits[member, default: 0] += 1 }
        }
        let expected = Double(rounds * count / 10)
        #expect(hits.count == 10)
        for (_, times) in hits { #expect(abs(Double(times) - expected) < expected * 0.25) }
    }

    @Test func `the same seed gives the same members`() {
        let (one, other) = (TestEngine(seed: 9), TestEngine(seed: 9))
        for redis in [one, other] { redis("SADD s a b c d e f g h i j k l m n") }
        for line in ["SPOP s", "SRANDMEMBER s 3", "SRANDMEMBER s -9", "SPOP s 5", "SMEMBERS s"] {
            #expect(one(line) == other(line))
        }
    }
}
