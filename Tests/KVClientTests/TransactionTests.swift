// Transactions, with and without a condition.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct TransactionTests {
    let server = TestServer.current

    @Test func `a transaction answers each command`() async throws {
        let client = try await server.client()
        server["text"] = "x"
        let replies = try await client.transaction([["INCR", "n"], ["INCR", "text"], ["GET", "n"]])
        #expect(replies[0] == .integer(1))
        #expect(replies[1].isError)
        #expect(replies[2] == .string("1"))
        let (number, text) = try await client.transaction(KVCommand.increment("n"), KVCommand.get("text"))
        #expect(number == 2 && text == "x")
        #expect(try await client.transaction([]) == [])
    }

    @Test func `one that cannot be queued runs nothing, and says why`() async throws {
        let client = try await server.client()
        let error = await #expect(throws: KVError.self) {
            try await client.transaction([["SET", "k", "v"], ["GET"], ["NOSUCH"]])
        }
        #expect(error?.description == "ERR wrong number of arguments for 'get' command")
        #expect(server["k"] == nil)
        let nested = await #expect(throws: KVError.self) { try await client.transaction([["MULTI"]]) }
        #expect(nested?.code == .needsConnection)
        #expect(try await client.send("PING") == .status("PONG"))
    }

    @Test func `a MULTI that is refused is an error that leaves doubt`() async throws {
        let client = try await server.client()
        server.faults.inject(.error("NOPERM no"), into: .command("multi"), times: 1)
        let error = await #expect(throws: KVError.self) { try await client.transaction([["SET", "k", "v"]]) }
        #expect(error?.code == "NOPERM")
        #expect(error?.isInDoubt == true)
    }

    @Test func `nothing of other tasks comes in between`() async throws {
        let client = try await server.client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<20 {
                group.addTask {
                    for _ in 0..<20 {
                        let replies = try await client.transaction([
                            ["SET", "owner", task], ["INCR", "n"], ["GET", "owner"],
                        ])
                        #expect(replies[2] == .string(KVString(String(task))))
                        try await client.send("SET", "owner", "nobody")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(server["n"] == "400")
    }

    @Test func `a decision counts only if nothing has changed`() async throws {
        let client = try await server.client()
        server["n"] = "1"
        let seen = try await client.transaction(watching: ["n"]) { store in
            let number = try await store.send(.get("n"))?.text.flatMap { Int($0) } ?? 0
            // The first time, somebody else is quicker.
            if number == 1 { server.execute("SET", "n", 10) }
            return .commit([["SET", "n", number * 2]], returning: number)
        }
        #expect(seen == 10)
        #expect(server["n"] == "20")
    }

    @Test func `a decision to do nothing changes nothing, and leaves nothing behind`() async throws {
        let client = try await server.client()
        let result = try await client.transaction(watching: ["n"]) { _ in
            .leave("as it was") as KVDecision<String>
        }
        #expect(result == "as it was")
        #expect(server.execute("CLIENT", "LIST").text?.contains("watch=1") != true)
        #expect(
            try await client.transaction(watching: ["n"]) { _ in
                .commit([["INCR", "n"]]) { $0[0] }
            } == .integer(1))
        // The connection of the first was good for the second.
        #expect(server.execute("CLIENT", "LIST").text?.split(separator: "\n").count == 2)
    }

    @Test func `it gives up after the last attempt`() async throws {
        let client = try await server.client()
        let error = await #expect(throws: KVError.self) {
            try await client.transaction(watching: ["n"], attempts: 3) { _ in
                server.execute("INCR", "n")
                return .commit([["SET", "n", 0]], returning: ())
            }
        }
        #expect(error?.code == .conflict)
        #expect(server["n"] == "3")
    }

    @Test func `fifty counters that watch lose nothing`() async throws {
        // In a whole test run they wait for other tests as well, and it is the system's time that goes on.
        var configuration = KVClient.Configuration()
        configuration.connectTimeout = .seconds(3600)
        let client = try await server.client(over: .inProcess, configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await client.transaction(watching: ["n"], attempts: 1000) { store in
                        let number = try await store.send(.get("n"))?.text.flatMap { Int($0) } ?? 0
                        return .commit([["SET", "n", number + 1]], returning: ())
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(server["n"] == "50")
    }

    @Test func `what a decision throws ends it, and the connection with its watch`() async throws {
        struct Refused: Error {}
        let client = try await server.client()
        await #expect(throws: Refused.self) {
            try await client.transaction(watching: ["n"]) { _ -> KVDecision<Void> in throw Refused() }
        }
        #expect(try await client.send("PING") == .status("PONG"))
    }
}
