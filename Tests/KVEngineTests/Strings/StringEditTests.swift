// APPEND, SETRANGE, GETRANGE, SUBSTR and STRLEN.

import Testing

@testable import KVEngine

@Suite struct StringEditTests {
    private let redis = TestEngine()
    private let tooLong = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n"

    @Test func `APPEND creates as SET does and extends as raw bytes`() {
        #expect(redis("APPEND n 12") == ":2\r\n")
        #expect(redis("OBJECT ENCODING n") == bulk("int"))
        #expect(redis("APPEND n 34") == ":4\r\n")
        #expect(redis("OBJECT ENCODING n") == bulk("raw"))
        #expect(redis("GET n") == bulk("1234"))
        #expect(redis("APPEND empty \"\"") == ":0\r\n")
        #expect(redis("EXISTS empty") == ":1\r\n")
    }

    @Test func `appending nothing still makes the string raw`() {
        redis("MSET a 5 b text")
        redis("APPEND a \"\"")
        redis("APPEND b \"\"")
        #expect(redis("OBJECT ENCODING a") == bulk("raw"))
        #expect(redis("OBJECT ENCODING b") == bulk("raw"))
    }

    @Test func `SETRANGE overwrites, extends and fills the gap with zero bytes`() {
        redis("SET s Hello")
        #expect(redis("SETRANGE s 1 EY") == ":5\r\n")
        #expect(redis("SETRANGE s 7 x") == ":8\r\n")
        #expect(redis("GET s") == bulk("HEYlo\u{0}\u{0}x"))
        #expect(redis("SETRANGE new 3 ab") == ":5\r\n")
        #expect(redis("GET new") == bulk("\u{0}\u{0}\u{0}ab"))
        #expect(redis("OBJECT ENCODING new") == bulk("raw"))
    }

    @Test func `SETRANGE of nothing changes nothing`() {
        let events = EventLog(redis)
        #expect(redis("SETRANGE missing 10 \"\"") == ":0\r\n")
        #expect(redis("EXISTS missing") == ":0\r\n")
        redis("SET n 123")
        #expect(redis("SETRANGE n 99999999999 \"\"") == ":3\r\n")
        #expect(redis("OBJECT ENCODING n") == bulk("int"))
        #expect(events.take() == ["0 set n"])
    }

    @Test func `offset, type and length are checked in this order`() {
        redis("RPUSH l a")
        #expect(redis("SETRANGE l x v") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("SETRANGE l -1 v") == "-ERR offset is out of range\r\n")
        #expect(redis("SETRANGE l 9223372036854775807 v").hasPrefix("-WRONGTYPE"))
        #expect(redis("SETRANGE l 0 \"\"").hasPrefix("-WRONGTYPE"))
        #expect(redis("SETRANGE s 9223372036854775807 v") == tooLong)
        #expect(redis("SETRANGE s 536870912 v") == tooLong)
        #expect(redis("EXISTS s") == ":0\r\n")
    }

    @Test func `no string grows past proto-max-bulk-len`() {
        redis("CONFIG SET proto-max-bulk-len 1048576")
        #expect(redis("SETRANGE s 1048570 12345") == ":1048575\r\n")
        #expect(redis("APPEND s 6") == ":1048576\r\n")
        #expect(redis("APPEND s 7") == tooLong)
        #expect(redis("SETRANGE s 1048575 67") == tooLong)
        #expect(redis("STRLEN s") == ":1048576\r\n")
    }

    @Test func `edits keep the deadline while the string moves`() {
        redis("SET s v EX 100")
        for offset in [10, 100, 1000, 5000, 50_000] { redis("SETRANGE s \(offset) x") }
        redis("APPEND s \(String(repeating: "y", count: 100))")
        #expect(redis("TTL s") == ":100\r\n")
        #expect(redis("GETRANGE s 50000 50002") == bulk("xyy"))
        redis.checkInvariants()
    }

    @Test func `STRLEN counts bytes and digits`() {
        redis("MSET s hello n -120 e \"\"")
        #expect(redis("STRLEN s") == ":5\r\n")
        #expect(redis("STRLEN n") == ":4\r\n")
        #expect(redis("STRLEN e") == ":0\r\n")
        #expect(redis("STRLEN missing") == ":0\r\n")
        redis("RPUSH l a")
        #expect(redis("STRLEN l").hasPrefix("-WRONGTYPE"))
    }

    @Test(arguments: [
        (0, 4, "Hello"), (0, -1, "Hello World"), (-5, -1, "World"), (6, 100, "World"), (5, 3, ""),
        (20, 30, ""),
        (-100, 1, "He"), (-1, -5, ""), (-50, -100, ""), (-100, -50, "H"), (0, -100, "H"), (3, -100, ""),
        (Int64.min, Int64.max, "Hello World"), (Int64.max, Int64.max, ""), (10, 10, "d"), (11, 11, ""),
    ])
    func `GETRANGE counts from either end and stays inside`(start: Int64, end: Int64, expected: String) {
        redis("SET s \"Hello World\"")
        #expect(redis("GETRANGE s \(start) \(end)") == bulk(expected))
        #expect(redis("SUBSTR s \(start) \(end)") == bulk(expected))
    }

    @Test func `GETRANGE reads numbers, nothing from a missing key, and its positions first`() {
        redis("SET n -12345")
        redis("RPUSH l a")
        #expect(redis("GETRANGE n 0 2") == bulk("-12"))
        #expect(redis("GETRANGE missing 0 -1") == bulk(""))
        #expect(redis("GETRANGE l x 1") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("GETRANGE l 0 1").hasPrefix("-WRONGTYPE"))
    }
}
