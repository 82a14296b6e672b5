// The commands that reach beyond one key: other databases, and a database as a whole.

import RESP
import Testing

@testable import KVEngine

struct DatabaseCommandTests {
    let redis = TestEngine()

    // MARK: COPY and MOVE

    @Test func `a copy shares nothing with the original`() {
        redis.batch(["RPUSH list a b", "EXPIRE list 50", "COPY list twin", "RPUSH twin c", "PERSIST twin"])
        #expect(redis.list("LRANGE list 0 -1") == ["a", "b"])
        #expect(redis.list("LRANGE twin 0 -1") == ["a", "b", "c"])
        #expect(redis.batch(["TTL list", "TTL twin"]) == ":50\r\n:-1\r\n")
        redis.checkInvariants()
    }

    @Test func `COPY replaces only when told and reaches other databases`() {
        redis.batch(["SET a 1", "SET b 2", "EXPIRE b 9"])
        let events = EventLog(redis)
        #expect(redis("COPY a b") == ":0\r\n")
        #expect(redis("COPY a b REPLACE") == ":1\r\n")
        #expect(redis("TTL b") == ":-1\r\n")
        #expect(redis("COPY a a DB 3 REPLACE") == ":1\r\n")
        #expect(events.take() == ["0 copy_to b", "3 copy_to a"])
        #expect(redis.batch(["SELECT 3", "GET a"]) == "+OK\r\n$1\r\n1\r\n")
        redis.checkInvariants()
    }

    @Test func `COPY looks at its options before the keys`() {
        let same = "-ERR source and destination objects are the same\r\n"
        #expect(redis("COPY nokey nokey") == same)
        #expect(redis("COPY a a DB 0 REPLACE") == same)
        #expect(redis("COPY a a DB 99 WRONG") == "-ERR DB index is out of range\r\n")
        #expect(redis("COPY a a WRONG DB 99") == "-ERR syntax error\r\n")
        #expect(redis("COPY a b DB") == "-ERR syntax error\r\n")
        #expect(redis("COPY a b DB x") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("COPY nokey b DB 1") == ":0\r\n")
    }

    @Test func `MOVE takes a key with its deadline to a database that lacks it`() {
        redis.batch(["SET a 1", "EXPIRE a 50"])
        let events = EventLog(redis)
        #expect(redis("MOVE a 5") == ":1\r\n")
        #expect(events.take() == ["0 move_from a", "5 move_to a"])
        #expect(redis.batch(["EXISTS a", "SET a 2", "MOVE a 5"]) == ":0\r\n+OK\r\n:0\r\n")
        #expect(redis.batch(["SELECT 5", "GET a", "TTL a"]) == "+OK\r\n$1\r\n1\r\n:50\r\n")
        redis.checkInvariants()
    }

    @Test func `MOVE and COPY find room where a key has expired`() {
        redis.engine.state.value.expiresActively = false
        redis.batch(["SET a 1", "COPY a a DB 1", "COPY a b", "PEXPIRE b 5", "SELECT 1", "PEXPIRE a 5"])
        redis.advance(milliseconds: 5)
        redis("SELECT 0")
        #expect(redis.batch(["COPY a b", "GET b", "MOVE a 1"]) == ":1\r\n$1\r\n1\r\n:1\r\n")
        #expect(redis.engine.counters.value.expiredKeys == 2)
        redis.checkInvariants()
    }

    // MARK: SWAPDB

    @Test func `SWAPDB changes what every client sees, also within a batch`() {
        let other = redis.anotherClient()
        other.batch(["SELECT 1", "SET b one", "EXPIRE b 30"])
        #expect(
            redis.batch(["SET a zero", "SWAPDB 0 1", "GET a", "GET b"])
                == "+OK\r\n+OK\r\n$-1\r\n$3\r\none\r\n")
        #expect(other.batch(["GET a", "EXISTS b", "DBSIZE"]) == "$4\r\nzero\r\n:0\r\n:1\r\n")
        #expect(redis("TTL b") == ":30\r\n")
        redis.advance(milliseconds: 30_000)
        #expect(redis("DBSIZE") == ":0\r\n")
        redis.checkInvariants()
    }

    @Test func `SWAPDB reads both numbers before it looks at their range`() {
        #expect(redis("SWAPDB x y") == "-ERR invalid first DB index\r\n")
        #expect(redis("SWAPDB 99 y") == "-ERR invalid second DB index\r\n")
        #expect(redis("SWAPDB 0 99999999999") == "-ERR invalid second DB index\r\n")
        #expect(redis("SWAPDB 0 16") == "-ERR DB index is out of range\r\n")
        #expect(redis("SWAPDB 3 3") == "+OK\r\n")
    }

    // MARK: FLUSHDB and FLUSHALL

    @Test func `a flushed database gives all memory back and forgets its deadlines`() {
        let empty = redis.engine.usedMemory
        redis.batch((0..<500).flatMap { ["SET k\($0) v", "EXPIRE k\($0) 100"] })
        #expect(redis("FLUSHDB") == "+OK\r\n")
        #expect(redis.engine.usedMemory == empty)
        redis.checkInvariants()
        redis("SET k1 new")
        redis.advance(milliseconds: 200_000)
        #expect(redis("GET k1") == "$3\r\nnew\r\n")
        #expect(redis.engine.counters.value.expiredKeys == 0)
    }

    @Test func `FLUSHDB leaves other databases alone, FLUSHALL does not`() {
        redis.batch(["SET a 1", "SELECT 1", "SET a 1", "FLUSHDB ASYNC"])
        #expect(redis.batch(["DBSIZE", "SELECT 0", "DBSIZE"]) == ":0\r\n+OK\r\n:1\r\n")
        redis("FLUSHALL SYNC")
        #expect(redis("DBSIZE") == ":0\r\n")
        for line in ["FLUSHALL NOW", "FLUSHALL SYNC ASYNC", "FLUSHDB \"\""] {
            #expect(redis(line) == "-ERR syntax error\r\n")
        }
    }

    @Test func `flushing counts as many changes as there were keys`() {
        redis.batch(["SET a 1", "SET b 1", "SELECT 1", "SET c 1"])
        let before = redis.engine.counters.value.dirty
        redis("FLUSHALL")
        #expect(redis.engine.counters.value.dirty == before + 3)
    }

    @Test func `what is large is freed elsewhere, as a whole`() {
        var given: [String] = []
        redis.engine.disposeOf = { given.append("\(type(of: $0))") }
        redis.batch((0..<100).map { "SET k\($0) v" })
        redis("RPUSH long " + (0..<100).map(String.init).joined(separator: " "))
        redis.batch(["UNLINK long", "RPUSH short a", "DEL short"])
        #expect(given == ["ListValue"])
        redis.batch(["SELECT 1", "SET a 1", "FLUSHDB", "FLUSHALL"])
        #expect(given == ["ListValue", "Database"])
        #expect(redis.engine.counters.value.lazyFreedObjects == 101)
    }

    // MARK: KEYS and RANDOMKEY

    @Test func `only a lone star lists the empty key`() {
        redis(arguments: ["SET", "", "empty"])
        redis("SET full 1")
        #expect(redis.list("KEYS *").sorted() == ["", "full"])
        #expect(redis.list("KEYS **") == ["full"])
        #expect(redis.list("KEYS f[t-v]*") == ["full"])
        #expect(redis.scan("0", "MATCH *").keys.sorted() == ["", "full"])
    }

    @Test func `RANDOMKEY comes by every key`() {
        #expect(redis("RANDOMKEY") == "$-1\r\n")
        redis.batch((0..<20).map { "SET k\($0) v" })
        var seen: Set<String> = []
        for _ in 0..<500 { seen.formUnion(redis.list("RANDOMKEY")) }
        #expect(seen.count == 20)
    }
}
