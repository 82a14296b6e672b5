// Connections of one's own: who gets one, and which come back.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct PoolTests {
    let server = TestServer.current

    @Test func `a command that blocks holds up nobody`() async throws {
        let user = try await ManualClient(of: server)
        let waiting = Task { try await user.client.send("BLPOP", "q", 0) }
        await server.untilBlocked()
        #expect(try await user.client.send("RPUSH", "q", "job") == .integer(1))
        #expect(try await waiting.value == .array([.string("q"), .string("job")]))
        #expect(server.clientCount == 2)
        // Its connection serves the next.
        let next = Task { try await user.client.send("BLPOP", "q", 0) }
        await server.untilBlocked()
        try await user.client.send("RPUSH", "q", "job")
        _ = try await next.value
        #expect(server.clientCount == 2)
    }

    @Test func `who gives up waiting takes nothing from the list`() async throws {
        let user = try await ManualClient(of: server)
        let waiting = Task { try await user.client.send("BLPOP", "q", 0) }
        await server.untilBlocked()
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        // The end of the connection has reached the server when it has one client again.
        while server.clientCount > 1 { await Task.yield() }
        server.execute("RPUSH", "q", "job")
        #expect(try await user.client.send("LPOP", "q") == .string("job"))
    }

    @Test func `a wait has its own time besides that for a reply`() async throws {
        let user = try await ManualClient(of: server)
        let waiting = Task { try await user.client.send("BLPOP", "q", "2.5") }
        await server.untilBlocked()
        await user.clock.untilSleeping(until: .milliseconds(5500))
        user.clock.advance(by: .milliseconds(5499))
        server.clock.advance(by: .milliseconds(2500))
        #expect(try await waiting.value == .null)
    }

    @Test func `who finds no connection waits, in order, and not for ever`() async throws {
        let user = try await ManualClient(of: server) {
            $0.maximumConnections = 1
            $0.retry = .never
        }
        let first = Task { try await user.client.send("BLPOP", "q", 0) }
        await server.untilBlocked()
        user.clock.advance(by: .seconds(1))
        let second = Task { try await user.client.send("BLPOP", "q", 0) }
        await user.clock.untilSleeping(until: .seconds(11))
        server.execute("RPUSH", "q", "a")
        #expect(try await first.value.elements?.last == .string("a"))
        await server.untilBlocked()
        user.clock.advance(by: .seconds(1))
        let third = Task { try await user.client.send("BLPOP", "q", 0) }
        await user.clock.untilSleeping(until: .seconds(12))
        user.clock.advance(by: .seconds(10))
        #expect(await kvError { try await third.value }?.code == .poolExhausted)
        server.execute("RPUSH", "q", "b")
        #expect(try await second.value.elements?.last == .string("b"))
    }

    @Test func `a connection that was changed is not given to others`() async throws {
        let user = try await ManualClient(of: server)
        func id(_ words: any CommandWord...) async throws -> Int64? {
            try await user.client.withConnection { connection in
                if !words.isEmpty { try await connection.send(words) }
                return try await connection.send("CLIENT", "ID").integer
            }
        }
        let first = try await id()
        #expect(try await id() == first)
        #expect(try await id("SELECT", 3) == first)
        let second = try await id()
        #expect(second != first)
        #expect(try await id("WATCH", "k") == second)
        let third = try await id()
        #expect(third != second)
        #expect(server.keys(in: 3).isEmpty)
    }

    @Test func `a loan is over when its closure is`() async throws {
        let user = try await ManualClient(of: server)
        let kept = try await user.client.withConnection { $0 }
        #expect(await kvError { try await kept.send("PING") }?.code == .closed)
        let error = await kvError {
            try await user.client.withConnection { try await $0.send("SUBSCRIBE", "a") }
        }
        #expect(error?.code == .notPaired)
    }

    @Test func `what is tracked is told to whoever asked for it`() async throws {
        let user = try await ManualClient(of: server)
        let pushed = try await user.client.withConnection { connection -> [Reply]? in
            let pushes = connection.pushes
            try await connection.send("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "user:")
            server.execute("SET", "order:1", "x")
            server.execute("SET", "user:1", "x")
            return await pushes.first { _ in true }
        }
        #expect(pushed == [.string("invalidate"), .array([.string("user:1")])])
        // The connection is gone with its tracking.
        #expect(try await user.client.send("PING") == .status("PONG"))
    }

    @Test func `closing ends what waits for a connection, and what has one`() async throws {
        let user = try await ManualClient(of: server) { $0.maximumConnections = 1 }
        let first = Task { try await user.client.send("BLPOP", "q", 0) }
        await server.untilBlocked()
        user.clock.advance(by: .seconds(1))
        let second = Task { try await user.client.send("BLPOP", "q", 0) }
        await user.clock.untilSleeping(until: .seconds(11))
        user.client.close()
        #expect(await kvError { try await second.value }?.code == .closed)
        #expect(await kvError { try await first.value }?.code == .closed)
    }
}
