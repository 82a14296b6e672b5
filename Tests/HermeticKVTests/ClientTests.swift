import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct ClientTests {
    let server = TestServer.current

    @Test(arguments: TestServer.Transport.allCases)
    func `a command gets its reply`(over transport: TestServer.Transport) async throws {
        let client = try await server.client(over: transport)
        #expect(try await client.send("SET", "visits", 41) == .status("OK"))
        #expect(try await client.send("INCR", "visits") == .integer(42))
        #expect(try await client.send("HELLO").isNull == false)
        #expect(server["visits"] == "42")
    }

    @Test(arguments: TestServer.Transport.allCases)
    func `many tasks share a connection, and each gets its own reply`(
        over transport: TestServer.Transport
    ) async throws {
        let client = try await server.client(over: transport)
        let right = try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<50 {
                group.addTask {
                    for turn in 0..<40 {
                        let text = "\(task):\(turn)"
                        if try await client.send("ECHO", text) != .string(KVString(text)) { return false }
                    }
                    return true
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(right == 50)
        #expect(server.execute("CLIENT", "LIST").text?.split(separator: "\n").count == 1)
    }

    @Test(arguments: TestServer.Transport.allCases)
    func `a pipeline is answered in order`(over transport: TestServer.Transport) async throws {
        let client = try await server.client(over: transport)
        let additions = (1...1000).map { number -> [any CommandWord] in ["INCRBY", "sum", number] }
        let sums = (1...1000).map { number -> Reply in .integer(Int64(number * (number + 1) / 2)) }
        #expect(try await client.replies(to: additions) == sums)
        let mixed = try await client.replies(to: [["SET", "s", "x"], ["INCR", "s"], ["GET", "s"]])
        #expect(mixed[0] == .status("OK"))
        #expect(mixed[1].isError)
        #expect(mixed[2] == .string("x"))
    }

    @Test func `what the server refuses is thrown, or is a reply where that is asked for`() async throws {
        let client = try await server.client()
        server["text"] = "x"
        let error = await #expect(throws: KVError.self) { try await client.send("LPUSH", "text", 1) }
        #expect(error?.code == "WRONGTYPE")
        #expect(error?.message == "Operation against a key holding the wrong kind of value")
        let reply = try await client.reply(to: "LPUSH", "text", 1)
        #expect(reply == .error("WRONGTYPE Operation against a key holding the wrong kind of value"))
        #expect(try await client.send("PING") == .status("PONG"))
    }

    @Test func `a value of a megabyte comes back whole`() async throws {
        let client = try await server.client()
        let value = [UInt8]((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        try await client.send("SET", "big", value)
        #expect(try await client.send("GET", "big") == .string(KVString(value)))
    }

    @Test func `a task that gives up leaves the others their replies`() async throws {
        let client = try await server.client()
        server.execute("CLIENT", "PAUSE", 1000)
        let given = Task { try await client.send("ECHO", "given up") }
        let kept = Task { try await client.send("ECHO", "kept") }
        given.cancel()
        let error = await #expect(throws: CancellationError.self) { try await given.value }
        #expect(error != nil)
        server.clock.advance(by: .seconds(1))
        #expect(try await kept.value == .string("kept"))
        #expect(try await client.send("ECHO", "after") == .string("after"))
    }

    @Test(arguments: TestServer.Transport.allCases)
    func `nobody waits for ever when the server stops`(over transport: TestServer.Transport) async throws {
        let client = try await server.client(over: transport)
        server.execute("CLIENT", "PAUSE", 1000)
        let waiting = (0..<20).map { turn in Task { try await client.send("ECHO", turn) } }
        server.stop()
        for task in waiting {
            let error = await #expect(throws: KVError.self) { try await task.value }
            #expect(error?.code == .connectionLost)
        }
        let error = await #expect(throws: KVError.self) { try await client.send("PING") }
        #expect(error?.code == .connectionLost)
    }

    @Test func `nobody waits for ever when the client is closed`() async throws {
        let client = try await server.client()
        server.execute("CLIENT", "PAUSE", 1000)
        let waiting = Task { try await client.send("PING") }
        client.close()
        let error = await #expect(throws: KVError.self) { try await waiting.value }
        #expect(error?.code == .closed)
        #expect(error?.description == "CLOSED the client has been closed")
    }

    @Test func `a client that is released is gone`() async throws {
        do {
            let client = try await server.client()
            try await client.send("PING")
            #expect(server.execute("CLIENT", "LIST") != .string(""))
        }
        // Its end has to reach the server.
        let other = try await server.client()
        try await other.send("PING")
        #expect(server.execute("CLIENT", "LIST").text?.split(separator: "\n").count == 1)
    }

    @Test(arguments: TestServer.Transport.allCases)
    func `a stopped server accepts nobody, and a restarted one does`(
        over transport: TestServer.Transport
    ) async throws {
        server.stop()
        let error = await #expect(throws: KVError.self) { try await server.client(over: transport) }
        #expect(error?.code == .connectionLost)
        try server.restart()
        #expect(try await server.client(over: transport).send("PING") == .status("PONG"))
    }

    @Test func `what comes unasked goes to its handler, and is no reply`() async throws {
        let (pushes, sink) = AsyncStream.makeStream(of: [Reply].self)
        var configuration = KVClient.Configuration()
        configuration.onPush = { sink.yield($0) }
        configuration.setup = [["CLIENT", "TRACKING", "ON"]]
        let client = try await server.client(configuration: configuration)
        try await client.send("GET", "watched")
        server.execute("SET", "watched", 1)
        #expect(try await client.send("PING") == .status("PONG"))
        let push = await pushes.first { _ in true }
        #expect(push == [.string("invalidate"), .array([.string("watched")])])
    }

    @Test func `a command that would upset the order of replies is not sent`() async throws {
        let client = try await server.client()
        for words in [["SUBSCRIBE", "a"], ["MONITOR"], ["client", "reply", "off"], []] {
            let error = await #expect(throws: KVError.self) { try await client.send(words) }
            #expect(error?.code == .notPaired)
        }
        for words in [
            ["MULTI"], ["watch", "k"], ["SELECT", "3"], ["HELLO", "2"], ["CLIENT", "TRACKING", "ON"],
        ] {
            let error = await #expect(throws: KVError.self) { try await client.send(words) }
            #expect(error?.code == .needsConnection)
        }
        #expect(try await client.send("PING") == .status("PONG"))
    }

    @Test func `RESP2 is spoken when asked for`() async throws {
        var configuration = KVClient.Configuration()
        configuration.usesRESP3 = false
        configuration.database = 3
        let client = try await server.client(configuration: configuration)
        try await client.send("HSET", "h", "f", "v")
        #expect(try await client.send("HGETALL", "h") == .array([.string("f"), .string("v")]))
        #expect(server.keys(in: 3) == ["h"])
    }
}

@Suite(.server(password: "secret")) struct ClientPasswordTests {
    let server = TestServer.current

    @Test(arguments: [true, false])
    func `the server's password is given`(usesRESP3: Bool) async throws {
        var configuration = KVClient.Configuration()
        configuration.usesRESP3 = usesRESP3
        let client = try await server.client(configuration: configuration)
        #expect(try await client.send("PING") == .status("PONG"))
    }

    @Test func `a wrong one is an error`() async throws {
        var configuration = KVClient.Configuration()
        configuration.password = "wrong"
        let error = await #expect(throws: KVError.self) {
            try await server.client(configuration: configuration)
        }
        #expect(error?.code == "WRONGPASS")
    }
}
