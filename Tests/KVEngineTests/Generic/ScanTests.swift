// SCAN: its options, and its promise through the command interface.

import RESP
import Testing

@testable import KVEngine

struct ScanTests {
    let redis = TestEngine()

    @Test func `options are read in order and each wants its value`() {
        let syntax = "-ERR syntax error\r\n"
        #expect(redis("SCAN x COUNT y") == "-ERR invalid cursor\r\n")
        #expect(redis("SCAN 0 COUNT") == syntax)
        #expect(redis("SCAN 0 COUNT 0 WRONG 1") == syntax)
        #expect(redis("SCAN 0 COUNT x WRONG 1") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("SCAN 0 WRONG 1 COUNT x") == syntax)
        #expect(redis("SCAN 0 TYPE") == syntax)
        #expect(redis("SCAN -1 MATCH a COUNT 9223372036854775807 TYPE b") == "*2\r\n$1\r\n0\r\n*0\r\n")
    }

    @Test func `TYPE and MATCH drop keys after they were counted`() {
        redis.batch(["SET a1 1", "RPUSH a2 1", "SET b1 1"])
        #expect(redis.scan("0", "COUNT 100 TYPE STRING").keys.sorted() == ["a1", "b1"])
        #expect(redis.scan("0", "COUNT 100 MATCH a* TYPE list").keys == ["a2"])
        #expect(redis.scan("0", "COUNT 100 TYPE stream").keys == [])
        #expect(redis.scan("0", "COUNT 100 MATCH zzz") == ("0", []))
    }

    @Test func `comparing types counts as a look-up, scanning does not`() {
        redis.batch(["SET a 1", "SET b 1"])
        redis("SCAN 0")
        #expect(redis.engine.counters.value.keyspaceHits == 0)
        redis("SCAN 0 TYPE list")
        #expect(redis.engine.counters.value.keyspaceHits == 2)
    }

    @Test func `COUNT is about how many keys a call returns`() {
        redis.batch((0..<2000).map { "SET k\($0) v" })
        var (cursor, calls, found) = ("0", 0, Set<String>())
        repeat {
            let step = redis.scan(cursor, "COUNT 50")
            #expect(step.keys.count < 70)
            found.formUnion(step.keys)
            (cursor, calls) = (step.next, calls + 1)
        } while cursor != "0"
        #expect(found.count == 2000)
        #expect((30...41).contains(calls))
    }

    @Test func `a scan removes what has expired and returns the rest`() {
        redis.engine.state.value.expiresActively = false
        redis.batch((0..<100).map { "SET k\($0) v" })
        redis.batch((0..<50).map { "PEXPIRE k\($0) 5" })
        redis.advance(milliseconds: 5)
        #expect(Set(redis.scan("0", "COUNT 1000").keys) == Set((50..<100).map { "k\($0)" }))
        #expect(redis("DBSIZE") == ":50\r\n")
        redis.checkInvariants()
    }

    /// Between any two calls the keyspace swells or shrivels, so that the table is resized all the time.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a key that is there all the time is returned, whatever comes and goes`(seed: UInt64) {
        let redis = TestEngine(seed: seed)
        var random = Random(seed: seed)
        let lasting = Set((0..<12).map { "lasting\($0)" })
        redis.batch(lasting.sorted().map { "SET \($0) v" })
        var (resizes, buckets) = (0, redis.engine.databases[0].keys.bucketCount)
        for _ in 0..<130 {
            var (cursor, found) = ("0", Set<String>())
            repeat {
                let step = redis.scan(cursor, "COUNT \(1 + random.below(3))")
                found.formUnion(step.keys)
                cursor = step.next
                for line in Self.disturbance(&random) {
                    redis(line)
                    let now = redis.engine.databases[0].keys.bucketCount
                    resizes += now == buckets ? 0 : 1
                    buckets = now
                }
            } while cursor != "0"
            #expect(lasting.isSubset(of: found))
        }
        #expect(resizes > 600)
        redis.checkInvariants()
    }

    private static func disturbance(_ random: inout Random) -> [String] {
        let names = (0..<random.below(120)).map { "passing\($0)" }
        guard !names.isEmpty, random.below(2) == 0 else {
            return ["DEL passing " + (0..<120).map { "passing\($0)" }.joined(separator: " ")]
        }
        return names.map { "SET \($0) v" }
    }
}
