// SSCAN and HSCAN: options, and the promise that what is there all the time is returned, while the table grows
// and shrinks between the calls.

import Testing

@testable import KVEngine

struct CollectionScanTests {
    let redis = TestEngine()

    @Test(arguments: ["SSCAN", "HSCAN"])
    func `a missing key ends a scan before its options, a bad cursor before that`(_ command: String) {
        redis("SET str v")
        #expect(redis("\(command) missing 0 WRONG") == "*2\r\n$1\r\n0\r\n*0\r\n")
        #expect(redis("\(command) missing x") == "-ERR invalid cursor\r\n")
        #expect(redis("\(command) str x") == "-ERR invalid cursor\r\n")
        #expect(redis("\(command) str 0 WRONG") == wrongType)
    }

    @Test func `what is flat comes all at once, in its order`() {
        redis("SADD i 30 1 12")
        #expect(redis("SSCAN i 7 COUNT 1") == "*2\r\n$1\r\n0\r\n" + bulks("1", "12", "30"))
        #expect(redis("SSCAN i 0 MATCH 1*") == "*2\r\n$1\r\n0\r\n" + bulks("1", "12"))
        redis("HSET h b 1 a 2")
        #expect(redis("HSCAN h 7 COUNT 1") == "*2\r\n$1\r\n0\r\n" + bulks("b", "1", "a", "2"))
        #expect(redis("HSCAN h 0 MATCH a") == "*2\r\n$1\r\n0\r\n" + bulks("a", "2"))
        #expect(redis("HSCAN h 0 COUNT 0") == "-ERR syntax error\r\n")
    }

    @Test(arguments: ["SSCAN", "HSCAN"]) func `COUNT is respected`(_ command: String) {
        for index in 0..<1000 { redis(command == "SSCAN" ? "SADD k m\(index)" : "HSET k m\(index) v") }
        var (cursor, calls, found) = ("0", 0, Set<String>())
        repeat {
            let step = redis.step(command, "k", "\(cursor) COUNT 50")
            #expect(step.found.count < 70 * (command == "SSCAN" ? 1 : 2))
            found.formUnion(step.found)
            (cursor, calls) = (step.next, calls + 1)
        } while cursor != "0"
        #expect(found.subtracting(["v"]).count == 1000)
        #expect((12...21).contains(calls))
    }

    /// Members `keep…` stay; members `n…` come and go by the hundred between the calls of a scan, so that the
    /// table doubles and halves many times.
    @Test(arguments: [("SSCAN", 1), ("SSCAN", 2), ("HSCAN", 3), ("HSCAN", 4)] as [(String, UInt64)])
    func `what stays through a scan is returned by it`(_ command: String, _ seed: UInt64) {
        let isSet = command == "SSCAN"
        var random = Random(seed: seed)
        let kept = Set((0..<40).map { "keep\($0)" })
        redis.batch(kept.sorted().map { isSet ? "SADD k \($0)" : "HSET k \($0) v" } + ["HSET k x v"])
        redis("CONFIG SET hash-max-listpack-entries 0")
        var (cursor, missing, scans, passing, sizes) = ("0", kept, 0, 0, Set<Int>())
        while scans < 40 {
            let step = redis.step(command, "k", cursor)
            missing.subtract(step.found)
            cursor = step.next
            if cursor == "0" {
                #expect(missing.isEmpty, "scan \(scans) of seed \(seed) missed \(missing.sorted())")
                (missing, scans) = (kept, scans + 1)
            }
            let wanted = random.below(2) == 0 ? random.below(40) : random.below(900)
            let names = wanted < passing ? wanted..<passing : passing..<wanted
            if !names.isEmpty {
                let add = names.map { isSet ? "n\($0)" : "n\($0) v" }.joined(separator: " ")
                let remove = names.map { "n\($0)" }.joined(separator: " ")
                let command = wanted < passing ? (isSet ? "SREM" : "HDEL") : (isSet ? "SADD" : "HSET")
                redis("\(command) k " + (wanted < passing ? remove : add))
            }
            passing = wanted
            sizes.insert(bucketCount())
        }
        #expect(sizes.count >= 4, "the table did not change its size enough: \(sizes)")
        redis.setValue("k")?.checkInvariants()
        redis.hashValue("k")?.checkInvariants()
    }

    private func bucketCount() -> Int {
        if case .table(let table)? = redis.setValue("k")?.form { return table.bucketCount }
        if case .table(let table)? = redis.hashValue("k")?.form { return table.bucketCount }
        return 0
    }
}
