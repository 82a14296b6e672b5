// ZSCAN: options, the spelling of scores, and the promise that what is there all the time is returned, while
// the table grows and shrinks between the calls.

import Testing

@testable import KVEngine

struct SortedSetScanTests {
    let redis = TestEngine()

    @Test func `a missing key ends a scan before its options, a bad cursor before that`() {
        redis("SET str v")
        #expect(redis("ZSCAN missing 0 WRONG") == "*2\r\n$1\r\n0\r\n*0\r\n")
        #expect(redis("ZSCAN str x") == "-ERR invalid cursor\r\n")
        #expect(redis("ZSCAN str 0 WRONG") == wrongType)
        redis("ZADD z 1 a")
        #expect(redis("ZSCAN z 0 COUNT 0") == "-ERR syntax error\r\n")
    }

    @Test func `a listpack comes all at once, its whole scores spelled as integers`() {
        redis("ZADD z 1 a 1e17 b 0.5 c 4611686018427387904 d 4611686018427388928 e -inf f")
        #expect(
            redis.list("ZSCAN z 9 COUNT 1") == [
                "0", "f", "-inf", "c", "0.5", "a", "1", "b", "100000000000000000", "d", "4611686018427387904",
                "e", "4.6116860184273889e+18",
            ])
        #expect(redis.list("ZSCAN z 0 MATCH [ab]") == ["0", "a", "1", "b", "100000000000000000"])
        redis("HELLO 3")
        #expect(redis("ZSCAN z 0 MATCH c") == "*2\r\n$1\r\n0\r\n*2\r\n$1\r\nc\r\n$3\r\n0.5\r\n")
        redis("CONFIG SET zset-max-listpack-entries 0")
        redis("ZADD z 2 g")
        #expect(redis("ZSCAN z 0 MATCH b COUNT 99") == "*2\r\n$1\r\n0\r\n*2\r\n$1\r\nb\r\n$5\r\n1e+17\r\n")
    }

    /// Members `keep…` stay; members `n…` come and go by the hundred between the calls of a scan, so that the
    /// table doubles and halves many times.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `what stays through a scan is returned by it`(_ seed: UInt64) {
        redis("CONFIG SET zset-max-listpack-entries 0")
        var random = Random(seed: seed)
        let kept = Set((0..<40).map { "keep\($0)" })
        redis.batch(kept.sorted().map { "ZADD z 1 \($0)" })
        var (cursor, missing, scans, passing, sizes) = ("0", kept, 0, 0, Set<Int>())
        while scans < 40 {
            let found = redis.list("ZSCAN z \(cursor)")
            missing.subtract(found.dropFirst())
            cursor = found[0]
            if cursor == "0" {
                #expect(missing.isEmpty, "scan \(scans) of seed \(seed) missed \(missing.sorted())")
                (missing, scans) = (kept, scans + 1)
            }
            let wanted = random.below(2) == 0 ? random.below(40) : random.below(900)
            if wanted < passing {
                redis("ZREM z " + (wanted..<passing).map { "n\($0)" }.joined(separator: " "))
            } else if wanted > passing {
                redis("ZADD z " + (passing..<wanted).map { "\($0) n\($0)" }.joined(separator: " "))
            }
            passing = wanted
            if case .indexed(let scores)? = redis.sortedSetValue("z")?.form {
                sizes.insert(scores.table.bucketCount)
            }
        }
        #expect(sizes.count >= 4, "the table did not change its size enough: \(sizes)")
        redis.sortedSetValue("z")?.checkInvariants()
    }
}
