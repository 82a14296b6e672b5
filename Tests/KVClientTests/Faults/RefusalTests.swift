// What servers refuse: for the moment, for good, and because it is somebody else's.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct RefusalTests {
    let server = TestServer.current

    @Test(arguments: [Fault.ErrorReply.loading, .busy, .masterDown, .tryAgain, .clusterDown])
    func `a refusal for the moment is waited out, whatever the command`(error: Fault.ErrorReply) async throws
    {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.error(error), into: .command("incr"), times: 2)
        let reply = try await user.send("INCR", "n", pauses: [.milliseconds(50), .milliseconds(100)])
        #expect(reply == .integer(1))
        #expect(fault.hits == 2)
    }

    @Test func `one that does not pass is thrown in the end`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.error(.loading))
        let error = await kvError {
            try await user.send("INCR", "n", pauses: [.milliseconds(50), .milliseconds(100)])
        }
        #expect(error?.description == "LOADING Redis is loading the dataset in memory")
        #expect(error?.isPassing == true)
    }

    @Test func `a pipeline of which something has run is not sent again`() async throws {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.error(.loading), into: .command("incr"), times: 1)
        let replies = try await user.client.replies(to: [["SET", "n", 5], ["INCR", "n"], ["INCR", "n"]])
        #expect(replies[1].isError)
        #expect(replies[2] == .integer(6))
        #expect(fault.hits == 1)
    }

    @Test(arguments: [Fault.ErrorReply.readOnly, .noAuth, .noPermission, .outOfMemory])
    func `any other is thrown at once`(error: Fault.ErrorReply) async throws {
        let user = try await ManualClient(of: server)
        let fault = server.faults.inject(.error(error), into: .command("incr"))
        let thrown = await kvError { try await user.client.send("INCR", "n") }
        #expect(thrown?.isPassing == false)
        #expect(thrown?.isInDoubt == false)
        #expect(fault.hits == 1)
    }

    @Test func `a cluster's redirection says where to`() async throws {
        let user = try await ManualClient(of: server)
        server.faults.inject(.error(.moved(slot: 12837, to: "127.0.0.1:17113")), into: .command("get"))
        server.faults.inject(.error(.ask(slot: 3, at: "[::1]:7000")), into: .command("set"))
        let moved = await kvError { try await user.client.send("GET", "k") }?.redirection
        #expect(moved?.slot == 12837 && moved?.host == "127.0.0.1" && moved?.port == 17113)
        #expect(moved?.isForOnce == false)
        let ask = await kvError { try await user.client.send("SET", "k", "v") }?.redirection
        #expect(ask?.host == "[::1]" && ask?.port == 7000 && ask?.isForOnce == true)
        #expect(KVError(line: "MOVED 1").redirection == nil)
        #expect(KVError(line: "MOVED x a:b").redirection == nil)
        #expect(KVError(line: "ERR no").redirection == nil)
    }

    @Test(arguments: ["multi", "incr", "exec"])
    func `a transaction is tried again when nothing of it has run`(command: String) async throws {
        let user = try await ManualClient(of: server)
        if command == "multi" {
            server.faults.inject(.error(.loading), times: 4)
        } else {
            server.faults.inject(.error(.loading), into: .command(command), times: 1)
        }
        let task = Task { try await user.client.transaction([["INCR", "n"], ["INCR", "n"]]) }
        await user.clock.untilSleeping(until: .milliseconds(50))
        user.clock.advance(by: .milliseconds(50))
        #expect(try await task.value == [.integer(1), .integer(2)])
    }
}
