// MIGRATE between two servers of one process.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct MigrationTests {
    let here: ServerFixture
    let there: ServerFixture
    let client: TestClient
    let target: TestClient

    init() throws {
        (here, there) = (try ServerFixture(), try ServerFixture([("requirepass", "pw")], seed: 2))
        (client, target) = (try here.client(), try there.client())
        _ = try target.expect("AUTH pw", "+OK\r\n")
    }

    /// MIGRATE with the target's place in front of the rest of its words.
    private func migrate(_ rest: String, _ reply: String) throws -> Bool {
        try client.expect("MIGRATE 127.0.0.1 \(there.server.port ?? 0) \(rest)", reply)
    }

    @Test func `a key goes with its value and its deadline`() throws {
        #expect(try client.expect("SET k v PX 5000", "+OK\r\n"))
        #expect(try migrate("k 3 1000 AUTH pw", "+OK\r\n"))
        #expect(try client.expect("EXISTS k", ":0\r\n"))
        #expect(try target.expect("SELECT 3", "+OK\r\n"))
        #expect(try target.expect("GET k", "$1\r\nv\r\n"))
        #expect(try target.expect("PTTL k", ":5000\r\n"))
    }

    @Test func `of several keys those go that are there, and a copy stays`() throws {
        #expect(try client.expect("RPUSH l a b", ":2\r\n"))
        #expect(try client.expect("SADD s 1", ":1\r\n"))
        #expect(try migrate("\"\" 0 1000 COPY AUTH2 default pw KEYS l none s", "+OK\r\n"))
        #expect(try client.expect("EXISTS l s", ":2\r\n"))
        #expect(try target.expect("DBSIZE", ":2\r\n"))
    }

    @Test func `what the target refuses stays`() throws {
        #expect(try client.expect("SET k v", "+OK\r\n"))
        let error = "-ERR Target instance replied with error: "
        #expect(try migrate("k 0 1000", error + "NOAUTH Authentication required.\r\n"))
        #expect(try migrate("k 99 1000 AUTH pw", error + "ERR DB index is out of range\r\n"))
        #expect(try target.expect("SET k w", "+OK\r\n"))
        #expect(try migrate("k 0 1000 AUTH pw", error + "BUSYKEY Target key name already exists.\r\n"))
        #expect(try client.expect("EXISTS k", ":1\r\n"))
        #expect(try migrate("k 0 1000 REPLACE AUTH pw", "+OK\r\n"))
        #expect(try target.expect("GET k", "$1\r\nv\r\n"))
    }

    @Test func `a target that does not answer is given up`() throws {
        #expect(try client.expect("SET k v", "+OK\r\n"))
        try target.send("DEBUG SLEEP 10\r\n")
        let error = "-IOERR error or timeout reading to target instance\r\n"
        #expect(try migrate("k 0 50 AUTH pw", error))
        #expect(try client.expect("GET k", "$1\r\nv\r\n"))
    }

    @Test func `others go on meanwhile, and what they change is not lost`() async throws {
        #expect(try client.expect("SET k v", "+OK\r\n"))
        #expect(try client.expect("SET j v", "+OK\r\n"))
        // The server answers the PING before it falls asleep, so the other commands come after that.
        try target.send("PING\r\nDEBUG SLEEP 10\r\n")
        #expect(try target.readText(7) == "+PONG\r\n")
        // Its time is the system's, and in a whole test run this task may have to wait for others for minutes.
        try client.send("MIGRATE 127.0.0.1 \(there.server.port ?? 0) \"\" 0 3600000 AUTH pw KEYS k j\r\n")
        await here.server.untilBlocked(1)
        #expect(try here.client().expect("SET k changed", "+OK\r\n"))
        there.advance(by: .seconds(10))
        let error =
            "-ERR A key was changed while it was migrated. It is here, and at the target as it was before.\r\n"
        #expect(try client.readText(error.utf8.count) == error)
        #expect(try client.expect("MGET k j", "*2\r\n$7\r\nchanged\r\n$-1\r\n"))
    }

    @Test func `a transaction does not migrate`() throws {
        #expect(try client.expect("SET k v", "+OK\r\n"))
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try migrate("k 0 1000", "+QUEUED\r\n"))
        try client.send("EXEC\r\n")
        #expect(try client.readText(14) == "*1\r\n-ERR MIGRA")
    }
}
