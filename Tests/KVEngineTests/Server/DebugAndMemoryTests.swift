// DEBUG, MEMORY, TIME and LOLWUT.

import Testing

@testable import KVEngine

@Suite struct DebugAndMemoryTests {
    let redis = TestEngine()

    @Test func `an unknown DEBUG word and a wrong number of arguments are one error`() {
        let end = "'. Try DEBUG HELP.\r\n"
        let start = "-ERR unknown subcommand or wrong number of arguments for '"
        #expect(redis("DEBUG foo") == "\(start)foo\(end)")
        #expect(redis("DEBUG SLEEP") == "\(start)SLEEP\(end)")
        #expect(redis("DEBUG OBJECT a b") == "\(start)OBJECT\(end)")
        #expect(redis("DEBUG") == "-ERR wrong number of arguments for 'debug' command\r\n")
    }

    @Test func `without active expiry a key goes when it is looked at`() {
        redis("SET a 1 PX 10")
        redis("DEBUG SET-ACTIVE-EXPIRE 0")
        redis.advance(milliseconds: 10)
        #expect(redis.engine.databases[0].count == 1)
        #expect(redis("GET a") == "$-1\r\n")
        #expect(redis.engine.databases[0].count == 0)
        redis("SET a 1 PX 10")
        redis("DEBUG SET-ACTIVE-EXPIRE 1")
        redis.advance(milliseconds: 10)
        #expect(redis.engine.databases[0].count == 0)
    }

    @Test func `DEBUG OBJECT describes a value and counts as no use`() {
        #expect(redis("DEBUG OBJECT a") == "-ERR no such key\r\n")
        redis("SET a hello")
        redis.advance(milliseconds: 5000)
        #expect(redis("DEBUG OBJECT a").contains("refcount:1 encoding:embstr serializedlength:6"))
        #expect(redis("DEBUG OBJECT a").hasSuffix("lru_seconds_idle:5\r\n"))
    }

    @Test func `the small ones`() {
        #expect(redis("DEBUG JMAP") == "+OK\r\n")
        #expect(redis("DEBUG STRINGMATCH-LEN a* abc") == ":1\r\n")
        #expect(redis("DEBUG STRINGMATCH-LEN b* abc") == ":0\r\n")
        #expect(redis("DEBUG ERROR 'OOPS my\\' text'") == "-OOPS my' text\r\n")
        #expect(redis("DEBUG RELOAD") == "+OK\r\n")
        #expect(redis("DEBUG RELOAD x").hasPrefix("-ERR DEBUG RELOAD only supports"))
        #expect(redis("ECHO hi") == "$2\r\nhi\r\n")
        #expect(redis("TIME") == "*2\r\n$10\r\n1700000000\r\n$1\r\n0\r\n")
    }

    @Test func `MEMORY USAGE reads its options first and counts key and value`() throws {
        #expect(redis("MEMORY USAGE a SAMPLES -1") == "-ERR syntax error\r\n")
        #expect(redis("MEMORY USAGE a SAMPLES") == "-ERR syntax error\r\n")
        #expect(redis("MEMORY USAGE a SAMPLES x") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("MEMORY USAGE a") == "$-1\r\n")
        redis("SET a \(String(repeating: "x", count: 1000))")
        let bytes = try #require(Int(redis("MEMORY USAGE a SAMPLES 0").dropFirst().dropLast()))
        #expect((1000...1200).contains(bytes))
        #expect(redis("INFO stats").contains("keyspace_misses:0\r\n"))
    }

    @Test func `LOLWUT draws the same picture for the same seed and tells the version`() {
        let picture = redis("LOLWUT")
        #expect(picture == TestEngine()("LOLWUT"))
        #expect(picture != TestEngine(seed: 2)("LOLWUT"))
        #expect(picture.hasSuffix("\nRedis ver. 7.0.15\n\r\n"))
        #expect(redis("LOLWUT VERSION 6 3 2").split(separator: "\n").count == 4)
        #expect(redis("LOLWUT VERSION x") == "-ERR value is not an integer or out of range\r\n")
    }

    @Test(arguments: ["CLIENT", "CONFIG", "MEMORY", "DEBUG"])
    func `HELP has a heading and lines`(container: String) {
        let lines = redis("\(container) HELP").split(separator: "\r\n")
        #expect(lines.first == "*\(lines.count - 1)")
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("+") })
        #expect(lines.contains("+HELP"))
    }

    @Test func `MEMORY STATS tells what INFO tells`() {
        redis("SET k v")
        let used = redis.engine.usedMemory
        #expect(redis("MEMORY STATS").contains("$15\r\ntotal.allocated\r\n:\(used)\r\n"))
        #expect(redis("MEMORY STATS").contains("$4\r\ndb.0\r\n*6\r\n"))
        #expect(redis("MEMORY STATS").contains("$10\r\nkeys.count\r\n:1\r\n"))
        #expect(redis("MEMORY DOCTOR").contains("less than 5 MB"))
    }
}
