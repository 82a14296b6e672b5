// A server's life, and its data without a socket.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVSockets
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct TestServerTests {
    let server = TestServer.current

    @Test func `a command runs without a socket`() {
        #expect(server.execute("SET", "visits", 41) == .status("OK"))
        #expect(server.execute("INCR", "visits") == .integer(42))
        #expect(server["visits"] == .string("42"))
        #expect(server.execute("LPUSH", "visits", "x").isError)
        #expect(server.execute([]) == .error("ERR a command has at least a name"))
        #expect(server.execute("", "k").isError && server.execute("ECHO", "") == .string(""))
    }

    @Test func `a command is made of words of any kind`() {
        let words: [any CommandWord] = [
            "RPUSH", "l", "text", "a text".dropFirst(2), KVString([0, 255]), 7, Int64.min, 0.1, [UInt8](),
            Coin.head,
        ]
        #expect(server.execute(words) == .integer(8))
        let spelt: [KVString] = [
            "text", "text", KVString([0, 255]), "7", "-9223372036854775808", "0.1", "", "head",
        ]
        #expect(server["l"] == .list(spelt))
    }

    @Test func `what a direct call says of its client holds for the next one`() {
        server.load(["h": .hash(["f": "1"])])
        #expect(server.execute("HGETALL", "h") == .map([.init(key: .string("f"), value: .string("1"))]))
        server.execute("HELLO", 2)
        #expect(server.execute("HGETALL", "h") == .array([.string("f"), .string("1")]))
        server.execute("HELLO", 3)
        server.execute("MULTI")
        #expect(server.execute("INCR", "n") == .status("QUEUED"))
        #expect(server.execute("EXEC") == .array([.integer(1)]))
        #expect(server.execute("QUIT") == .status("OK"))
        #expect(server.execute("GET", "n") == .string("1"))
    }

    @Test func `a direct call chooses its database`() {
        server.execute("SET", "k", "three", database: 3)
        #expect(server.value(of: "k", database: 3) == "three")
        #expect(server["k"] == nil && server.keys(in: 3) == ["k"])
        #expect(server.execute("GET", "k", database: 99).isError)
        #expect(server.execute("SELECT", 3) == .status("OK") && server.execute("GET", "k") == .null)
    }

    @Test func `every type is stored and read back`() {
        let values: [KVString: Value] = [
            "s": "text", "bytes": .string(KVString([0, 255, 10])), "l": .list(["a", "b", "a"]),
            "m": .set(["x", "y"]),
            "h": .hash(["f": "1", "g": "2"]), "z": .sortedSet(["ada": 1.5, "bob": -.infinity]),
        ]
        server.load(values)
        for (key, value) in values { #expect(server[key] == value) }
        #expect(server.keys == ["bytes", "h", "l", "m", "s", "z"])
        #expect(server.type(of: "z") == "zset" && server.type(of: "none") == nil)
        server["s"] = nil
        server["l"] = .list([])
        #expect(server.keys == ["bytes", "h", "m", "z"])
    }

    @Test func `a value is asked for by its type`() {
        server.load(["s": "text", "l": .list(["a", "b"]), "m": .set(["x"]), "h": .hash(["f": "1"])])
        server.load(["z": .sortedSet(["ada": 1.5])], database: 2)
        #expect(server.string("s") == "text" && server.list("l") == ["a", "b"] && server.set("m") == ["x"])
        #expect(server.hash("h") == ["f": "1"] && server.sortedSet("z", database: 2) == ["ada": 1.5])
        #expect(server.string("l") == nil && server.list("s") == nil && server.set("none") == nil)
        #expect(server.hash("m") == nil && server.sortedSet("z") == nil)
    }

    @Test func `looking changes nothing`() {
        server.execute("SET", "k", "v")
        server.clock.advance(by: .seconds(100))
        #expect(server["k"] == "v" && server.ttl(of: "k") == nil && server["none"] == nil)
        let statistics = server.execute("INFO", "stats").text ?? ""
        #expect(statistics.contains("keyspace_hits:0\r\n") && statistics.contains("keyspace_misses:0\r\n"))
        #expect(server.execute("OBJECT", "IDLETIME", "k") == .integer(100))
    }

    @Test func `a dump shows everything, in order`() {
        server.load(["greeting": "hello"], expiringAfter: .milliseconds(59_500))
        server.load(["queue": .list(["a", "b"])])
        server.load(["z": .sortedSet(["ada": 2, "bob": 1])], database: 3)
        #expect(
            server.dump() == """
                db0
                  greeting  "hello"  59.5 s
                  queue     list ["a", "b"]
                db3
                  z  zset {"bob": 1.0, "ada": 2.0}
                """)
    }

    @Test func `the address is one that clients take`() throws {
        let server = try TestServer.start(password: "p@ss/word")
        #expect(server.url == "redis://:p%40ss%2Fword@127.0.0.1:\(server.port)")
        #expect(server.endpoint == "127.0.0.1:\(server.port)" && server.port > 0)
        let client = try TestClient(server)
        #expect(try client.expect("PING", "-NOAUTH Authentication required.\r\n"))
        #expect(try client.expect("AUTH p@ss/word", "+OK\r\n"))
    }

    @Test func `a stopped server keeps its data and serves it again on its port`() throws {
        let client = try TestClient(server)
        #expect(try client.expect("SET k v", "+OK\r\n"))
        let port = server.port
        server.stop()
        server.stop()
        #expect(try client.readToEnd() == "")
        #expect(throws: (any Error).self) { try TestClient(server) }
        #expect(server["k"] == "v")
        try server.restart()
        #expect(server.port == port)
        #expect(try TestClient(server).expect("GET k", "$1\r\nv\r\n"))
    }

    @Test func `what cannot be is refused in a sentence`() throws {
        #expect(throws: TestServerError.self) { try TestServer.start(clock: .scaled(by: 0)) }
        #expect(throws: TestServerError.self) { try TestServer.start(databases: 0) }
        #expect(throws: TestServerError.self) { try TestServer.start(parameters: ["no-such": "1"]) }
        #expect(throws: TestServerError.self) { try TestServer.start(port: UInt16(server.port)) }
    }

    @Test func `a closure has a server of its own`() async throws {
        let port = try await withTestServer { other in
            other["k"] = "v"
            return other.port
        }
        #expect(server["k"] == nil && port != server.port)
    }

    @Test func `a direct call kills a client, and its socket is closed`() throws {
        let client = try TestClient(server)
        #expect(try client.expect("CLIENT SETNAME victim", "+OK\r\n"))
        #expect(server.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no") == .integer(1))
        #expect(try client.readToEnd() == "")
    }

    @Test func `a direct call publishes to sockets`() throws {
        let client = try TestClient(server)
        #expect(try client.expect("SUBSCRIBE news", "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n"))
        #expect(server.execute("PUBLISH", "news", "hi") == .integer(1))
        let message = "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$2\r\nhi\r\n"
        #expect(try client.readText(message.utf8.count) == message)
    }

    @Test func `a direct call is shown to those who monitor`() throws {
        let client = try TestClient(server)
        #expect(try client.expect("MONITOR", "+OK\r\n"))
        server.execute("SET", "k", "v", database: 2)
        #expect(try client.readLine().hasSuffix("[2 direct] \"SET\" \"k\" \"v\"\r\n"))
    }

    @Test func `a direct call's changes go to replicas`() throws {
        let client = try TestClient(server)
        try client.send("SYNC\r\n")
        let header = try client.readLine()
        _ = try client.read(try #require(Int(header.dropFirst().dropLast())))
        server.execute("GET", "k")
        server.execute("SET", "k", "v")
        let stream = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n"
        #expect(try client.readText(stream.utf8.count) == stream)
    }

    @Test func `what a direct call reads is noted where it tracks`() throws {
        server.execute("CLIENT", "TRACKING", "ON")
        server.execute("GET", "k")
        let statistics = try #require(server.execute("INFO", "stats").text)
        #expect(statistics.contains("tracking_total_keys:1\r\n"))
    }

    @Test func `a pause does not hold direct calls`() {
        #expect(server.execute("CLIENT", "PAUSE", 100_000) == .status("OK"))
        #expect(server.execute("SET", "k", "v") == .status("OK"))
    }

    @Test(arguments: [1, 7, 99] as [UInt64])
    func `the same seed and calls give the same replies`(_ seed: UInt64) throws {
        func replies() throws -> [Reply] {
            let server = try TestServer.start(seed: seed, clock: .manual())
            let members = (0..<100).map { "m\($0)" }
            server.load(["s": .set(Set(members.map { KVString($0) }))])
            server.load(["h": .hash(Dictionary(uniqueKeysWithValues: members.map { (KVString($0), "v") }))])
            server.load(["z": .sortedSet(Dictionary(uniqueKeysWithValues: members.map { (KVString($0), 1) }))]
            )
            for member in members { server.execute("SET", "key:" + member, "v") }
            return [
                server.execute("SPOP", "s", 10), server.execute("SRANDMEMBER", "s", -20),
                server.execute("HRANDFIELD", "h", 5), server.execute("ZRANDMEMBER", "z", 5),
                server.execute("RANDOMKEY"), server.execute("SCAN", 0, "COUNT", 30),
                server.execute("INFO", "server"), server.execute("CLIENT", "ID"),
            ].map { reply in
                // The port and the process are the system's.
                guard case .string(let text) = reply, let text = text.text else { return reply }
                return .string(
                    KVString(text.split(separator: "\r\n").filter { $0.contains("run_id") }.joined()))
            }
        }
        #expect(try replies() == replies())
    }
}

extension TestClient {
    /// Connects to a test server.
    convenience init(_ server: TestServer) throws {
        try self.init(SocketAddress.resolve(host: "127.0.0.1", port: UInt16(server.port)), of: server)
    }

    /// Sends a command line and reads a reply that is known.
    func expect(_ line: String, _ reply: String) throws -> Bool {
        try send(line + "\r\n")
        return try readText(reply.utf8.count) == reply
    }
}

/// A word that tells only its bytes.
private enum Coin: String, CommandWord {
    case head, tail

    var commandWord: [UInt8] { Array(rawValue.utf8) }
}
