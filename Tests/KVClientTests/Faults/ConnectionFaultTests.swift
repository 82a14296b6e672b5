// Connections that break: who gets an error, what is sent again, and that a broken connection is never used again.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct ConnectionFaultTests {
    let server = TestServer.current

    private static let breaks: [Fault.Action] = [
        .disconnect, .executeAndDisconnect, .reset, .executeAndReset, .cutReply(after: 0),
        .cutReply(after: 2),
        .garbage(), .garbage("$-7\r\n"), .garbage("*1\r\n+PONG\n"),
    ]

    @Test(arguments: breaks)
    func `a command that changes nothing is sent again`(action: Fault.Action) async throws {
        let user = try await ManualClient(of: server)
        server["k"] = "v"
        let fault = server.faults.inject(action, into: .command("get"), times: 2)
        #expect(
            try await user.send("GET", "k", pauses: [.milliseconds(50), .milliseconds(100)]) == .string("v"))
        #expect(fault.hits == 2)
        #expect(try await user.client.send("PING") == .status("PONG"))
    }

    @Test(arguments: breaks)
    func `any other fails with a doubt, and the next has a new connection`(action: Fault.Action) async throws
    {
        let user = try await ManualClient(of: server)
        let before = try await user.client.send("CLIENT", "ID").integer
        server.faults.inject(action, into: .command("incr"), times: 1)
        let error = await kvError { try await user.client.send("INCR", "n") }
        #expect(error?.isOfConnection == true)
        #expect(error?.isInDoubt == true)
        #expect(try await user.client.send("CLIENT", "ID").integer != before)
        #expect(try await user.client.send("ECHO", "mine") == .string("mine"))
    }

    @Test func `when all attempts fail, the last failure is thrown`() async throws {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.disconnect, into: .command("get"))
        let error = await kvError {
            try await user.send("GET", "k", pauses: [.milliseconds(50), .milliseconds(100)])
        }
        #expect(error?.code == .connectionLost)
        #expect(error?.message.contains("closed the connection") == true)
        #expect(fault.hits == 3)
    }

    @Test func `nothing is sent again by a policy of one attempt`() async throws {
        let user = try await ManualClient(of: server) { $0.retry = .never }
        let fault = server.faults.inject(.disconnect, into: .command("get"))
        #expect(await kvError { try await user.client.send("GET", "k") }?.code == .connectionLost)
        #expect(fault.hits == 1)
    }

    @Test func `of a pipeline that breaks, the replies that came are kept`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.executeAndDisconnect, into: .command("incr"), times: 1, skipping: 2)
        let outcome = try await user.client.outcome(of: [
            ["INCR", "n"], ["INCR", "n"], ["INCR", "n"], ["INCR", "n"],
        ])
        #expect(outcome.replies == [.integer(1), .integer(2)])
        #expect(outcome.failure?.isInDoubt == true)
        #expect(server["n"] == "3")
    }

    @Test func `of a pipeline that changes nothing, only the rest is sent again`() async throws {
        let user = try await ManualClient(of: server)
        let gets = server.faults.inject(.disconnect, into: .command("get"), times: 1, skipping: 2)
        let requests = (0..<5).map { KVRequest("GET", "k:\($0)") }
        for number in 0..<5 { server.execute("SET", "k:\(number)", number) }
        let task = Task { try await user.client.replies(to: requests) }
        await user.clock.untilSleeping(until: .milliseconds(50))
        user.clock.advance(by: .milliseconds(50))
        #expect(try await task.value == (0..<5).map { .string(KVString(String($0))) })
        #expect(gets.hits == 1)
        #expect(server.journal.count(of: "GET") == 6)
    }

    @Test func `a decision is made anew when the connection breaks before it was acted on`() async throws {
        let user = try await ManualClient(of: server)
        server["n"] = "1"
        server.faults.inject(.disconnect, into: .command("get"), times: 1)
        @Sendable func double() async throws -> Int {
            try await user.client.transaction(watching: ["n"]) { store in
                let number = try await store.send(.get("n"))?.text.flatMap { Int($0) } ?? 0
                return .commit([["SET", "n", number * 2]], returning: number * 2)
            }
        }
        let task = Task { try await double() }
        await user.clock.untilSleeping(until: .milliseconds(50))
        user.clock.advance(by: .milliseconds(50))
        #expect(try await task.value == 2)
        server.faults.inject(.executeAndDisconnect, into: .command("exec"), times: 1)
        let error = await kvError { try await double() }
        #expect(error?.code == .connectionLost)
        #expect(error?.isInDoubt == true)
        #expect(server["n"] == "4")
    }

    @Test func `a reply that comes twice is given to nobody else`() async throws {
        let user = try await ManualClient(of: server) { $0.retry = KVRetryPolicy(firstPause: .zero) }
        for turn in 0..<50 {
            server.faults.inject(.duplicateReply, into: .command("echo"), times: 1)
            #expect(try await user.client.send("ECHO", "first \(turn)") == .string("first \(turn)"))
            #expect(try await user.client.send("ECHO", turn) == .string(KVString(String(turn))))
        }
    }

    @Test func `replies in single bytes are replies`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.replyByteByByte)
        server.load(["l": .list(["a", "b", "c"])])
        #expect(try await user.client.send(.elements(of: "l")) == ["a", "b", "c"])
    }

    @Test(arguments: [Fault.Action.refuseConnections, .acceptAndClose, .acceptAndReset])
    func `without a connection nothing is sent, and so anything may be again`(action: Fault.Action)
        async throws
    {
        let user = try await ManualClient(of: server, over: .tcp)
        server.faults.inject(.disconnect, into: .command("ping"), times: 1)
        server.faults.inject(action)
        // The connection that there is breaks; the new ones fail.
        let error = await kvError {
            try await user.send("PING", pauses: [.milliseconds(50), .milliseconds(100)])
        }
        #expect(error?.code == .connectionLost)
        #expect(error?.isInDoubt == (action == .refuseConnections ? false : error?.isInDoubt))
        let task = Task { try await user.client.send("INCR", "n") }
        await user.clock.untilSleeping(until: user.elapsed + .milliseconds(50))
        server.faults.removeAll()
        user.clock.advance(by: .milliseconds(50))
        #expect(try await task.value == .integer(1))
    }

    @Test func `connecting to nobody says so at once`() async throws {
        server.stop()
        let error = await kvError { try await KVClient.connect(to: server.host, port: server.port) }
        #expect(error?.code == .connectionLost)
        #expect(error?.description.contains("\(server.port): Connection refused") == true)
        #expect(await kvError { try await KVClient.connect(to: "127.0.0.1", port: 0) } != nil)
        let missing = await kvError { try await KVClient.connect(toUnixSocket: "/nonexistent/kv.sock") }
        #expect(missing?.code == .connectionLost)
    }

    @Test func `a client that connects when needed outlives its server's absence`() async throws {
        var configuration = KVClient.Configuration()
        configuration.retry = .never
        let client = try KVClient(try KVURL(server.url), configuration: configuration)
        server.stop()
        #expect(await kvError { try await client.send("PING") }?.code == .connectionLost)
        try server.restart()
        #expect(try await client.send("PING") == .status("PONG"))
        client.close()
        #expect(await kvError { try await client.send("PING") }?.code == .closed)
    }
}
