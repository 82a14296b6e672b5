// HSET and its kin, single fields, everything at once, and the two encodings.

import Testing

@testable import KVEngine

struct HashFieldTests {
    let redis = TestEngine()
    private let long = String(repeating: "x", count: 65)

    @Test func `only new fields are counted, and the last value of a field wins`() {
        #expect(redis("HSET h a 1 b 2 a 3") == ":2\r\n")
        #expect(redis("HSET h b 4 c 5") == ":1\r\n")
        #expect(redis("HMSET h c 6") == "+OK\r\n")
        #expect(redis("HGETALL h") == bulks("a", "3", "b", "4", "c", "6"))
        #expect(redis("HKEYS h") == bulks("a", "b", "c"))
        #expect(redis("HVALS h") == bulks("3", "4", "6"))
        #expect(redis("HLEN h") == ":3\r\n")
    }

    @Test(arguments: ["HSET", "HMSET"]) func `a field without a value is noticed first`(_ command: String) {
        redis("SET str v")
        let refusal = "-ERR wrong number of arguments for '\(command.lowercased())' command\r\n"
        #expect(redis("\(command) str a 1 b") == refusal)
        #expect(redis("\(command) str a 1") == wrongType)
    }

    @Test func `single fields are read`() {
        redis("HSET h a 1 e \"\" n 12345")
        #expect(redis("HGET h a") == bulk("1"))
        #expect(redis("HGET h zz") == "$-1\r\n")
        #expect(redis("HGET missing a") == "$-1\r\n")
        #expect(redis("HMGET h n zz e n") == "*4\r\n$5\r\n12345\r\n$-1\r\n$0\r\n\r\n$5\r\n12345\r\n")
        #expect(redis("HMGET missing a b") == "*2\r\n$-1\r\n$-1\r\n")
        #expect(redis("HSTRLEN h n") == ":5\r\n")
        #expect(redis("HSTRLEN h zz") == ":0\r\n")
        #expect(redis("HEXISTS h e") == ":1\r\n")
        #expect(redis("HEXISTS h 1") == ":0\r\n")
    }

    @Test func `HSETNX keeps what is there`() {
        #expect(redis("HSETNX h a 1") == ":1\r\n")
        let log = EventLog(redis)
        #expect(redis("HSETNX h a \(long)") == ":0\r\n")
        #expect(log.take() == [])
        #expect(redis("HGET h a") == bulk("1"))
        #expect(redis("OBJECT ENCODING h") == bulk("listpack"))
    }

    @Test func `a hash goes with its last field`() {
        redis("HSET h a 1 b 2")
        let log = EventLog(redis)
        #expect(redis("HDEL h zz") == ":0\r\n")
        #expect(redis("HDEL h a zz b a") == ":2\r\n")
        #expect(log.take() == ["0 hdel h", "0 del h"])
        #expect(redis("HDEL h a") == ":0\r\n")
        #expect(redis("EXISTS h") == ":0\r\n")
    }

    @Test func `one event tells of all the fields set`() {
        let log = EventLog(redis)
        redis("HSET h a 1 b 2")
        redis("HMSET h a 1")
        redis("HSETNX h c 1")
        #expect(log.take() == ["0 hset h", "0 hset h", "0 hset h"])
        #expect(redis.engine.counters.value.dirty == 4)
    }

    @Test func `a long field or value makes a table of the hash`() {
        let limit = String(repeating: "y", count: 64)
        redis("HSET h \(limit) \(limit)")
        #expect(redis("OBJECT ENCODING h") == bulk("listpack"))
        redis("HSET h a \(long)")
        #expect(redis("OBJECT ENCODING h") == bulk("hashtable"))
        redis("HSET g \(long) 1")
        #expect(redis("OBJECT ENCODING g") == bulk("hashtable"))
        redis("HDEL h a")
        #expect(redis("OBJECT ENCODING h") == bulk("hashtable"))
        #expect(redis("HGET h \(limit)") == bulk(limit))
    }

    @Test func `many fields make a table of the hash`() {
        redis("HSET h " + (0..<512).map { "f\($0) v\($0)" }.joined(separator: " "))
        redis("HSET h f0 other")
        #expect(redis("OBJECT ENCODING h") == bulk("listpack"))
        redis("HSET h f512 v")
        #expect(redis("OBJECT ENCODING h") == bulk("hashtable"))
        #expect(redis("HLEN h") == ":513\r\n")
        #expect(redis("HMGET h f0 f511") == bulks("other", "v511"))
    }

    @Test func `an update converts as well when the limit was lowered`() {
        redis("HSET h a 1 b 2")
        redis("CONFIG SET hash-max-listpack-entries 1")
        redis("HDEL h zz")
        #expect(redis("OBJECT ENCODING h") == bulk("listpack"))
        redis("HSET h a 2")
        #expect(redis("OBJECT ENCODING h") == bulk("hashtable"))
    }

    @Test(arguments: [
        "HSET str a 1", "HSETNX str a 1", "HGET str a", "HMGET str a", "HMSET str a 1", "HGETALL str",
        "HDEL str a", "HEXISTS str a", "HINCRBY str a 1", "HINCRBYFLOAT str a 1", "HKEYS str", "HVALS str",
        "HLEN str", "HSTRLEN str a", "HRANDFIELD str", "HRANDFIELD str 0", "HSCAN str 0",
    ])
    func `a key of another type is refused`(_ line: String) {
        redis("SADD str v")
        #expect(redis(line) == wrongType)
    }

    @Test func `RESP3 knows maps and nulls`() {
        redis("HSET h a 1")
        redis("HELLO 3")
        #expect(redis("HGETALL h") == "%1\r\n$1\r\na\r\n$1\r\n1\r\n")
        #expect(redis("HGETALL missing") == "%0\r\n")
        #expect(redis("HKEYS missing") == "*0\r\n")
        #expect(redis("HGET h zz") == "_\r\n")
        #expect(redis("HINCRBYFLOAT h a 1.5") == bulk("2.5"))
    }
}
