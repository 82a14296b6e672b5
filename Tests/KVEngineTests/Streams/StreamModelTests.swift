// A stream against a list of entries: seeded random commands with small nodes, invariants after each.

import RESP
import Testing

@testable import KVEngine

@Suite struct StreamModelTests {
    /// What a stream should hold: an ID is a number here, and so is the one value of an entry.
    private struct Model {
        let redis: TestEngine
        var random: Random
        var entries: [Int] = []
        var last = 0

        mutating func step() {
            switch random.below(12) {
            case 0..<7:
                last += 1 + random.below(3)
                // Fields that differ, so that some are kept with their entry.
                redis("XADD s \(last) \(random.below(4) == 0 ? "g" : "f") \(last)")
                entries.append(last)
            case 7, 8:
                let id = entries.isEmpty ? 1 : entries[random.below(entries.count)]
                #expect(redis("XDEL s \(id)") == ":\(entries.contains(id) ? 1 : 0)\r\n")
                entries.removeAll { $0 == id }
            case 9:
                let length = random.below(entries.count + 2)
                redis("XTRIM s MAXLEN \(length)")
                entries = entries.suffix(length)
            case 10:
                let id = max(last - random.below(40), 0)
                redis("XTRIM s MINID \(id)")
                entries.removeAll { $0 < id }
            default: redis("XTRIM s MAXLEN ~ \(entries.count)")
            }
        }

        mutating func check() {
            guard let stream = StreamModelTests.stream(in: redis) else { return }
            stream.checkInvariants()
            redis.engine.databases[0].checkInvariants()
            let (low, high) = (random.below(last + 2), random.below(last + 2))
            for reversed in [false, true] {
                var found: [Int] = []
                let interval = StreamInterval(
                    lower: StreamID(milliseconds: UInt64(low), sequence: 0),
                    upper: StreamID(milliseconds: UInt64(high), sequence: .max))
                stream.forEach(in: interval, reversed: reversed) { entry in
                    found.append(Int(entry.id.milliseconds))
                    entry.forEach { _, value in #expect(String(value) == "\(entry.id.milliseconds)") }
                    return true
                }
                let wanted = entries.filter { low <= $0 && $0 <= high }
                #expect(found == (reversed ? wanted.reversed() : wanted))
            }
        }
    }

    private static func stream(in redis: TestEngine) -> StreamValue? {
        let entry = Array("s".utf8).withByteView { redis.engine.databases[0].keys.find($0) }
        return entry?.object(as: StreamValue.self)
    }

    @Test(arguments: [(1, 4096), (3, 4096), (100, 60), (0, 0)], [UInt64(1), 2, 3])
    func `it holds what was added and has not gone`(node: (entries: Int, bytes: Int), seed: UInt64) {
        let redis = TestEngine()
        redis("CONFIG SET stream-node-max-entries \(node.entries) stream-node-max-bytes \(node.bytes)")
        var model = Model(redis: redis, random: Random(seed: seed))
        for _ in 0..<600 {
            model.step()
            model.check()
        }
    }

    @Test func `a copy shares nothing that changes`() throws {
        let redis = TestEngine()
        for id in 1...5 { redis("XADD s \(id) f v\(id)") }
        redis("XGROUP CREATE s g 0")
        redis("XREADGROUP GROUP g c COUNT 3 STREAMS s >")
        redis("COPY s t")
        let before = redis("XINFO STREAM t FULL")
        redis("XDEL s 2")
        redis("XADD s 6 f v6")
        redis("XACK s g 1")
        redis("XREADGROUP GROUP g d STREAMS s >")
        #expect(redis("XINFO STREAM t FULL") == before)
        redis("XTRIM t MAXLEN 0")
        #expect(redis("XLEN s") == ":5\r\n")
        try #require(StreamModelTests.stream(in: redis)).checkInvariants()
        redis.engine.databases[0].checkInvariants()
    }

    @Test func `many fields take their names once`() throws {
        let redis = TestEngine()
        for id in 1...100 { redis("XADD s \(id) temperature \(id) humidity \(id)") }
        let stream = try #require(StreamModelTests.stream(in: redis))
        #expect(stream.nodes.count == 1)
        #expect(stream.nodes[0].bytes.count < 100 * 14)
    }
}
