// SLOWLOG on a clock that the test moves.

import RESP
import Testing

@testable import KVEngine

@Suite struct SlowLogTests {
    let redis: TestEngine
    let time = Shared(UInt64(0))

    init() {
        // Each reading of the clock is a microsecond later than the one before.
        redis = TestEngine { [time] in
            time.value += 1000
            return time.value
        }
        redis.client.address = "127.0.0.1:1234"
    }

    /// The words of the latest entry, as the reply spells them.
    private func latestWords() -> [String] {
        redis.engine.slowLog.entries.last?.words.map { String(decoding: $0, as: UTF8.self) } ?? []
    }

    @Test func `an entry has a number, two times, the words, the address and the name`() {
        redis("CLIENT SETNAME ada")
        redis("CONFIG SET slowlog-log-slower-than 0")
        redis("GET key")
        let reply = redis("SLOWLOG GET 1")
        let words = "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n"
        #expect(
            reply == "*1\r\n*6\r\n:1\r\n:1700000000\r\n:1\r\n\(words)$14\r\n127.0.0.1:1234\r\n$3\r\nada\r\n")
    }

    @Test func `only what takes long enough is kept`() {
        redis("CONFIG SET slowlog-log-slower-than 2")
        redis("GET key")
        #expect(redis("SLOWLOG LEN") == ":0\r\n")
        redis("CONFIG SET slowlog-log-slower-than 1")
        redis("GET key")
        #expect(latestWords() == ["GET", "key"])
    }

    @Test func `in a pipeline of equal commands each has its own time`() {
        redis("CONFIG SET slowlog-log-slower-than 1")
        redis("SLOWLOG RESET")
        _ = redis.raw(bytes: Array("GET a\r\nGET b\r\nGET c\r\n".utf8))
        #expect(redis.engine.slowLog.entries.suffix(3).map(\.microseconds) == [1, 1, 1])
        #expect(redis("SLOWLOG LEN") == ":4\r\n")
    }

    @Test func `by default commands of constant cost are not looked at one by one`() {
        let before = time.value
        _ = redis.raw(bytes: Array(String(repeating: "GET a\r\n", count: 50).utf8))
        #expect(time.value - before == 2000)
        _ = redis.raw(bytes: Array(String(repeating: "KEYS a\r\n", count: 50).utf8))
        #expect(time.value - before >= 50_000)
    }

    @Test func `off, no command reads the clock for it`() {
        redis("CONFIG SET slowlog-log-slower-than -1")
        let before = time.value
        _ = redis.raw(bytes: Array(String(repeating: "KEYS a\r\n", count: 50).utf8))
        #expect(time.value - before == 2000)
    }

    @Test func `a sleep counts as the time of its command`() {
        redis("DEBUG SLEEP 0.2")
        redis.advance(milliseconds: 200)
        #expect(redis("DEBUG SLEEP 0.2") == "+OK\r\n")
        #expect(latestWords() == ["DEBUG", "SLEEP", "0.2"])
        #expect(redis.engine.slowLog.entries.last?.microseconds ?? 0 >= 200_000)
    }

    @Test func `of a transaction the commands are kept, and not EXEC`() {
        redis("CONFIG SET slowlog-log-slower-than 0")
        redis("SLOWLOG RESET")
        redis("MULTI")
        redis("GET a")
        redis("SET a b")
        redis("EXEC")
        let kept = redis.engine.slowLog.entries.map { String(decoding: $0.words[0], as: UTF8.self) }
        #expect(kept == ["SLOWLOG", "MULTI", "GET", "SET"])
    }

    @Test func `of more than 32 words 31 are kept, and how many there were besides`() {
        redis("CONFIG SET slowlog-log-slower-than 0")
        redis("SADD s " + (1...30).map(String.init).joined(separator: " "))
        #expect(latestWords().count == 32)
        #expect(latestWords().last == "30")
        redis("SADD s " + (1...31).map(String.init).joined(separator: " "))
        #expect(latestWords().count == 32)
        #expect(latestWords().suffix(2) == ["29", "... (2 more arguments)"])
    }

    @Test func `of more than 128 bytes 128 are kept, and how many there were besides`() {
        redis("CONFIG SET slowlog-log-slower-than 0")
        redis("GET " + String(repeating: "x", count: 128))
        #expect(latestWords()[1] == String(repeating: "x", count: 128))
        redis("GET " + String(repeating: "x", count: 130))
        #expect(latestWords()[1] == String(repeating: "x", count: 128) + "... (2 more bytes)")
    }

    @Test(arguments: [
        ("AUTH secret", "AUTH (redacted)"),
        ("AUTH default secret", "AUTH (redacted) (redacted)"),
        ("HELLO 2 AUTH default secret SETNAME n", "HELLO 2 AUTH (redacted) (redacted) SETNAME n"),
        ("CONFIG SET masterauth secret", "CONFIG SET masterauth (redacted)"),
        ("CONFIG SET hz 10 RequirePass secret", "CONFIG SET hz 10 RequirePass (redacted)"),
        ("CONFIG SET hz", "CONFIG SET hz 10"),
    ])
    func `passwords are not kept`(_ line: String, _ kept: String) {
        redis("CONFIG SET slowlog-log-slower-than 0")
        redis("CONFIG SET hz 10")
        redis(line)
        #expect(latestWords().joined(separator: " ") == kept)
    }
}
