// Servers that answer late, or not at all.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct TimeFaultTests {
    let server = TestServer.current

    @Test(arguments: [Fault.Action.stallReading, .stallWriting, .latency(.seconds(60))])
    func `a reply that does not come in time is an error, and its connection is over`(
        action: Fault.Action
    ) async throws {
        let user = try await ManualClient(of: server)
        let before = server.clientIDs
        let fault = server.faults.inject(action, into: .command("incr"))
        let task = Task { try await user.client.send("INCR", "n") }
        await user.clock.untilSleeping(until: .seconds(3))
        user.clock.advance(by: .seconds(3))
        let error = await kvError { try await task.value }
        #expect(error?.code == .timedOut)
        #expect(error?.isInDoubt == true)
        fault.remove()
        #expect(try await user.client.send("PING") == .status("PONG"))
        #expect(server.clientIDs.last != before.last)
        #expect(try await user.client.send("ECHO", "mine") == .string("mine"))
    }

    @Test func `a command that changes nothing is sent again after it`() async throws {
        let user = try await ManualClient(of: server)
        server["k"] = "v"
        server.faults.inject(.stallWriting, into: .command("get"), times: 1)
        let reply = try await user.send("GET", "k", pauses: [.seconds(3), .milliseconds(50)])
        #expect(reply == .string("v"))
    }

    @Test func `what waits behind a late reply is not left waiting`() async throws {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.stallReading, into: .command("incr"))
        let tasks = (0..<10).map { number in Task { try await user.client.send("INCR", "n:\(number)") } }
        await user.clock.untilSleeping(until: .seconds(3))
        user.clock.advance(by: .seconds(3))
        // Some may have come after the connection's end: they have a new one.
        fault.remove()
        for task in tasks {
            let error = await kvError { try await task.value }
            #expect(error == nil || error?.code == .timedOut)
        }
    }

    @Test func `what waits in line has its time from when its turn comes`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.latency(.seconds(2)), into: .command("incr"))
        let first = Task { try await user.client.send("INCR", "n") }
        await server.untilDue()
        let second = Task { try await user.client.send("INCR", "n") }
        await user.clock.untilSleeping(until: .seconds(3))
        user.clock.advance(by: .seconds(2))
        server.clock.advance(by: .seconds(2))
        #expect(try await first.value == .integer(1))
        user.clock.advance(by: .milliseconds(1500))
        await server.untilDue()
        server.clock.advance(by: .seconds(2))
        #expect(try await second.value == .integer(2))
    }

    @Test func `a server that accepts and says nothing is given up`() async throws {
        let clock = ManualClock()
        server.faults.inject(.stallReading)
        var configuration = KVClient.Configuration()
        configuration.clock = clock
        configuration.connectTimeout = .seconds(4)
        let task = Task { [server, configuration] in try await server.client(configuration: configuration) }
        await clock.untilSleeping(until: .seconds(4))
        clock.advance(by: .seconds(4))
        let error = await kvError { try await task.value }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("no connection within 4.0 seconds") == true)
        #expect(error?.isInDoubt == false)
    }

    @Test func `a task that gives up gets no reply, and takes nobody else's`() async throws {
        let user = try await ManualClient(of: server)
        let stall = server.faults.inject(.stallReading, into: .command("echo"), times: 1)
        let given = Task { try await user.client.send("ECHO", "given up") }
        let kept = Task { try await user.client.send("ECHO", "kept") }
        await user.clock.untilSleeping(until: .seconds(3))
        given.cancel()
        await #expect(throws: CancellationError.self) { try await given.value }
        stall.remove()
        #expect(try await kept.value == .string("kept"))
        #expect(try await user.client.send("ECHO", "after") == .string("after"))
    }

    @Test func `a pause between attempts ends with its task`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.error(.loading), into: .command("get"))
        let task = Task { try await user.client.send("GET", "k") }
        await user.clock.untilSleeping(until: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

extension TestServer {
    /// Returns once something is due on the server's clock.
    func untilDue() async {
        while clock.nextDeadline == nil { await Task.yield() }
    }

    /// The numbers of the clients that are connected, in order.
    var clientIDs: [Int] {
        let lines = execute("CLIENT", "LIST").text?.split(separator: "\n") ?? []
        return lines.compactMap { line in Int(line.dropFirst(3).prefix { $0 != " " }) }.sorted()
    }
}
