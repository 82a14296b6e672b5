// What keeps one request from taking all memory, whatever numbers it has.

import Testing

@testable import KVEngine

@Suite struct LimitTests {
    let redis = TestEngine()

    init() {
        redis("SADD set a b c")
        redis("HSET hash field value other value")
        redis("ZADD zset 1 a 2 b")
        redis("CONFIG SET proto-max-bulk-len 1mb")
    }

    @Test(arguments: ["SRANDMEMBER set", "HRANDFIELD hash", "ZRANDMEMBER zset"])
    func `elements that repeat fill no more than a string may hold`(_ command: String) {
        for count in ["-4611686018427387903", "-1000000000", "-174763", "-160000"] {
            #expect(redis("\(command) \(count)") == "-ERR value is out of range\r\n")
        }
        #expect(redis("\(command) -1000").hasPrefix("*1000\r\n"))
        #expect(redis("\(command) 4611686018427387903").hasPrefix("*"))
    }

    @Test func `without a key there is nothing to repeat`() {
        #expect(redis("SRANDMEMBER none -9223372036854775807") == "*0\r\n")
    }

    @Test func `a string stays within what a request could hold, whatever the setting`() {
        redis("CONFIG SET proto-max-bulk-len 9223372036854775807")
        let refusal = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n"
        #expect(redis("SETRANGE long 9223372036854775000 x") == refusal)
        #expect(redis("SETRANGE long 4000000000 x") == refusal)
        #expect(redis("EXISTS long") == ":0\r\n")
    }

    @Test func `no more keys are sampled for eviction than make sense`() {
        redis("CONFIG SET maxmemory-policy volatile-lru maxmemory-samples 2147483647")
        for number in 0..<100 { redis("SET key:\(number) value EX 100") }
        #expect(redis("CONFIG SET maxmemory 1kb") == "+OK\r\n")
        redis("PING")
        #expect(redis.engine.counters.value.evictedKeys > 50)
    }

    @Test func `a parameter is told once, however often it is asked for`() {
        let names = Array(repeating: "maxmem*", count: 1000) + ["maxmemory", "hz", "hz"]
        let reply = redis(arguments: ["CONFIG", "GET"] + names)
        #expect(TestEngine.bulks(in: reply).filter { $0 == "maxmemory" }.count == 1)
        #expect(TestEngine.bulks(in: reply).filter { $0 == "hz" }.count == 1)
    }
}
