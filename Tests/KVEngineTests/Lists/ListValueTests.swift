// What the keyspace relies on in list values: their memory, their limit, and copies that stand alone.

import RESP
import Testing

@testable import KVEngine

@Suite struct ListValueTests {
    let redis = TestEngine()

    private func value(at key: String) throws -> ListValue {
        let entry = key.withByteView { redis.engine.databases[0].keys.find($0) }
        return try #require(entry).object(as: ListValue.self)
    }

    @Test(arguments: [-2, -1, 1, 3, 32]) func `memory stays accounted for under random commands`(_ limit: Int)
        throws
    {
        var random = Random(seed: UInt64(bitPattern: Int64(limit)))
        redis.engine.settings.listMaxListpackSize = limit
        for round in 0..<1200 {
            let key = ["a", "b"][random.below(2)]
            let element = String(repeating: "e", count: [1, 20, 300][random.below(3)]) + "\(random.below(5))"
            let index = random.below(40) - 20
            let commands = [
                "LPUSH \(key) \(element)", "RPUSH \(key) \(element) \(element)", "LPOP \(key)",
                "RPOP \(key) 2",
                "LINSERT \(key) AFTER \(element) new", "LREM \(key) \(index) \(element)",
                "LSET \(key) \(index) \(element)", "LMOVE a b LEFT RIGHT", "RPUSH \(key) \(element)",
                "LPUSH \(key) x y z", "LTRIM \(key) 0 90",
            ]
            redis(commands[random.below(commands.count)])
            guard round % 8 == 0 else { continue }
            var bytes = redis.engine.databases[0].keys.bucketBytes
            redis.engine.databases[0].keys.forEach { entry in
                entry.object(as: ListValue.self).elements.checkInvariants()
                bytes += entry.memoryUsage
            }
            #expect(
                redis.engine.databases[0].memoryUsage == bytes
                    + redis.engine.databases[0].deadlines.memoryUsage)
        }
    }

    @Test func `a list is a quicklist at any length`() throws {
        redis("RPUSH l a")
        #expect(try value(at: "l").encoding.description == "quicklist")
        redis(arguments: ["RPUSH", "l"] + (0..<2000).map(String.init))
        #expect(try value(at: "l").encoding.description == "quicklist")
    }

    @Test func `a copy does not follow the original`() throws {
        redis("RPUSH l a b c")
        let (settings, seed) = (redis.engine.settings, redis.engine.hashSeed)
        let copy = try #require(try value(at: "l").copy(settings: settings, seed: seed) as? ListValue)
        redis("LPOP l")
        var elements: [String] = []
        copy.forEach { elements.append(String($0)) }
        #expect(elements == ["a", "b", "c"])
        #expect(try value(at: "l").count == 2)
    }

    @Test(arguments: [
        ("RPUSH l x y", 2), ("LPUSHX missing x", 0), ("LPOP l 2", 2), ("RPOP l 9", 4), ("LPOP l 0", 0),
        ("LSET l 0 v", 1), ("LINSERT l BEFORE b x", 1), ("LINSERT l BEFORE z x", 0), ("LREM l 0 a", 2),
        ("LTRIM l 1 -2", 2), ("LTRIM l 0 -1", 0), ("LTRIM l 1 0", 4), ("LMOVE l m LEFT LEFT", 1),
        ("LMPOP 1 l LEFT COUNT 3", 3), ("SORT l ALPHA STORE d", 4), ("SORT missing STORE l", 1),
    ])
    func `changes are counted as a server counts them`(_ command: String, _ changes: Int) {
        redis("RPUSH l a b a c")
        let before = redis.engine.counters.value.dirty
        redis(command)
        #expect(redis.engine.counters.value.dirty - before == changes)
    }
}
