// SETBIT, GETBIT, BITCOUNT, BITPOS and BITOP where the cases compared with a server do not reach: against a model that
// looks at each bit, over all lengths and offsets around a word.

import RESP
import Testing

@testable import KVEngine

@Suite struct BitTests {
    private let redis = TestEngine()

    /// Strings of bytes of few kinds, so that runs of equal bits are long.
    private func samples() -> [[UInt8]] {
        var random = Random(seed: 7)
        return (0..<40).map { length in
            (0..<length).map { _ in [0, 0, 0xFF, 0xFF, 0x10, UInt8(random.below(256))][random.below(6)] }
        }
    }

    private func bit(_ bytes: [UInt8], _ index: Int) -> Bool {
        bytes[index >> 3] >> UInt8(7 - index & 7) & 1 == 1
    }

    @Test func `counting and searching agree with a look at every bit`() {
        var random = Random(seed: 11)
        for bytes in samples() where !bytes.isEmpty {
            for _ in 0..<30 {
                let (one, other) = (random.below(bytes.count * 8), random.below(bytes.count * 8))
                let range = min(one, other)..<max(one, other) + 1
                bytes.withByteView { view in
                    #expect(
                        view.setBitCount(in: range) == range.count { bit(bytes, $0) }, "\(bytes) \(range)")
                    for isSet in [true, false] {
                        let expected = range.first { bit(bytes, $0) == isSet }
                        #expect(
                            view.firstBit(in: range, set: isSet) == expected, "\(bytes) \(range) \(isSet)")
                    }
                }
            }
        }
    }

    @Test func `BITOP agrees with a look at every byte`() {
        let strings = samples()
        let operations: [(String, (UInt8, UInt8) -> UInt8)] = [
            ("AND", { $0 & $1 }), ("OR", { $0 | $1 }), ("XOR", { $0 ^ $1 }),
        ]
        for (left, right) in zip(strings, strings.reversed()) {
            for (name, combination) in operations {
                let words = [["SET", "a"], ["SET", "b"]].map { $0.map { Array($0.utf8) } }
                _ = redis.raw(arguments: words[0] + [left])
                _ = redis.raw(arguments: words[1] + [right])
                redis("BITOP \(name) d a b")
                let expected = (0..<max(left.count, right.count)).map { index in
                    combination(
                        index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
                }
                let reply = Array("$\(expected.count)\r\n".utf8) + expected + Array("\r\n".utf8)
                #expect(redis.raw("GET d") == reply)
            }
        }
    }

    @Test func `a string longer than its entry takes over the block that BITOP made`() {
        redis("SETRANGE a 9999 x")
        redis("SETRANGE b 4999 y")
        #expect(redis("BITOP OR a a b") == ":10000\r\n")
        #expect(redis("GETRANGE a 4999 4999") == bulk("y"))
        #expect(redis("BITOP AND a b b") == ":5000\r\n")
        #expect(redis("BITOP NOT a missing") == ":0\r\n")
        redis.checkInvariants()
    }

    @Test func `changes are counted as Redis's dirty counter does`() {
        let counters = redis.engine.counters
        let lines: [(String, Int)] = [
            ("SETBIT k 3 1", 1), ("SETBIT k 3 1", 0), ("SETBIT k 30 0", 1), ("BITOP NOT d k", 1),
            ("BITOP NOT d missing", 1), ("BITOP NOT d missing", 0), ("BITFIELD k GET u8 0", 0),
            ("BITFIELD k SET u8 0 9 SET u8 8 0 INCRBY u8 0 1", 2),
            ("BITFIELD k SET u8 32 0 SET u8 0 10", 2), ("BITFIELD k OVERFLOW FAIL INCRBY u8 0 255", 0),
        ]
        for (line, changes) in lines {
            let before = counters.value.dirty
            redis(line)
            #expect(counters.value.dirty - before == changes, "\(line)")
        }
    }

    @Test func `a string grows to the limit and no further`() {
        redis("CONFIG SET proto-max-bulk-len 1048576")
        #expect(redis("BITFIELD k SET u8 8388600 2") == "*1\r\n:0\r\n")
        #expect(redis("STRLEN k") == ":1048576\r\n")
        // What begins within the limit may end beyond it.
        #expect(redis("BITFIELD k SET u63 8388607 1") == "*1\r\n:0\r\n")
        #expect(redis("STRLEN k") == ":1048584\r\n")
        #expect(redis("SETBIT k 8388608 1").hasPrefix("-ERR bit offset"))
        redis.checkInvariants()
    }

    @Test func `a copy keeps its bits when the original changes in place`() {
        for offset in [10, 100, 1000, 100_000] {
            redis("SETBIT k \(offset) 1")
            redis("COPY k c REPLACE")
            redis("SETBIT k \(offset) 0")
            #expect(redis("GETBIT c \(offset)") == ":1\r\n")
        }
    }
}
