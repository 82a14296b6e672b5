// The commands that deal with keys whatever they hold.

import RESP
import Testing

@testable import KVEngine

struct KeyCommandTests {
    let redis = TestEngine()

    @Test func `DEL and UNLINK count the keys that were there`() {
        redis.batch(["SET a 1", "SET b 2", "RPUSH c 1 2"])
        let events = EventLog(redis)
        #expect(redis("DEL a nokey a b") == ":2\r\n")
        #expect(events.take() == ["0 del a", "0 del b"])
        #expect(redis("UNLINK c nokey") == ":1\r\n")
        #expect(redis("DBSIZE") == ":0\r\n")
        #expect(redis.engine.usedMemory == TestEngine().engine.usedMemory)
        redis.checkInvariants()
    }

    @Test func `EXISTS and TOUCH count a key as often as it is named`() {
        redis("SET a 1")
        #expect(redis("EXISTS a a nokey") == ":2\r\n")
        #expect(redis("TOUCH a nokey a a") == ":3\r\n")
        #expect(redis.engine.counters.value.keyspaceHits == 5)
        #expect(redis.engine.counters.value.keyspaceMisses == 2)
    }

    @Test func `TYPE names the type or says none`() {
        redis.batch(["SET s 1", "RPUSH l 1"])
        #expect(redis.batch(["TYPE s", "TYPE l", "TYPE nokey"]) == "+string\r\n+list\r\n+none\r\n")
    }

    // MARK: RENAME

    @Test func `RENAME takes the value and its deadline along and replaces what was there`() {
        redis.batch(["RPUSH from a b", "EXPIRE from 100", "SET to x", "EXPIRE to 7"])
        let events = EventLog(redis)
        #expect(redis("RENAME from to") == "+OK\r\n")
        #expect(events.take() == ["0 rename_from from", "0 rename_to to"])
        #expect(redis.batch(["EXISTS from", "TTL to"]) == ":0\r\n:100\r\n")
        #expect(redis.list("LRANGE to 0 -1") == ["a", "b"])
        redis.checkInvariants()
    }

    @Test(arguments: ["7", "short", String(repeating: "x", count: 60), String(repeating: "y", count: 9000)])
    func `RENAME keeps any string with its encoding`(value: String) {
        redis(arguments: ["SET", "k", value])
        let encoding = redis("OBJECT ENCODING k")
        redis("RENAME k a_much_longer_name_that_needs_an_entry_of_its_own_size")
        redis("RENAME a_much_longer_name_that_needs_an_entry_of_its_own_size z")
        #expect(redis("GET z") == "$\(value.utf8.count)\r\n\(value)\r\n")
        #expect(redis("OBJECT ENCODING z") == encoding)
        redis.checkInvariants()
    }

    @Test func `a key may be renamed to itself but counts as taken`() {
        redis("SET a 1")
        #expect(redis("RENAME a a") == "+OK\r\n")
        #expect(redis("RENAMENX a a") == ":0\r\n")
        #expect(redis("RENAME nokey nokey") == "-ERR no such key\r\n")
        #expect(redis("GET a") == "$1\r\n1\r\n")
    }

    @Test func `RENAMENX leaves a key in the way alone`() {
        redis.batch(["SET a 1", "SET b 2"])
        #expect(redis("RENAMENX a b") == ":0\r\n")
        #expect(redis("RENAMENX a c") == ":1\r\n")
        #expect(redis.batch(["GET b", "GET c"]) == "$1\r\n2\r\n$1\r\n1\r\n")
    }

    // MARK: OBJECT

    @Test func `OBJECT REFCOUNT tells the integers that Redis shares`() throws {
        redis.batch(["SET n 9999", "SET big 10000", "SET minus -1", "SET text x"])
        let shared = ":2147483647\r\n"
        #expect(redis("OBJECT REFCOUNT n") == shared)
        for key in ["big", "minus", "text"] { #expect(redis("OBJECT REFCOUNT \(key)") == ":1\r\n") }
        #expect(redis("OBJECT REFCOUNT nokey") == "$-1\r\n")
        try redis.engine.configure("maxmemory", "1gb")
        #expect(redis("OBJECT REFCOUNT n") == shared)
        try redis.engine.configure("maxmemory-policy", "allkeys-lru")
        #expect(redis("OBJECT REFCOUNT n") == ":1\r\n")
    }

    @Test func `OBJECT IDLETIME counts seconds since the last use, and looking does not count as use`() {
        redis("SET a 1")
        redis.advance(milliseconds: 5_400)
        redis.batch(["TYPE a", "TTL a", "EXISTS a", "OBJECT ENCODING a"])
        #expect(redis("OBJECT IDLETIME a") == ":5\r\n")
        redis("GET a")
        #expect(redis("OBJECT IDLETIME a") == ":0\r\n")
    }

    @Test func `OBJECT FREQ and IDLETIME each want their policy`() throws {
        redis("SET a 1")
        #expect(redis("OBJECT FREQ a").hasPrefix("-ERR An LFU maxmemory policy is not selected, access"))
        try redis.engine.configure("maxmemory-policy", "allkeys-lfu")
        redis("SET b 1")
        #expect(redis("OBJECT FREQ b") == ":5\r\n")
        #expect(redis("OBJECT IDLETIME b").hasPrefix("-ERR An LFU maxmemory policy is selected, idle time"))
        #expect(redis("OBJECT IDLETIME nokey") == "$-1\r\n")
    }
}
