// The hash value against a model, and HRANDFIELD, in both encodings.

import RESP
import Testing

@testable import KVEngine

struct HashValueTests {
    let redis = TestEngine()

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a hash agrees with a dictionary through random changes`(_ seed: UInt64) {
        redis("CONFIG SET hash-max-listpack-entries 30")
        var random = Random(seed: seed)
        var model: [String: String] = [:]
        for turn in 0..<1500 {
            let field = "f\(random.below(1 + turn % 200))"
            if random.below(5) < 3 {
                let value = String(repeating: "v", count: 1 + random.below(40))
                #expect(redis("HSET h \(field) \(value)") == (model[field] == nil ? ":1\r\n" : ":0\r\n"))
                model[field] = value
            } else {
                let wasThere = model.removeValue(forKey: field) != nil
                #expect(redis("HDEL h \(field)") == (wasThere ? ":1\r\n" : ":0\r\n"))
            }
            if turn % 5 == 0 { redis.hashValue("h")?.checkInvariants() }
        }
        #expect(pairs("HGETALL h") == model)
        redis("COPY h h2")
        redis("HSET h more 1")
        #expect(pairs("HGETALL h2") == model)
        redis.hashValue("h2")?.checkInvariants()
    }

    private func pairs(_ line: String) -> [String: String] {
        let found = redis.list(line)
        let fields = stride(from: 0, to: found.count, by: 2).map { (found[$0], found[$0 + 1]) }
        return Dictionary(fields) { first, _ in first }
    }

    /// A hash of 60 fields, flat or in a table.
    private func fill(table: Bool) {
        redis("CONFIG SET hash-max-listpack-entries \(table ? 0 : 512)")
        redis("HSET h " + (0..<60).map { "f\($0) v\($0)" }.joined(separator: " "))
    }

    @Test(arguments: [1, 5, 19, 20, 59, 60, 1000], [true, false])
    func `a positive count asks for different fields`(_ count: Int, _ table: Bool) {
        fill(table: table)
        let fields = redis.list("HRANDFIELD h \(count)")
        #expect(fields.count == min(count, 60))
        #expect(Set(fields).count == fields.count)
        let chosen = pairs("HRANDFIELD h \(count) WITHVALUES")
        #expect(chosen.count == min(count, 60))
        #expect(chosen.allSatisfy { field, value in value == "v" + field.dropFirst() })
    }

    @Test(arguments: [true, false]) func `a negative count allows fields to repeat`(_ table: Bool) {
        fill(table: table)
        #expect(redis.list("HRANDFIELD h -200").count == 200)
        #expect(redis.list("HRANDFIELD h -200 withvalues").count == 400)
        #expect(Set(redis.list("HRANDFIELD h -1000")).count == 60)
        #expect(redis.list("HRANDFIELD h").count == 1)
    }

    @Test(arguments: [true, false]) func `every field has the same chance`(_ table: Bool) {
        fill(table: table)
        redis("HDEL h " + (12..<60).map { "f\($0)" }.joined(separator: " "))
        var hits: [String: Int] = [:]
        for _ in 0..<3000 { for field in redis.list("HRANDFIELD h 2") { hits[field, default: 0] += 1 } }
        #expect(hits.count == 12)
        for (_, times) in hits { #expect(abs(times - 500) < 125) }
    }

    @Test func `RESP3 answers fields with their values in pairs`() {
        redis("HSET h a 1 b 2")
        redis("HELLO 3")
        #expect(redis("HRANDFIELD h 5 WITHVALUES") == "*2\r\n" + bulks("a", "1") + bulks("b", "2"))
        #expect(redis("HRANDFIELD h 5") == bulks("a", "b"))
        #expect(redis("HRANDFIELD h 0 WITHVALUES") == "*0\r\n")
    }

    @Test(arguments: [
        ("x WRONG", "value is not an integer or out of range"), ("1 WRONG", "syntax error"),
        ("1 WITHVALUES x", "syntax error"), ("4611686018427387904 WITHVALUES", "value is out of range"),
        ("4611686018427387904 WITHVALUES x", "syntax error"),
    ])
    func `the count and the option are read before the key`(_ arguments: String, _ message: String) {
        redis("SET str v")
        #expect(redis("HRANDFIELD str \(arguments)") == "-ERR \(message)\r\n")
        #expect(redis("HRANDFIELD missing 4611686018427387904") == "*0\r\n")
    }
}
