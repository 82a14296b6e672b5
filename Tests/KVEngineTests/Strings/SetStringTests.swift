// SET with its options, SETNX, SETEX and PSETEX.

import Testing

@testable import KVEngine

@Suite struct SetStringTests {
    private let redis = TestEngine()
    private let syntax = "-ERR syntax error\r\n"

    private func encoding(_ key: String) -> String { redis("OBJECT ENCODING \(key)") }

    @Test func `SET stores bytes and GET returns them`() {
        #expect(redis("SET k hello") == "+OK\r\n")
        #expect(redis("GET k") == bulk("hello"))
        #expect(redis("GET missing") == "$-1\r\n")
        redis(arguments: ["SET", "", "a\r\nb\u{0}"])
        #expect(redis(arguments: ["GET", ""]) == bulk("a\r\nb\u{0}"))
    }

    @Test func `only the one spelling of a 64-bit number is kept as a number`() {
        for number in ["0", "-1", "12345", "9223372036854775807", "-9223372036854775808"] {
            redis("SET k \(number)")
            #expect(encoding("k") == bulk("int"))
            #expect(redis("GET k") == bulk(number))
        }
        for text in ["007", "+1", "-0", "1.0", "9223372036854775808", "\" 1\"", "1e3"] {
            redis("SET k \(text)")
            #expect(encoding("k") == bulk("embstr"))
        }
    }

    @Test func `strings over 44 bytes are raw`() {
        redis("SET k \(String(repeating: "x", count: 44))")
        #expect(encoding("k") == bulk("embstr"))
        redis("SET k \(String(repeating: "x", count: 45))")
        #expect(encoding("k") == bulk("raw"))
    }

    @Test func `SET replaces a value of any type and drops its deadline`() {
        redis("RPUSH k a b")
        redis("EXPIRE k 100")
        redis("SET k v")
        #expect(redis("TYPE k") == "+string\r\n")
        #expect(redis("TTL k") == ":-1\r\n")
        redis.checkInvariants()
    }

    @Test func `NX and XX set only what is missing or there`() {
        #expect(redis("SET k v XX") == "$-1\r\n")
        #expect(redis("SET k v NX") == "+OK\r\n")
        #expect(redis("SET k w nx") == "$-1\r\n")
        #expect(redis("SET k w Xx") == "+OK\r\n")
        #expect(redis("GET k") == bulk("w"))
    }

    @Test func `GET answers with the old value whether or not the new one is stored`() {
        #expect(redis("SET k 1 GET") == "$-1\r\n")
        #expect(redis("SET k two GET") == bulk("1"))
        #expect(redis("SET k three NX GET") == bulk("two"))
        #expect(redis("GET k") == bulk("two"))
        #expect(redis("SET other v XX GET") == "$-1\r\n")
        #expect(redis("EXISTS other") == ":0\r\n")
        #expect(redis("SET other v NX GET") == "$-1\r\n")
        #expect(redis("GET other") == bulk("v"))
    }

    @Test func `GET refuses another type and changes nothing`() {
        redis("RPUSH l a")
        #expect(redis("SET l v GET").hasPrefix("-WRONGTYPE"))
        #expect(redis("TYPE l") == "+list\r\n")
    }

    @Test func `deadlines in four units`() {
        redis("SET k v EX 100")
        #expect(redis("PTTL k") == ":100000\r\n")
        redis("SET k v PX 1500")
        #expect(redis("PTTL k") == ":1500\r\n")
        redis("SET k v EXAT 1700000100")
        #expect(redis("PTTL k") == ":100000\r\n")
        redis("SET k v PXAT 1700000000123")
        #expect(redis("PTTL k") == ":123\r\n")
        redis.advance(milliseconds: 123)
        #expect(redis("GET k") == "$-1\r\n")
    }

    @Test func `KEEPTTL keeps the deadline, also when the value moves to another entry`() {
        redis("SET k v EX 100")
        redis("SET k \(String(repeating: "long", count: 500)) KEEPTTL")
        #expect(redis("TTL k") == ":100\r\n")
        redis("SET k 5 KEEPTTL")
        #expect(redis("TTL k") == ":100\r\n")
        redis("SET k \(String(repeating: "x", count: 5000)) KEEPTTL")
        redis.checkInvariants()
        redis.advance(milliseconds: 100_000)
        #expect(redis("EXISTS k") == ":0\r\n")
    }

    @Test func `a deadline in the past removes the key at once`() {
        let events = EventLog(redis)
        #expect(redis("SET k v PXAT 1") == "+OK\r\n")
        #expect(events.take() == ["0 set k", "0 expire k", "0 expired k"])
        #expect(redis("SET k v") == "+OK\r\n")
        #expect(redis("SET k w EXAT 1 GET") == bulk("v"))
        #expect(redis("DBSIZE") == ":0\r\n")
    }

    @Test func `an expired key counts as missing even before it is removed`() {
        redis("DEBUG SET-ACTIVE-EXPIRE 0")
        redis("SET k v PX 10")
        redis.advance(milliseconds: 10)
        #expect(redis("SET k w XX") == "$-1\r\n")
        redis("SET k v PX 10")
        redis.advance(milliseconds: 10)
        redis("SET k w KEEPTTL")
        #expect(redis("TTL k") == ":-1\r\n")
        redis.checkInvariants()
    }

    @Test(arguments: [
        "FOO", "NX XX", "XX NX", "XX NX GET", "NX XX EX 0", "EX", "PX", "EXAT", "PXAT", "EX 10 PX 10",
        "PX 1 EXAT 1", "EX 1 KEEPTTL", "KEEPTTL PX 1", "PERSIST", "EX abc FOO", "NX EX", "\"\"",
    ])
    func `words that are unknown, in conflict or without their number are a syntax error`(options: String) {
        #expect(redis("SET k v \(options)") == syntax)
    }

    @Test(arguments: ["NX NX", "XX XX GET GET", "EX 1 EX 20", "KEEPTTL KEEPTTL"])
    func `a repeated word is no conflict`(options: String) {
        #expect(redis("SET k v \(options)") != syntax)
    }

    @Test(arguments: ["0", "-1", "9223372036854775807", "9223372036854776", "9223372036854775"])
    func `a span outside the clock's range is refused`(seconds: String) {
        let refusal = "-ERR invalid expire time in 'set' command\r\n"
        #expect(redis("SET k v EX \(seconds)") == refusal)
        #expect(redis("SET k v EX \(seconds) XX GET") == refusal)
        #expect(redis("SETEX k \(seconds) v") == "-ERR invalid expire time in 'setex' command\r\n")
        #expect(redis("EXISTS k") == ":0\r\n")
    }

    @Test func `the number of an expiry is read after all options and before the key`() {
        redis("RPUSH l a")
        #expect(redis("SET l v EX 1.5 GET") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("SET l v EX 0 GET") == "-ERR invalid expire time in 'set' command\r\n")
    }

    @Test func `SETNX, SETEX and PSETEX`() {
        #expect(redis("SETNX k 1") == ":1\r\n")
        #expect(redis("SETNX k 2") == ":0\r\n")
        #expect(redis("SETEX k 10 three") == "+OK\r\n")
        #expect(redis("TTL k") == ":10\r\n")
        #expect(redis("PSETEX k 1234 4") == "+OK\r\n")
        #expect(redis("PTTL k") == ":1234\r\n")
        #expect(redis("GET k") == bulk("4"))
        #expect(redis("SETEX k x v") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("PSETEX k 0 v") == "-ERR invalid expire time in 'psetex' command\r\n")
    }

    @Test func `one event tells of the value and one of the deadline`() {
        let events = EventLog(redis)
        redis("SET k v")
        redis("SET k v EX 10")
        redis("SETNX k v")
        redis("SETEX k 10 v")
        redis("SET k v XX KEEPTTL")
        #expect(
            events.take() == [
                "0 set k", "0 set k", "0 expire k", "0 set k", "0 expire k", "0 set k",
            ])
    }
}
