// Messages.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct SubscriptionTests {
    let server = TestServer.current

    private func client(_ usesRESP3: Bool = true) async throws -> KVClient {
        var configuration = KVClient.Configuration()
        configuration.usesRESP3 = usesRESP3
        return try await server.client(configuration: configuration)
    }

    @Test(arguments: [true, false])
    func `messages come in order, for channels and for patterns`(usesRESP3: Bool) async throws {
        let client = try await client(usesRESP3)
        let messages = try await client.subscribe(to: ["news"], patterns: ["n*"])
        #expect(try await client.send(.publish("one", to: "news")) == 2)
        #expect(try await client.send(.publish([0, 255] as [UInt8], to: "nothing")) == 1)
        var iterator = messages.makeAsyncIterator()
        #expect(try await iterator.next() == KVMessage(channel: "news", payload: "one"))
        #expect(try await iterator.next() == KVMessage(channel: "news", pattern: "n*", payload: "one"))
        let last = try await iterator.next()
        #expect(last == KVMessage(channel: "nothing", pattern: "n*", payload: KVString([0, 255])))
    }

    @Test func `a subscription that is released is gone`() async throws {
        let client = try await client()
        _ = try await client.subscribe(to: "news")
        while server.clientCount > 1 { await Task.yield() }
        #expect(try await client.send(.publish("one", to: "news")) == 0)
    }

    @Test func `it ends when it is cancelled, after what has come`() async throws {
        let client = try await client()
        let messages = try await client.subscribe(to: "news")
        var iterator = messages.makeAsyncIterator()
        try await client.send(.publish("one", to: "news"))
        #expect(try await iterator.next()?.payload == "one")
        let waiting = Task {
            var other = messages.makeAsyncIterator()
            return try await other.next()
        }
        messages.cancel()
        #expect(try await waiting.value == nil)
        #expect(try await iterator.next() == nil)
    }

    @Test func `a task that is cancelled ends its loop`() async throws {
        let client = try await client()
        let messages = try await client.subscribe(to: "news")
        let loop = Task {
            var count = 0
            for try await _ in messages { count += 1 }
            return count
        }
        loop.cancel()
        #expect(try await loop.value == 0)
    }

    @Test func `the end of the connection is thrown, that of the client is an end`() async throws {
        let client = try await client()
        let messages = try await client.subscribe(to: "news")
        server.execute("CLIENT", "KILL", "TYPE", "pubsub")
        var iterator = messages.makeAsyncIterator()
        #expect(await kvError { try await iterator.next() }?.code == .connectionLost)
        var others = try await client.subscribe(to: "news").makeAsyncIterator()
        client.close()
        #expect(try await others.next() == nil)
        #expect(await kvError { try await client.subscribe(to: "news") }?.code == .closed)
    }

    @Test func `a refusal is thrown`() async throws {
        let client = try await client()
        server.faults.inject(.error(.noPermission), into: .command("subscribe"))
        #expect(await kvError { try await client.subscribe(to: "news") }?.code == "NOPERM")
        while server.clientCount > 1 { await Task.yield() }
    }

    @Test func `one that is not confirmed in time is given up`() async throws {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.stallReading, into: .command("subscribe"))
        let task = Task { try await user.client.subscribe(to: "news") }
        // The connection is there; only the confirmation is missing.
        while fault.hits == 0 { await Task.yield() }
        user.clock.advance(by: .seconds(10))
        #expect(await kvError { try await task.value }?.code == .timedOut)
    }

    @Test func `a slow reader holds up the server, and loses nothing`() async throws {
        let client = try await client()
        let messages = try await client.subscribe(to: "news")
        let text = String(repeating: "x", count: 1000)
        for number in 0..<5000 { try await client.send(.publish("\(number):\(text)", to: "news")) }
        var iterator = messages.makeAsyncIterator()
        for number in 0..<5000 {
            let message = try await iterator.next()
            guard message?.payload == "\(number):\(text)" else {
                Issue.record("message \(number) is \(message?.payload.text?.prefix(20) ?? "none")")
                return
            }
        }
    }
}
