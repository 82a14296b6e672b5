// Snapshots: what they hold, what they compare, and that putting one back replaces everything.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct SnapshotTests {
    let server = TestServer.current

    /// A value of each type, small and large, so that every way to keep one is there.
    private func fill(_ server: TestServer) {
        let words = (0..<600).map { KVString("member:\($0)") }
        server.load([
            "number": "41", "short": "v", "long": .string(KVString(String(repeating: "x", count: 9000))),
            "list": .list(["a", "b"]), "long list": .list(words), "set": .set(["1", "2"]),
            "large set": .set(Set(words)), "hash": .hash(["f": "v"]),
            "large hash": .hash(Dictionary(uniqueKeysWithValues: words.map { ($0, "v") })),
            "zset": .sortedSet(["m": 1.5]),
            "large zset": .sortedSet(Dictionary(uniqueKeysWithValues: words.map { ($0, 2) })),
            "stream": .stream([StreamEntry("1-1", ["f": "v", "g": "w"]), StreamEntry("2-0", ["f": "x"])]),
        ])
        server.load(["other": "db5"], database: 5)
        server.load(["session": "s"], expiringAfter: .seconds(60))
    }

    private func everything(in server: TestServer) -> [String] {
        (0..<16).flatMap { database in
            server.keys(in: database).map { key in
                let value = server.value(of: key, database: database)
                let encoding = server.execute("OBJECT", "ENCODING", key, database: database)
                let ttl = server.ttl(of: key, database: database)
                return
                    "\(database) \(key) \(String(describing: value)) \(encoding) \(String(describing: ttl))"
            }
        }
    }

    @Test func `restoring brings everything back, encodings and times to live included`() {
        fill(server)
        let before = everything(in: server)
        let order = server.execute("SCAN", 0, "COUNT", 100)
        let snapshot = server.snapshot()
        #expect(before.count == 14 && snapshot.count == 14)
        server.execute("FLUSHALL")
        server.load(["new": "v", "number": .list(["another type"])])
        server.load(["elsewhere": "v"], database: 9)
        server.restore(snapshot)
        #expect(everything(in: server) == before)
        #expect(server.execute("SCAN", 0, "COUNT", 100) == order)
        #expect(server.snapshot().changes(since: snapshot) == [])
    }

    @Test func `a snapshot does not follow the server, nor the server the snapshot`() {
        fill(server)
        let snapshot = server.snapshot()
        for _ in 0..<2 {
            server.execute("APPEND", "long", "y")
            server.execute("RPUSH", "list", "c")
            server.execute("SADD", "large set", "new")
            server.execute("HSET", "large hash", "new", "v")
            server.execute("ZADD", "large zset", 1, "new")
            server.restore(snapshot)
            #expect(server["list"] == .list(["a", "b"]))
            #expect(server.execute("STRLEN", "long") == .integer(9000))
            for count in [
                server.execute("SCARD", "large set"), server.execute("HLEN", "large hash"),
                server.execute("ZCARD", "large zset"),
            ] {
                #expect(count == .integer(600))
            }
        }
    }

    @Test func `changes are told by database and key`() {
        fill(server)
        server.execute("EXPIRE", "short", 10)
        let before = server.snapshot()
        server.execute("SET", "added", "v")
        server.execute("DEL", "hash", "zset")
        server.execute("INCR", "number")
        server.execute("SADD", "set", "3")
        server.execute("EXPIRE", "short", 20)
        server.execute("PERSIST", "session")
        server.execute("SET", "other", "new", "EX", "5", database: 5)
        server.execute("DEL", "list")
        server.execute("SADD", "list", "a", "b")
        let changes = server.snapshot().changes(since: before)
        #expect(
            changes == [
                .added("added"), .removed("hash"), .changed("list"), .changed("number"),
                .expiryChanged("session"), .changed("set"), .expiryChanged("short"), .removed("zset"),
                .changed("other", database: 5),
            ])
        #expect(changes.map(\.description).last == "changed other (db5)")
        #expect(before.changes(since: server.snapshot()).contains(.added("hash")))
    }

    @Test func `the same value kept in another way is no change`() {
        server.execute("SADD", "s", "1", "2")
        server.execute("SET", "n", "12")
        let before = server.snapshot()
        server.execute("SADD", "s", "word")
        server.execute("SREM", "s", "word")
        server.execute("SETRANGE", "n", 0, "12")
        #expect(server.execute("OBJECT", "ENCODING", "s") == .string("hashtable"))
        #expect(server.snapshot().changes(since: before) == [])
    }

    @Test func `deadlines are instants of the clock`() {
        fill(server)
        let snapshot = server.snapshot()
        server.clock.advance(by: .seconds(59))
        server.restore(snapshot)
        #expect(server.ttl(of: "session") == .seconds(1))
        #expect(server.clock.nextDeadline == server.clock.now + .seconds(1))
        server.clock.advance(by: .seconds(1))
        #expect(server["session"] == nil)
        server.restore(snapshot)
        #expect(server["session"] == nil && server.keys.count == 12)
    }

    @Test func `a restored key is as idle as it was`() {
        server.execute("SET", "k", "v")
        server.clock.advance(by: .seconds(30))
        let snapshot = server.snapshot()
        server.execute("GET", "k")
        server.restore(snapshot)
        #expect(server.execute("OBJECT", "IDLETIME", "k") == .integer(30))
    }

    @Test func `access times mean nothing under another policy, so the keys count as new`() throws {
        server.execute("SET", "k", "v")
        let other = try TestServer.start(parameters: ["maxmemory-policy": "allkeys-lfu"])
        other.restore(server.snapshot())
        #expect(other.execute("OBJECT", "FREQ", "k") == .integer(5))
    }

    @Test(arguments: ["k", "new"]) func `a transaction that watches a key of either side fails`(key: String)
        throws
    {
        server.execute("SET", "new", "v")
        let snapshot = server.snapshot()
        server.execute("DEL", "new")
        server.execute("SET", "k", "v")
        let client = try TestClient(server)
        #expect(try client.expect("WATCH \(key)", "+OK\r\n"))
        server.restore(snapshot)
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("EXEC", "*-1\r\n"))
        #expect(try client.expect("WATCH nosuch", "+OK\r\n"))
        server.restore(snapshot)
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("EXEC", "*0\r\n"))
    }

    @Test func `clients that track keys are told to forget them`() throws {
        server.execute("SET", "k", "v")
        let client = try TestClient(server)
        try client.send("HELLO 3\r\nCLIENT TRACKING on\r\nGET k\r\n")
        _ = try client.readText(through: "$1\r\nv\r\n")
        server.restore(server.snapshot())
        let message = ">2\r\n$10\r\ninvalidate\r\n_\r\n"
        #expect(try client.readText(message.utf8.count) == message)
    }

    @Test func `a client that waits for a key is served when it comes back`() async throws {
        server.load(["queue": .list(["a"])])
        let snapshot = server.snapshot()
        server["queue"] = nil
        let client = try TestClient(server)
        try client.send("BLPOP queue 0\r\n")
        await server.untilBlocked(1)
        server.restore(snapshot)
        let reply = "*2\r\n$5\r\nqueue\r\n$1\r\na\r\n"
        #expect(try client.readText(reply.utf8.count) == reply)
        #expect(server.keys.isEmpty && snapshot["queue"] == .list(["a"]))
        #expect(server.journal.lines == ["BLPOP queue 0"])
    }

    @Test func `a server starts from another's snapshot and goes its own way`() throws {
        fill(server)
        let snapshot = server.snapshot()
        var configuration = TestServer.Configuration()
        configuration.parameters = ["hash-max-listpack-entries": "1"]
        configuration.clock = .manual()
        let other = try TestServer(startingFrom: snapshot, configuration)
        #expect(everything(in: other) == everything(in: server))
        other.execute("HSET", "hash", "g", "v")
        #expect(other.execute("OBJECT", "ENCODING", "hash") == .string("hashtable"))
        #expect(server["hash"] == .hash(["f": "v"]) && snapshot["hash"] == .hash(["f": "v"]))
        #expect(snapshot.value(of: "other", database: 5) == "db5" && snapshot["nosuch"] == nil)
        #expect(snapshot.keys(in: 5) == ["other"] && snapshot.keys.count == 13)
        configuration.databases = 5
        #expect(throws: TestServerError.self) { try TestServer(startingFrom: snapshot, configuration) }
    }

    @Test func `many servers restore one snapshot at the same time`() async throws {
        fill(server)
        let snapshot = server.snapshot()
        try await withThrowingTaskGroup(of: [Snapshot.Change].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var configuration = TestServer.Configuration()
                    configuration.clock = .manual()
                    let other = try TestServer(startingFrom: snapshot, configuration)
                    other.execute("SADD", "large set", "new")
                    return other.snapshot().changes(since: snapshot) + snapshot.changes(since: snapshot)
                }
            }
            for try await changes in group { #expect(changes == [.changed("large set")]) }
        }
    }
}
