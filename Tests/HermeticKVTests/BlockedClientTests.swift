// Clients that block, seen and served by the test that owns the server.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

/// Blocked clients on a clock that stands still.
@Suite(.server(seed: 7, clock: .manual())) struct BlockedClientTests {
    let server = TestServer.current

    @Test func `a blocked client is waited for, and served by a direct call`() async throws {
        let client = try TestClient(server)
        try client.send("BLPOP q 0\r\nPING\r\n")
        await server.untilBlocked()
        server.execute("RPUSH", "q", "job")
        #expect(try client.readText(27) == "*2\r\n$1\r\nq\r\n$3\r\njob\r\n+PONG\r\n")
    }

    @Test func `what follows a wait runs at the instant at which it ends`() async throws {
        let client = try TestClient(server)
        try client.send("BLPOP q 1.5\r\nSET k v PX 100\r\n")
        await server.untilBlocked(1)
        server.clock.advance(by: .milliseconds(1_499))
        #expect(server["k"] == nil)
        server.clock.advance(by: .milliseconds(51))
        #expect(server.ttl(of: "k") == .milliseconds(50))
        #expect(try client.readText(10) == "*-1\r\n+OK\r\n")
    }

    @Test func `a direct call does not wait`() {
        #expect(server.execute("BLPOP", "q", 0) == .null)
        #expect(server.execute("WAIT", 1, 0) == .integer(0))
    }

    @Test func `clients block again after a restart`() async throws {
        let old = try TestClient(server)
        try old.send("BLPOP q 0\r\n")
        await server.untilBlocked()
        try server.restart()
        #expect(try old.readToEnd() == "")
        server.execute("RPUSH", "q", "kept")
        #expect(server["q"] == .list(["kept"]))
        let client = try TestClient(server)
        #expect(try client.expect("BLPOP q 0", "*2\r\n$1\r\nq\r\n$4\r\nkept\r\n"))
        try client.send("BLPOP q 0\r\n")
        await server.untilBlocked()
        server.execute("RPUSH", "q", "new")
        #expect(try client.readText(20) == "*2\r\n$1\r\nq\r\n$3\r\nnew\r\n")
    }

    @Test func `waiting for blocked clients ends with its task`() async {
        let waiting = Task { [server] in await server.untilBlocked(5) }
        waiting.cancel()
        await waiting.value
    }
}
