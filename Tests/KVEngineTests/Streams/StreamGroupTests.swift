// Groups against what must be true of them: seeded random commands of groups, invariants after each.

import RESP
import Testing

@testable import KVEngine

@Suite struct StreamGroupTests {
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `a group and its consumers agree whatever is done`(seed: UInt64) {
        let redis = TestEngine()
        var random = Random(seed: seed)
        redis("CONFIG SET stream-node-max-entries 3")
        redis("XGROUP CREATE s g 0 MKSTREAM")
        for _ in 0..<800 {
            let (id, consumer) = (1 + random.below(60), "c\(random.below(4))")
            switch random.below(12) {
            case 0...2: redis("XADD s * f v")
            case 3: redis("XADD s MAXLEN ~ 20 * f v")
            case 4, 5: redis("XREADGROUP GROUP g \(consumer) COUNT \(1 + random.below(3)) STREAMS s >")
            case 6: redis("XREADGROUP GROUP g \(consumer) COUNT 2 STREAMS s 0")
            case 7: redis("XAUTOCLAIM s g \(consumer) \(random.below(2) * 50) - COUNT 3")
            case 8: redis("XGROUP SETID s g \(random.below(2) == 0 ? "0" : "$")")
            case 9: redis("XGROUP DELCONSUMER s g \(consumer)")
            case 10: redis("XCLAIM s g \(consumer) 0 \(TestEngine.epoch + Int64(id)) FORCE")
            default:
                redis("XACK s g \(TestEngine.epoch + Int64(id))")
                redis("XDEL s \(TestEngine.epoch + Int64(id))")
            }
            redis.advance(milliseconds: Int64(random.below(3)))
            check(redis)
        }
        redis("XGROUP DESTROY s g")
        check(redis)
    }

    private func check(_ redis: TestEngine) {
        let entry = Array("s".utf8).withByteView { redis.engine.databases[0].keys.find($0) }
        entry?.object(as: StreamValue.self).checkInvariants()
        redis.engine.databases[0].checkInvariants()
    }

    @Test func `a group that is gone takes no memory`() {
        let redis = TestEngine()
        redis("XADD s 1 f v")
        let before = redis("MEMORY USAGE s")
        redis("XGROUP CREATE s g 0")
        redis("XREADGROUP GROUP g c STREAMS s >")
        redis("XGROUP CREATECONSUMER s g d")
        #expect(redis("MEMORY USAGE s") != before)
        redis("XGROUP DESTROY s g")
        #expect(redis("MEMORY USAGE s") == before)
    }

    @Test func `those who wait for a group are told when its stream expires`() {
        let redis = TestEngine()
        let reader = redis.anotherClient()
        redis("XGROUP CREATE s g 0 MKSTREAM")
        #expect(reader("XREADGROUP GROUP g c BLOCK 0 STREAMS s >") == "")
        #expect(reader.outcome == .blocked)
        redis("PEXPIRE s 100")
        redis.advance(milliseconds: 100)
        #expect(reader.takeMail() == "-UNBLOCKED the stream key no longer exists\r\n")
    }
}
