import KVSockets
import RESP
import TestSupport
import Testing

@testable import KVServer

@Suite struct TestControlsTests {
    private func server() throws -> (ServerFixture, TestClient) {
        let fixture = try ServerFixture(hasTestControls: true)
        return (fixture, try fixture.client())
    }

    @Test func `without test controls HERMETIC is as unknown as in Redis`() throws {
        let client = try ServerFixture().client()
        #expect(
            try client.expect(
                "HERMETIC CLOCK NOW",
                "-ERR unknown command 'HERMETIC', with args beginning with: 'CLOCK' 'NOW' \r\n"))
    }

    @Test func `it is no command of Redis's with them either`() throws {
        let (_, client) = try server()
        #expect(try client.expect("COMMAND INFO hermetic", "*1\r\n$-1\r\n"))
        #expect(try client.expect("HERMETIC SEED", "$1\r\n1\r\n"))
        #expect(try client.expect("INFO errorstats", "$14\r\n# Errorstats\r\n\r\n"))
    }

    @Test func `the clock moves by what is asked, and the reply is the time`() throws {
        let (_, client) = try server()
        #expect(try client.expect("HERMETIC CLOCK NOW", ":1700000000000\r\n"))
        #expect(try client.expect("hermetic clock advance 60s", ":1700000060000\r\n"))
        #expect(try client.expect("HERMETIC CLOCK ADVANCE TO 1700000100000", ":1700000100000\r\n"))
        #expect(try client.expect("HERMETIC CLOCK ADVANCE TO 1600000000000", ":1700000100000\r\n"))
        #expect(try client.expect("TIME", "*2\r\n$10\r\n1700000100\r\n$1\r\n0\r\n"))
    }

    @Test func `keys go at their own instants before the reply`() throws {
        let (fixture, client) = try server()
        let listener = try fixture.client()
        #expect(try client.expect("CONFIG SET notify-keyspace-events Ex", "+OK\r\n"))
        let channel = "__keyevent@0__:expired"
        #expect(
            try listener.expect(
                "SUBSCRIBE \(channel)", "*3\r\n$9\r\nsubscribe\r\n$22\r\n\(channel)\r\n:1\r\n"))
        #expect(try client.expect("SET second 1 PX 20", "+OK\r\n"))
        #expect(try client.expect("SET first 1 PX 10", "+OK\r\n"))
        #expect(try client.expect("HERMETIC CLOCK ADVANCE 1m", ":1700000060000\r\n"))
        let messages = ["$5\r\nfirst\r\n", "$6\r\nsecond\r\n"].map {
            "*3\r\n$7\r\nmessage\r\n$22\r\n\(channel)\r\n\($0)"
        }
        #expect(try listener.readText(messages.joined().utf8.count) == messages.joined())
    }

    @Test func `a command that was held back has run at its own instant`() throws {
        let (fixture, client) = try server()
        let (pausing, (held, catchUp)) = (try fixture.client(), try fixture.watched())
        #expect(try pausing.expect("CLIENT PAUSE 1000 WRITE", "+OK\r\n"))
        try held.send("SET key 1 PX 100\r\n")
        try catchUp()
        // It runs after one second, so it is gone after 1.1; run at the end it would have 100 ms left.
        #expect(try client.expect("HERMETIC CLOCK ADVANCE 1100ms", ":1700000001100\r\n"))
        #expect(try client.expect("PTTL key", ":-2\r\n"))
        #expect(try held.readText(5) == "+OK\r\n")
    }

    @Test func `the next deadline is gone to, and null when there is none`() throws {
        let (_, client) = try server()
        #expect(try client.expect("HERMETIC CLOCK NEXT", "$-1\r\n"))
        #expect(try client.expect("SET key 1 PX 1234", "+OK\r\n"))
        #expect(try client.expect("HERMETIC CLOCK NEXT", ":1700000001234\r\n"))
        #expect(try client.expect("EXISTS key", ":0\r\n"))
    }

    @Test func `a clock is let go and stopped`() throws {
        let (fixture, client) = try server()
        #expect(fixture.clock.rate == 0)
        #expect(try client.expect("HERMETIC CLOCK RESUME", "+OK\r\n"))
        #expect(fixture.clock.rate == 1)
        #expect(try client.expect("HERMETIC CLOCK FREEZE", "+OK\r\n"))
        #expect(fixture.clock.rate == 0)
    }

    @Test func `replies keep the order of a pipeline`() throws {
        let (_, client) = try server()
        try client.send(
            "SET k 1 PX 1000\r\nHERMETIC CLOCK ADVANCE 999\r\nGET k\r\nHERMETIC CLOCK ADVANCE 1\r\nGET k\r\n")
        let replies = "+OK\r\n:1700000000999\r\n$1\r\n1\r\n:1700000001000\r\n$-1\r\n"
        #expect(try client.readText(replies.utf8.count) == replies)
    }

    @Test func `a client that has sent its last gets the reply`() throws {
        let (_, client) = try server()
        try client.send("HERMETIC CLOCK ADVANCE 1s\r\nPING\r\n")
        client.halfClose()
        #expect(try client.readToEnd() == ":1700000001000\r\n+PONG\r\n")
    }

    @Test func `a server that sleeps can be woken by its clock`() throws {
        let (fixture, client) = try server()
        let (sleeper, catchUp) = try fixture.watched()
        try sleeper.send("DEBUG SLEEP 10\r\n")
        try catchUp()
        #expect(try client.expect("HERMETIC CLOCK ADVANCE 10s", ":1700000010000\r\n"))
        #expect(try sleeper.readText(5) == "+OK\r\n")
    }

    @Test func `a client that asked is not idle meanwhile`() throws {
        let (_, client) = try server()
        #expect(try client.expect("CONFIG SET timeout 10", "+OK\r\n"))
        #expect(try client.expect("HERMETIC CLOCK ADVANCE 1h", ":1700003600000\r\n"))
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `a reply that is not wanted does not come`() throws {
        let (_, client) = try server()
        try client.send("CLIENT REPLY SKIP\r\nHERMETIC CLOCK ADVANCE 1s\r\nHERMETIC CLOCK NOW\r\n")
        #expect(try client.readText(16) == ":1700000001000\r\n")
        try client.send(
            "CLIENT REPLY OFF\r\nHERMETIC CLOCK ADVANCE 1s\r\nHERMETIC SEED\r\nCLIENT REPLY ON\r\n")
        #expect(try client.readText(5) == "+OK\r\n")
    }

    @Test func `a password is asked for first`() throws {
        let client = try ServerFixture([("requirepass", "secret")], hasTestControls: true).client()
        #expect(try client.expect("HERMETIC DUMP", "-NOAUTH Authentication required.\r\n"))
        #expect(try client.expect("AUTH secret", "+OK\r\n"))
        #expect(try client.expect("HERMETIC DUMP", "$0\r\n\r\n"))
    }

    @Test func `it is not queued`() throws {
        let (_, client) = try server()
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("HERMETIC SEED", "-ERR Command not allowed inside a transaction\r\n"))
        #expect(
            try client.expect("EXEC", "-EXECABORT Transaction discarded because of previous errors.\r\n"))
    }

    @Test(arguments: [
        ("HERMETIC", "unknown HERMETIC command ''. Try HERMETIC HELP."),
        ("HERMETIC CLOCK", "unknown HERMETIC command 'CLOCK'. Try HERMETIC HELP."),
        ("HERMETIC CLOCK JUMP 5", "unknown HERMETIC command 'CLOCK JUMP 5'. Try HERMETIC HELP."),
        (
            "HERMETIC CLOCK ADVANCE",
            "wrong number of arguments, the command is: HERMETIC CLOCK ADVANCE <duration>"
        ),
        ("HERMETIC SEED 7", "wrong number of arguments, the command is: HERMETIC SEED"),
        ("HERMETIC CLOCK ADVANCE soon", "a duration is written as 60s, 1500ms, 2m, 1h30m or 1d"),
        (
            "HERMETIC CLOCK ADVANCE TO -1",
            "an instant is written in Unix milliseconds, up to the year 9999"
        ),
    ])
    func `a mistake is told`(line: String, text: String) throws {
        let (_, client) = try server()
        #expect(try client.expect(line, "-ERR \(text)\r\n"))
    }

    @Test func `a clock that follows the system cannot be moved`() throws {
        var options = ServerOptions(endpoints: [.tcp(host: "127.0.0.1", port: 0)], seed: 1)
        options.hasTestControls = true
        let server = try Server(options)
        defer { server.stop() }
        let client = try TestClient(server.addresses[0])
        for line in ["ADVANCE 1s", "NEXT", "FREEZE", "RESUME"] {
            #expect(
                try client.expect(
                    "HERMETIC CLOCK \(line)", "-ERR the clock of this server follows the system's\r\n"))
        }
    }

    @Test func `a direct call cannot wait`() throws {
        let (fixture, _) = try server()
        #expect(fixture.execute("HERMETIC CLOCK ADVANCE 1s") == .error("ERR a direct call cannot wait"))
        #expect(fixture.execute("HERMETIC SEED") == .bulk([49]))
    }

    @Test func `a client is told when others are blocked`() throws {
        let (fixture, client) = try server()
        let (first, second) = (try fixture.client(), try fixture.client())
        #expect(try client.expect("HERMETIC UNTIL-BLOCKED 0", ":0\r\n"))
        try client.send("HERMETIC UNTIL-BLOCKED 2\r\nHERMETIC CLOCK ADVANCE 5s\r\n")
        try first.send("BLPOP queue 5\r\n")
        try second.send("BLPOP queue 0\r\n")
        #expect(try client.readText(20) == ":2\r\n:1700000005000\r\n")
        #expect(try first.readText(5) == "*-1\r\n")
        #expect(try client.expect("RPUSH queue a", ":1\r\n"))
        #expect(try second.readText(22) == "*2\r\n$5\r\nqueue\r\n$1\r\na\r\n")
    }

    @Test func `nobody waits for ever for others to be blocked`() throws {
        let (_, client) = try server()
        #expect(
            try client.expect("HERMETIC UNTIL-BLOCKED 1 1ms", "-ERR 0 of 1 clients are blocked after 1ms\r\n")
        )
        #expect(
            try client.expect(
                "HERMETIC UNTIL-BLOCKED some", "-ERR a number of clients is 0 or more\r\n"))
    }

    @Test func `help lists every command`() throws {
        let (fixture, _) = try server()
        let reply = fixture.execute("HERMETIC HELP")
        guard case .array(let lines) = reply else { return #expect(reply == .array([])) }
        #expect(lines.count == 1 + 2 * TestControls.all.count)
        #expect(lines.contains(.simple("CLOCK ADVANCE TO <unix-milliseconds>")))
    }
}

@Suite struct DurationTextTests {
    @Test(
        arguments: [
            ("0", 0), ("1500", 1_500_000), ("1500ms", 1_500_000), ("60s", 60_000_000), ("2m", 120_000_000),
            ("1h", 3_600_000_000), ("1d", 86_400_000_000), ("1h30m", 5_400_000_000), ("1.5S", 1_500_000),
            ("250us", 250),
        ] as [(String, Int64)])
    func `a duration is read`(text: String, microseconds: Int64) {
        #expect(DurationText.parse(text) == microseconds)
    }

    @Test(arguments: [
        "", "s", "-1s", "1x", "1 s", "1s2", "5 ", "1e3s", ".", "nan", "inf", "1..2s", "99999999999d", "٣s",
        "1s1",
    ])
    func `anything else is none`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }
}
