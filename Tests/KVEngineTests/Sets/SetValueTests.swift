// The set and hash values against models, with their invariants and the keyspace's accounts.

import RESP
import Testing

@testable import KVEngine

struct SetValueTests {
    let redis = TestEngine()

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a set agrees with Swift's through random changes`(_ seed: UInt64) {
        redis("CONFIG SET set-max-intset-entries 30")
        var random = Random(seed: seed)
        var model: Set<String> = []
        for turn in 0..<1500 {
            let limit = 1 + turn % 200
            let member = (turn > 700 && random.below(9) == 0 ? "m" : "") + String(random.below(limit))
            if random.below(5) < 3 {
                let isNew = model.insert(member).inserted
                #expect(redis("SADD s \(member)") == (isNew ? ":1\r\n" : ":0\r\n"))
            } else {
                let wasThere = model.remove(member) != nil
                #expect(redis("SREM s \(member)") == (wasThere ? ":1\r\n" : ":0\r\n"))
            }
            redis.setValue("s")?.checkInvariants()
        }
        #expect(redis.members("s") == model.sorted())
    }

    @Test func `copies are independent`() {
        redis.batch(["SADD i 1 2", "SADD t a b", "COPY i i2", "COPY t t2", "SREM i 1", "SADD t c"])
        #expect(redis.members("i2") == ["1", "2"])
        #expect(redis.members("t2") == ["a", "b"])
        for key in ["i2", "t2"] { redis.setValue(key)?.checkInvariants() }
    }

    @Test func `memory is given back to the last byte`() {
        let before = redis.engine.databases[0].memoryUsage - redis.engine.databases[0].keys.bucketBytes
        redis("SADD s " + (0..<2000).map { "m\($0)" }.joined(separator: " "))
        redis("HSET h " + (0..<2000).map { "f\($0) v\($0)" }.joined(separator: " "))
        for index in 0..<1900 { redis.batch(["SREM s m\(index)", "HDEL h f\(index)", "HGET h f1950"]) }
        #expect(redis.engine.databases[0].memoryUsage > before)
        redis.batch(["SPOP s 1000", "DEL h"])
        let after = redis.engine.databases[0].memoryUsage - redis.engine.databases[0].keys.bucketBytes
        #expect(after == before)
    }

    @Test func `choosing indices gives each one once`() {
        var random = Random(seed: 5)
        for total in [1, 2, 3, 10, 100] {
            for wanted in 0...total {
                var chosen: [Int] = []
                random.choose(wanted, of: total) { chosen.append($0) }
                #expect(chosen.count == wanted)
                #expect(Set(chosen).count == wanted)
                #expect(chosen.allSatisfy { (0..<total).contains($0) })
            }
        }
    }
}
