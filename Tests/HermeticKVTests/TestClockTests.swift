// The clock in a test's hands.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual(startingAt: UnixTime(seconds: 1_000)))) struct TestClockTests {
    let server = TestServer.current

    @Test func `a manual clock stands still until it is moved`() {
        #expect(server.execute("TIME").elements?.map(\.text) == ["1000", "0"])
        server.clock.advance(by: .microseconds(1_500_001))
        #expect(server.execute("TIME").elements?.map(\.text) == ["1001", "500001"])
        server.clock.advance(to: UnixTime(seconds: 2_000))
        #expect(server.clock.now == UnixTime(seconds: 2_000))
    }

    @Test func `time does not go back, nor beyond the year 9999`() {
        server.clock.advance(by: .seconds(-5))
        server.clock.advance(to: UnixTime(seconds: 1))
        #expect(server.clock.now == UnixTime(seconds: 1_000))
        server.clock.advance(by: .seconds(Int64.max))
        #expect(server.clock.now == UnixTime(microseconds: 253_402_300_799_999_999))
        server.execute("SET", "k", "v", "EX", 100)
        #expect(server["k"] == "v")
    }

    @Test func `a key is gone at its instant, not before`() {
        server.execute("SET", "k", "v", "PX", 100)
        server.clock.advance(by: .milliseconds(99))
        #expect(server["k"] == "v" && server.ttl(of: "k") == .milliseconds(1))
        server.clock.advance(by: .milliseconds(1))
        #expect(server["k"] == nil && server.keys.isEmpty)
    }

    @Test func `the next deadline can be gone to`() {
        #expect(server.clock.advanceToNextDeadline() == nil)
        server.load(["a": "1"], expiringAfter: .seconds(10))
        server.load(["b": "1"], expiringAfter: .seconds(5))
        server.load(["c": "1"], expiringAfter: .seconds(1))
        server["c"] = nil
        #expect(server.clock.nextDeadline == UnixTime(seconds: 1_005))
        #expect(server.clock.advanceToNextDeadline() == UnixTime(seconds: 1_005))
        #expect(server.keys == ["a"])
        #expect(server.clock.advanceToNextDeadline() == UnixTime(seconds: 1_010))
        #expect(server.keys.isEmpty)
    }

    @Test func `what waits on the way happens at its own instant`() throws {
        let (paused, other) = (try TestClient(server), try TestClient(server))
        #expect(try other.expect("CLIENT PAUSE 1000 WRITE", "+OK\r\n"))
        // The reply to the second command says that the first is being held.
        try paused.send("SET k v PX 500\r\n")
        #expect(try other.expect("PING", "+PONG\r\n"))
        #expect(try other.expect("PING", "+PONG\r\n"))
        server.clock.advance(by: .milliseconds(1_400))
        #expect(try paused.readText(5) == "+OK\r\n")
        // Set at 1000 ms, so it lives until 1500.
        #expect(server.ttl(of: "k") == .milliseconds(100))
        server.clock.advance(by: .milliseconds(100))
        #expect(server["k"] == nil)
    }

    @Test func `expired events come in the order of the deadlines`() throws {
        let client = try TestClient(server)
        server.execute("CONFIG", "SET", "notify-keyspace-events", "Ex")
        let channel = "__keyevent@0__:expired"
        #expect(
            try client.expect(
                "SUBSCRIBE \(channel)", "*3\r\n$9\r\nsubscribe\r\n$\(channel.count)\r\n\(channel)\r\n:1\r\n"))
        for (key, seconds) in [("c", 3), ("a", 1), ("b", 2)] {
            server.execute("SET", key, "v", "EX", seconds)
        }
        server.clock.advance(by: .seconds(10))
        for key in ["a", "b", "c"] {
            let message = "*3\r\n$7\r\nmessage\r\n$\(channel.count)\r\n\(channel)\r\n$1\r\n\(key)\r\n"
            #expect(try client.readText(message.utf8.count) == message)
        }
    }

    @Test func `a clock is frozen and goes on`() throws {
        let server = try TestServer.start()
        server.clock.freeze()
        let time = server.clock.now
        server.clock.advance(by: .seconds(60))
        #expect(server.clock.now == time + .seconds(60))
        server.clock.resume()
        let client = try TestClient(server)
        // A key that goes by itself shows that the server's timer has been set anew.
        #expect(try client.expect("SUBSCRIBE __keyevent@0__:expired", subscribed))
        server.execute("CONFIG", "SET", "notify-keyspace-events", "Ex")
        server.execute("SET", "k", "v", "PX", 1)
        let message = "*3\r\n$7\r\nmessage\r\n$22\r\n__keyevent@0__:expired\r\n$1\r\nk\r\n"
        #expect(try client.readText(message.utf8.count) == message)
    }

    @Test func `a clock goes so many times as fast`() throws {
        let server = try TestServer.start(clock: .scaled(by: 10_000))
        let client = try TestClient(server)
        #expect(try client.expect("SUBSCRIBE __keyevent@0__:expired", subscribed))
        server.execute("CONFIG", "SET", "notify-keyspace-events", "Ex")
        let start = server.clock.now
        server.execute("SET", "k", "v", "EX", 100)
        let message = "*3\r\n$7\r\nmessage\r\n$22\r\n__keyevent@0__:expired\r\n$1\r\nk\r\n"
        #expect(try client.readText(message.utf8.count) == message)
        #expect(server.clock.now - start >= .seconds(99))
    }

    private let subscribed = "*3\r\n$9\r\nsubscribe\r\n$22\r\n__keyevent@0__:expired\r\n:1\r\n"
}
