// A key is gone at its deadline: to the millisecond, in order, for every command, and without being asked for.

import RESP
import Testing

@testable import KVEngine

struct ExpiryTests {
    let redis = TestEngine()

    @Test func `a key lives until the millisecond before its deadline and not in it`() {
        redis.batch(["SET a 1", "PEXPIRE a 100"])
        redis.advance(milliseconds: 99)
        #expect(redis.batch(["PTTL a", "DBSIZE", "GET a"]) == ":1\r\n:1\r\n$1\r\n1\r\n")
        redis.advance(milliseconds: 1)
        #expect(redis.batch(["DBSIZE", "GET a", "KEYS *"]) == ":0\r\n$-1\r\n*0\r\n")
        #expect(redis.engine.counters.value.expiredKeys == 1)
    }

    @Test func `keys go in the order of their deadlines, whatever database they are in`() {
        let events = EventLog(redis)
        for (database, key, deadline) in [
            (0, "d", 40), (3, "c", 30), (0, "a", 10), (7, "b", 20), (3, "e", 50),
        ] {
            redis.batch(["SELECT \(database)", "SET \(key) 1", "PEXPIRE \(key) \(deadline)"])
        }
        _ = events.take()
        redis.advance(milliseconds: 45)
        #expect(events.take() == ["0 expired a", "7 expired b", "3 expired c", "0 expired d"])
        redis.advance(milliseconds: 5)
        #expect(events.take() == ["3 expired e"])
    }

    @Test func `more keys than a turn removes are hidden at once and gone before they are counted`() {
        let count = Engine.expiryBatch + 1000
        redis.batch((0..<count).flatMap { ["SET k\($0) v", "PEXPIRE k\($0) 10"] })
        redis("SET stays 1")
        redis.advance(milliseconds: 10)
        #expect(redis.engine.databases[0].count == 1001)
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 10)
        let left = redis.engine.databases[0].deadlines.first.map { String($0.key) } ?? ""
        #expect(redis.batch(["EXISTS \(left)", "KEYS *", "DBSIZE"]) == ":0\r\n*1\r\n$5\r\nstays\r\n:1\r\n")
        #expect(redis.engine.counters.value.expiredKeys == count)
        #expect(redis.engine.nextDeadline == nil)
        redis.checkInvariants()
    }

    @Test func `deadlines follow their keys through everything`() {
        redis.batch(["SET a 1", "PEXPIRE a 10", "RENAME a b", "COPY b c", "MOVE b 1", "PEXPIRE c 20"])
        redis.batch(["SET d 1", "PEXPIRE d 5", "PERSIST d", "SET e 1", "PEXPIRE e 5", "SET e 2"])
        redis.batch(["RPUSH f 1", "PEXPIRE f 5", "LPOP f", "RPUSH f 1"])
        redis.checkInvariants()
        redis.advance(milliseconds: 10)
        #expect(redis.list("KEYS *").sorted() == ["c", "d", "e", "f"])
        #expect(redis.batch(["SELECT 1", "DBSIZE"]) == "+OK\r\n:0\r\n")
        redis.advance(milliseconds: 10)
        #expect(redis.batch(["SELECT 0", "EXISTS c"]) == "+OK\r\n:0\r\n")
        #expect(redis.engine.nextDeadline == nil)
    }

    @Test func `the engine names the instant to come back at`() {
        #expect(redis.engine.nextDeadline == nil)
        redis.batch(["SET a 1", "PEXPIRE a 50", "SET b 1", "PEXPIRE b 70"])
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 50)
        redis("DEL a")
        redis.advance(milliseconds: 50)
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 70)
        redis("PEXPIRE b 10")
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 60)
    }

    // MARK: EXPIRE and its kin

    @Test func `a deadline that has passed deletes the key at once`() {
        redis.batch(["SET a 1", "SET b 1"])
        let events = EventLog(redis)
        #expect(redis.batch(["EXPIRE a -1", "PEXPIREAT b \(TestEngine.epoch)"]) == ":1\r\n:1\r\n")
        #expect(events.take() == ["0 del a", "0 del b"])
        #expect(redis("DBSIZE") == ":0\r\n")
        #expect(redis.engine.counters.value.expiredKeys == 0)
    }

    @Test func `conditions compare with the deadline there is`() {
        redis("SET a 1")
        #expect(redis.batch(["EXPIRE a 9 XX", "EXPIRE a 9 GT", "EXPIRE a 9 NX"]) == ":0\r\n:0\r\n:1\r\n")
        #expect(redis.batch(["EXPIRE a 9 NX", "EXPIRE a 9 GT", "EXPIRE a 9 LT"]) == ":0\r\n:0\r\n:0\r\n")
        #expect(redis.batch(["EXPIRE a 10 GT", "EXPIRE a 8 XX LT", "TTL a"]) == ":1\r\n:1\r\n:8\r\n")
        #expect(redis.batch(["PERSIST a", "EXPIRE a 5 LT", "TTL a"]) == ":1\r\n:1\r\n:5\r\n")
    }

    @Test func `options come before the number, the number before the key`() {
        let conflict = "-ERR NX and XX, GT or LT options at the same time are not compatible\r\n"
        #expect(redis("EXPIRE nokey x NX GT LT") == conflict)
        #expect(
            redis("EXPIRE nokey x LT GT")
                == "-ERR GT and LT options at the same time are not compatible\r\n")
        #expect(redis("EXPIRE nokey x NX what XX") == "-ERR Unsupported option what\r\n")
        #expect(redis("EXPIRE nokey x") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("EXPIRE nokey 1") == ":0\r\n")
    }

    @Test(arguments: [
        ("EXPIRE", "9223372036854775"), ("EXPIRE", "-9223372036854776"), ("PEXPIRE", "9223372036854775807"),
        ("EXPIREAT", "9223372036854776"),
    ])
    func `a deadline beyond the clock's range is refused`(command: String, time: String) {
        redis("SET a 1")
        let refusal = "-ERR invalid expire time in '\(command.lowercased())' command\r\n"
        #expect(redis("\(command) a \(time)") == refusal)
        #expect(redis("TTL a") == ":-1\r\n")
    }

    @Test func `seconds are rounded, the latest deadline too`() {
        redis.batch(["SET a 1", "PEXPIRE a 1499"])
        #expect(redis.batch(["TTL a", "PTTL a"]) == ":1\r\n:1499\r\n")
        #expect(redis("EXPIRETIME a") == ":1700000001\r\n")
        redis("PEXPIREAT a \(Int64.max)")
        #expect(redis("EXPIRETIME a") == ":9223372036854776\r\n")
        #expect(redis("PEXPIRETIME a") == ":9223372036854775807\r\n")
        #expect(redis.batch(["TTL nokey", "PERSIST a", "PEXPIRETIME a"]) == ":-2\r\n:1\r\n:-1\r\n")
    }

    // MARK: Without active expiry

    @Test func `without active expiry a key stays until somebody asks for it`() {
        redis.engine.state.value.expiresActively = false
        redis.batch(["a", "b", "c", "d"].flatMap { ["SET \($0) 1", "PEXPIRE \($0) 10"] })
        redis("SET stays 1")
        redis.advance(milliseconds: 10)
        #expect(redis.engine.nextDeadline == nil)
        #expect(redis.batch(["DBSIZE", "KEYS *", "DBSIZE"]) == ":5\r\n*1\r\n$5\r\nstays\r\n:5\r\n")
        let events = EventLog(redis)
        #expect(redis.batch(["EXISTS a", "TTL b", "RENAME stays c"]) == ":0\r\n:-2\r\n+OK\r\n")
        #expect(
            events.take() == [
                "0 expired a", "0 expired b", "0 expired c", "0 rename_from stays", "0 rename_to c",
            ])
        #expect(redis.scan("0").keys == ["c"])
        #expect(redis("DBSIZE") == ":1\r\n")
        redis.checkInvariants()
    }

    @Test func `a new value does not inherit the past of a key that has expired`() {
        redis.engine.state.value.expiresActively = false
        redis.batch(["RPUSH a 1 2 3", "PEXPIRE a 10"])
        redis.advance(milliseconds: 10)
        let events = EventLog(redis)
        #expect(redis.batch(["SET a new", "TTL a", "GET a"]) == "+OK\r\n:-1\r\n$3\r\nnew\r\n")
        #expect(events.take() == ["0 expired a", "0 set a"])
        redis("PEXPIRE a 10")
        redis.advance(milliseconds: 10)
        #expect(redis.batch(["SET a newer KEEPTTL", "TTL a"]) == "+OK\r\n:-1\r\n")
        redis.checkInvariants()
    }
}
