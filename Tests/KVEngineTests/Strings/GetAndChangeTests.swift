// GETSET, GETDEL, GETEX, MGET, MSET and MSETNX.

import Testing

@testable import KVEngine

@Suite struct GetAndChangeTests {
    private let redis = TestEngine()

    @Test func `GETSET swaps the value and drops the deadline`() {
        #expect(redis("GETSET k 1") == "$-1\r\n")
        redis("EXPIRE k 100")
        #expect(redis("GETSET k two") == bulk("1"))
        #expect(redis("TTL k") == ":-1\r\n")
        redis("RPUSH l a")
        #expect(redis("GETSET l v").hasPrefix("-WRONGTYPE"))
        #expect(redis("LLEN l") == ":1\r\n")
    }

    @Test func `GETDEL takes the value away`() {
        let events = EventLog(redis)
        redis("SET k v EX 10")
        #expect(redis("GETDEL k") == bulk("v"))
        #expect(redis("GETDEL k") == "$-1\r\n")
        #expect(events.take() == ["0 set k", "0 expire k", "0 del k"])
        redis("RPUSH l a")
        #expect(redis("GETDEL l").hasPrefix("-WRONGTYPE"))
        redis.checkInvariants()
    }

    @Test func `GETEX sets, changes and drops the deadline`() {
        redis("SET k v")
        let events = EventLog(redis)
        #expect(redis("GETEX k") == bulk("v"))
        #expect(redis("GETEX k PERSIST") == bulk("v"))
        #expect(events.take() == [])
        redis("GETEX k EX 100")
        #expect(redis("TTL k") == ":100\r\n")
        redis("GETEX k PXAT 1700000000500")
        #expect(redis("PTTL k") == ":500\r\n")
        redis("GETEX k persist")
        #expect(redis("TTL k") == ":-1\r\n")
        #expect(events.take() == ["0 expire k", "0 expire k", "0 persist k"])
    }

    @Test func `GETEX with an instant in the past deletes after answering`() {
        redis("SET k v")
        let events = EventLog(redis)
        #expect(redis("GETEX k EXAT 1") == bulk("v"))
        #expect(events.take() == ["0 del k"])
        #expect(redis("EXISTS k") == ":0\r\n")
    }

    @Test func `GETEX reads its options, then the key, then the number`() {
        redis("SET k v")
        redis("RPUSH l a")
        for options in ["FOO", "EX", "EX 1 PX 1", "EX 1 PERSIST", "PERSIST EX 1", "KEEPTTL", "GET", "NX"] {
            #expect(redis("GETEX missing \(options)") == "-ERR syntax error\r\n")
        }
        #expect(redis("GETEX missing EX abc") == "$-1\r\n")
        #expect(redis("GETEX l EX abc").hasPrefix("-WRONGTYPE"))
        #expect(redis("GETEX k EX abc") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("GETEX k EX 0") == "-ERR invalid expire time in 'getex' command\r\n")
        #expect(redis("TTL k") == ":-1\r\n")
    }

    @Test func `MGET answers null for what is missing or no string`() {
        redis("MSET a 1 b two")
        redis("RPUSH l x")
        #expect(
            redis("MGET a l missing b a") == "*5\r\n" + bulk("1") + "$-1\r\n$-1\r\n" + bulk("two") + bulk("1")
        )
        redis("HELLO 3")
        #expect(redis("MGET missing") == "*1\r\n_\r\n")
    }

    @Test func `MSET sets pairs in order, the last of a repeated key wins`() {
        let events = EventLog(redis)
        #expect(redis("MSET a 1 b 2 a 3") == "+OK\r\n")
        #expect(events.take() == ["0 set a", "0 set b", "0 set a"])
        #expect(redis("MGET a b") == bulks("3", "2"))
        #expect(redis("MSET a 1 b") == "-ERR wrong number of arguments for 'mset' command\r\n")
        #expect(redis("GET a") == bulk("3"))
    }

    @Test func `MSETNX sets all or nothing`() {
        #expect(redis("MSETNX a 1 b 2 a 3") == ":1\r\n")
        #expect(redis("MGET a b") == bulks("3", "2"))
        #expect(redis("MSETNX c 1 b 2") == ":0\r\n")
        #expect(redis("EXISTS c") == ":0\r\n")
        #expect(redis("MSETNX c 1 d") == "-ERR wrong number of arguments for 'msetnx' command\r\n")
    }

    @Test func `reads count a hit or a miss for each key, writes count none`() {
        redis("SET k v")
        redis("MGET k missing k")
        redis("GETEX k EX 10")
        redis("GETDEL missing")
        redis("SETNX k w")
        redis("MSETNX k w")
        redis("INCR n")
        #expect(redis.engine.counters.value.keyspaceHits == 3)
        #expect(redis.engine.counters.value.keyspaceMisses == 2)
    }
}
