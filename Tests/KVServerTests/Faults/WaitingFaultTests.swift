// Faults that take time, on a clock that only moves when a test says so.

import KVServer
import TestSupport
import Testing

@Suite struct WaitingFaultTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test func `a command runs later, to the millisecond, and others are not delayed`() throws {
        let (slow, other) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("LATENCY 250ms COMMAND get")
        try slow.send("PING\r\nGET k\r\nPING\r\n")
        #expect(try slow.readText(7) == "+PONG\r\n")
        #expect(try other.expect("SET k v", "+OK\r\n"))
        fixture.advance(by: .milliseconds(249))
        #expect(slow.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try slow.readText(14) == "$1\r\nv\r\n+PONG\r\n")
        #expect(fixture.server.hits(of: fault) == 1)
    }

    @Test func `a delay ends at its own instant, however far the clock is moved`() throws {
        let clients = try (0..<3).map { _ in try fixture.knownClient() }
        try fixture.fault("LATENCY 1500ms COMMAND time")
        for client in clients {
            try client.send("TIME\r\n")
            try fixture.catchUp()
            fixture.advance(by: .milliseconds(100))
        }
        fixture.advance(by: .seconds(60))
        for (index, client) in clients.enumerated() {
            #expect(try client.readText(33) == "*2\r\n$10\r\n1700000001\r\n$6\r\n\(500 + index * 100)000\r\n")
        }
    }

    @Test func `delays of a pipeline and of several faults come one after the other`() throws {
        let client = try fixture.knownClient()
        try fixture.fault("LATENCY 1s COMMAND incr")
        try fixture.fault("LATENCY 0.5s COMMAND incr")
        try client.send("INCR n\r\nINCR n\r\n")
        try fixture.catchUp()
        fixture.advance(by: .milliseconds(1499))
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try client.readText(4) == ":1\r\n")
        fixture.advance(by: .milliseconds(1499))
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try client.readText(4) == ":2\r\n")
    }

    @Test func `a delay comes before an error, and counts with it`() throws {
        let client = try fixture.knownClient()
        let error = try fixture.fault("ERROR LOADING TIMES 1 COMMAND get")
        let latency = try fixture.fault("LATENCY 1s TIMES 1 KEY k")
        try client.send("GET k\r\n")
        try fixture.catchUp()
        #expect(client.isQuiet)
        fixture.advance(by: .seconds(1))
        #expect(try client.readText(49) == "-LOADING Redis is loading the dataset in memory\r\n")
        #expect(fixture.server.hits(of: error) == 1)
        #expect(fixture.server.hits(of: latency) == 1)
    }

    @Test func `nextDeadline knows when a delay ends`() throws {
        let client = try fixture.knownClient()
        try fixture.fault("LATENCY 3s COMMAND get")
        try client.send("GET k\r\n")
        try fixture.catchUp()
        #expect(fixture.server.nextDeadline == ServerFixture.epoch / 1000 + 3000)
    }

    @Test func `a client that gives up waiting does not keep its command from running`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        try fixture.fault("LATENCY 1s COMMAND set")
        try client.send("SET k v\r\n")
        client.close()
        try fixture.catchUp()
        #expect(fixture.holds("EXISTS k", "0"))
        fixture.advance(by: .seconds(1))
        #expect(fixture.holds("EXISTS k", "1"))
        #expect(try other.expect("PING", "+PONG\r\n"))
        try fixture.catchUp()
        #expect(try fixture.comesDownTo(connections: 1, asking: other))
    }

    @Test func `what waits goes on when its fault is removed`() throws {
        let client = try fixture.knownClient()
        let fault = try fixture.fault("LATENCY 1h COMMAND ping")
        try client.send("PING\r\n")
        try fixture.catchUp()
        #expect(client.isQuiet)
        fixture.server.remove(fault)
        #expect(try client.readText(7) == "+PONG\r\n")
    }

    @Test func `a delay and a pause of the server are two waits, and the fault is met once`() throws {
        let (client, pauser) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("LATENCY 1s COMMAND set")
        #expect(try pauser.expect("CLIENT PAUSE 3000 WRITE", "+OK\r\n"))
        try client.send("SET k v\r\n")
        try fixture.catchUp()
        fixture.advance(by: .milliseconds(2999))
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try client.readText(5) == "+OK\r\n")
        #expect(fixture.server.hits(of: fault) == 1)
    }

    // MARK: Stalls

    @Test func `a client is not read from until the fault is removed`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("STALL-READ COMMAND set")
        try client.send("SET k v\r\n")
        try fixture.catchUp()
        fixture.advance(by: .seconds(86_400))
        #expect(try other.expect("EXISTS k", ":0\r\n"))
        #expect(client.isQuiet)
        fixture.server.remove(fault)
        #expect(try client.readText(5) == "+OK\r\n")
    }

    @Test func `a client is not read from for a while`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        try fixture.fault("STALL-READ FOR 2s COMMAND set")
        try client.send("SET k v\r\n")
        try fixture.catchUp()
        fixture.advance(by: .milliseconds(1999))
        #expect(try other.expect("EXISTS k", ":0\r\n"))
        fixture.advance(by: .milliseconds(1))
        #expect(try client.readText(5) == "+OK\r\n")
    }

    @Test func `replies stay away until the fault is removed, and the commands run`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        let fault = try fixture.fault("STALL-WRITE COMMAND set TIMES 1")
        try client.send("PING\r\nSET k v\r\n")
        #expect(try client.readText(7) == "+PONG\r\n")
        #expect(try other.expect("GET k", "$1\r\nv\r\n"))
        try client.send("APPEND k w\r\n")
        try fixture.catchUp()
        #expect(try other.expect("GET k", "$2\r\nvw\r\n"))
        #expect(client.isQuiet)
        fixture.server.remove(fault)
        #expect(try client.readText(9) == "+OK\r\n:2\r\n")
        #expect(try client.expect("PING", "+PONG\r\n"))
    }

    @Test func `replies, messages and the end of the connection stay away for a while`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        try fixture.fault("STALL-WRITE FOR 5s COMMAND subscribe")
        try client.send("SUBSCRIBE c\r\n")
        try fixture.catchUp()
        #expect(try other.expect("PUBLISH c m", ":1\r\n"))
        try client.send("QUIT\r\n")
        try fixture.catchUp()
        fixture.advance(by: .milliseconds(4999))
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        let message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n"
        #expect(try client.readToEnd() == "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n\(message)+OK\r\n")
        client.close()
        #expect(try fixture.comesDownTo(connections: 1, asking: other))
    }

    @Test func `output that is kept back counts against the client's limits`() throws {
        let (client, other) = (try fixture.knownClient(), try fixture.knownClient())
        #expect(try other.expect("CONFIG SET client-output-buffer-limit \"normal 100000 0 0\"", "+OK\r\n"))
        let value = String(repeating: "x", count: 50_000)
        #expect(try other.expect("SET k \(value)", "+OK\r\n"))
        try fixture.fault("STALL-WRITE COMMAND get")
        for _ in 0..<3 { try client.send("GET k\r\n") }
        #expect((try? client.readToEnd()) ?? "" == "")
        #expect(try fixture.comesDownTo(connections: 1, asking: other))
    }
}
