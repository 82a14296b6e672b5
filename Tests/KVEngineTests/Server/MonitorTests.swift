// MONITOR: the lines byte for byte, as Redis 7.0.15 writes them, and what is kept out of them.

import Testing

@testable import KVEngine

@Suite struct MonitorTests {
    let redis = TestEngine()
    let monitor: TestEngine

    init() {
        monitor = redis.anotherClient()
        redis.client.address = "127.0.0.1:50000"
        monitor("MONITOR")
    }

    @Test func `a line has the time, the database, the address and the arguments`() {
        redis.engine.advance(to: 1_700_000_001_000_042)
        redis("SELECT 3")
        redis("set  k 10")
        #expect(
            monitor.takeMail() == """
                +1700000001.000042 [3 127.0.0.1:50000] "SELECT" "3"\r
                +1700000001.000042 [3 127.0.0.1:50000] "set" "k" "10"\r

                """)
    }

    @Test func `what does not print is escaped`() {
        let bytes: [UInt8] = [0, 7, 8, 9, 10, 13, 34, 92, 127, 200]
        _ = redis.raw(arguments: [Array("ECHO".utf8), bytes + Array("a b".utf8)])
        #expect(
            monitor.takeMail().hasSuffix(
                #" "ECHO" "\x00\a\b\t\n\r\"\\\x7f\xc8a b""# + "\r\n"))
    }

    @Test(arguments: [
        ("AUTH secret", #""AUTH" "(redacted)""#),
        ("AUTH default secret", #""AUTH" "(redacted)" "(redacted)""#),
        ("HELLO 2 AUTH default secret", #""HELLO" "2" "AUTH" "(redacted)" "(redacted)""#),
        ("HELLO 2 AUTH default no", #""HELLO" "2" "AUTH" "(redacted)" "(redacted)""#),
    ])
    func `passwords are not shown`(_ line: String, _ shown: String) {
        redis("CONFIG SET requirepass secret")
        redis(line)
        #expect(monitor.takeMail().hasSuffix("] " + shown + "\r\n"))
        redis("PING")
        #expect(monitor.takeMail().hasSuffix(#"] "PING""# + "\r\n"))
    }

    @Test func `of a transaction each command is shown when it runs, then EXEC`() {
        redis.batch(["MULTI", "SET k v", "GET k", "EXEC"])
        let shown = monitor.takeMail().split(separator: "\r\n").map { $0.drop { $0 != "]" } }
        #expect(shown == [#"] "MULTI""#, #"] "SET" "k" "v""#, #"] "GET" "k""#, #"] "EXEC""#])
    }

    @Test func `a monitor that has gone costs nothing more`() {
        redis.engine.remove(monitor.client)
        redis("PING")
        #expect(redis.engine.takeMail().isEmpty)
        #expect(redis.engine.state.value.followers.isEmpty)
    }

    @Test func `a client of a Unix socket is told by the socket's path`() {
        redis.client.isUnixSocket = true
        redis.engine.environment.unixSocket = "/tmp/kv.sock"
        redis("PING")
        #expect(monitor.takeMail().contains(#"[0 unix:/tmp/kv.sock] "PING""#))
    }
}
