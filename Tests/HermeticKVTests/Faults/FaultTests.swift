// Faults as a test sets them.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVSockets
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct FaultTests {
    let server = TestServer.current

    private func client(of server: TestServer? = nil) throws -> TestClient {
        let server = server ?? self.server
        return try TestClient(.ipv4(0x7F00_0001, port: UInt16(server.port)))
    }

    /// The reply to a command whose length is known.
    private func reply(_ line: String, _ count: Int, from client: TestClient) throws -> String {
        try client.send("\(line)\r\n")
        return try client.readText(count)
    }

    @Test func `a fault happens where and as often as it was asked to`() throws {
        let fault = server.faults.inject(.disconnect, into: .command("GET", key: "user:*"), times: 1)
        let first = try client()
        #expect(try reply("GET order:1", 5, from: first) == "$-1\r\n")
        #expect(fault.hits == 0)
        try first.send("GET user:1\r\n")
        #expect(try first.readToEnd() == "")
        #expect(fault.hits == 1)
        #expect(try reply("GET user:1", 5, from: client()) == "$-1\r\n")
        #expect(fault.hits == 1)
        #expect(fault.description == "DISCONNECT COMMAND get KEY user:* TIMES 1")
        #expect(server.faults.descriptions == ["1: DISCONNECT COMMAND get KEY user:* TIMES 1 (1 hits)"])
    }

    @Test func `a fault that is removed does not happen, and still knows its hits`() throws {
        let client = try client()
        let fault = server.faults.inject(.error(.readOnly), into: .command("set"))
        #expect(
            try reply("SET k v", 56, from: client)
                == "-READONLY You can't write against a read only replica.\r\n")
        fault.remove()
        fault.remove()
        #expect(try reply("SET k v", 5, from: client) == "+OK\r\n")
        #expect(fault.hits == 1)
        #expect(server.faults.descriptions.isEmpty)
    }

    @Test func `a fault lasts as long as its closure, however that ends`() async throws {
        struct Failure: Error {}
        let client = try client()
        let hits = try await server.withFault(.error("ERR no"), into: .command("ping")) { fault in
            let refused = try reply("PING", 9, from: client)
            #expect(refused == "-ERR no\r\n")
            return fault.hits
        }
        #expect(hits == 1)
        #expect(try reply("PING", 7, from: client) == "+PONG\r\n")
        await #expect(throws: Failure.self) {
            try await server.withFault(.error("ERR no")) { _ in throw Failure() }
        }
        #expect(try reply("PING", 7, from: client) == "+PONG\r\n")
    }

    @Test func `the third command is met, and nothing else`() throws {
        let client = try client()
        server.faults.inject(.error("X"), into: .command("incr"), times: 1, skipping: 2)
        try client.send(String(repeating: "INCR n\r\n", count: 4))
        #expect(try client.readText(16) == ":1\r\n:2\r\n-X\r\n:3\r\n")
    }

    @Test func `latency is on the server's clock`() throws {
        let client = try client()
        server.faults.inject(.latency(.seconds(3)), into: .command("TIME"))
        try client.send("PING\r\nTIME\r\n")
        #expect(try client.readText(7) == "+PONG\r\n")
        let begin = server.clock.now
        #expect(server.clock.advanceToNextDeadline() == begin + .seconds(3))
        #expect(try client.readText(21) == "*2\r\n$10\r\n1700000003\r\n")
    }

    @Test(.server(clock: .scaled(by: 1000))) func `on a clock that goes, waits end by themselves`() throws {
        let (server, client) = (TestServer.current, try self.client(of: .current))
        server.faults.inject(.latency(.seconds(20)), into: .command("incr"), times: 1)
        server.faults.inject(.stallReading(for: .seconds(20)), into: .command("incr"), times: 1, skipping: 1)
        server.faults.inject(.stallWriting(for: .seconds(20)), into: .command("incr"), times: 1, skipping: 2)
        let begin = server.clock.now
        #expect(try reply("INCR n", 4, from: client) == ":1\r\n")
        #expect(server.clock.now >= begin + .seconds(20))
        #expect(try reply("INCR n", 4, from: client) == ":2\r\n")
        #expect(server.clock.now >= begin + .seconds(40))
        #expect(try reply("INCR n", 4, from: client) == ":3\r\n")
        #expect(server.clock.now >= begin + .seconds(60))
    }

    @Test func `only the connections of a name are met`() throws {
        let (worker, other) = (try client(), try client())
        #expect(try reply("CLIENT SETNAME worker", 5, from: worker) == "+OK\r\n")
        server.faults.inject(.duplicateReply, into: .command("ping").fromClient(named: "worker"))
        #expect(try reply("PING", 14, from: worker) == "+PONG\r\n+PONG\r\n")
        #expect(try reply("PING", 7, from: other) == "+PONG\r\n")
        #expect(other.isQuiet)
    }

    @Test func `connections are refused, and direct access goes on`() async throws {
        await server.withFault(.refuseConnections) { _ in
            #expect(throws: SocketError.self) { try client() }
            #expect(server.execute("SET", "k", "v") == .status("OK"))
        }
        #expect(try reply("GET k", 7, from: client()) == "$1\r\nv\r\n")
    }

    @Test func `every kind of fault can be set together, and removed`() throws {
        let client = try client()
        let actions: [Fault.Action] = [
            .latency(.seconds(1)), .stallReading, .stallWriting, .stallReading(for: .seconds(1)), .disconnect,
            .executeAndDisconnect, .reset, .executeAndReset, .cutReply(after: 1), .replyByteByByte,
            .garbage(),
            .duplicateReply, .acceptAndClose, .acceptAndReset, .refuseConnections,
            .refuseConnections(for: .seconds(1)), .stallWriting(for: .seconds(1)), .error(.noPermission),
            .error(.moved(slot: 1, to: "a:1")), .error(.ask(slot: 1, at: "a:1")),
        ]
        #expect(try reply("PING", 7, from: client) == "+PONG\r\n")
        for action in actions { server.faults.inject(action) }
        try client.send("PING\r\n")
        server.faults.removeAll()
        #expect(server.faults.descriptions.isEmpty)
        // Whether the first was seen before or after, both are answered now.
        #expect(try reply("PING", 14, from: client) == "+PONG\r\n+PONG\r\n")
    }

    @Test func `a mistake in a fault is caught where it is made`() async {
        await #expect(processExitsWith: .failure) {
            let server = try TestServer.start()
            server.faults.inject(.acceptAndClose, into: .command("GET"))
        }
    }
}
