// Everything goes wrong at random, under many tasks at once: whoever gets a reply gets his own, and nobody waits for ever.

import HermeticKV
import HermeticKVTesting
import KVClient
import Testing

@Suite(.server(seed: 11)) struct StormTests {
    let server = TestServer.current

    @Test(arguments: TestServer.Transport.allCases)
    func `nobody gets another's reply, and nobody gets none`(over transport: TestServer.Transport)
        async throws
    {
        var configuration = KVClient.Configuration()
        configuration.retry = KVRetryPolicy(attempts: 3, firstPause: .microseconds(100))
        let client = try await server.client(over: transport, configuration: configuration)
        for action: Fault.Action in [
            .disconnect, .reset, .cutReply(after: 3), .garbage(), .executeAndDisconnect,
        ] {
            server.faults.inject(action, probability: 0.01)
        }
        server.faults.inject(.error(.loading), probability: 0.05)
        server.faults.inject(.replyByteByByte, probability: 0.02)
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<20 {
                group.addTask { await StormTests.wrongReplies(client, task) }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
        server.faults.removeAll()
        #expect(try await client.send("ECHO", "calm") == .string("calm"))
    }

    private static func wrongReplies(_ client: KVClient, _ task: Int) async -> Int {
        var wrong = 0
        for turn in 0..<50 {
            let text = KVString("\(task):\(turn)")
            let key = KVString("k:\(task)")
            let outcome = try? await client.outcome(of: [["ECHO", text], ["SET", key, text], ["GET", key]])
            guard let replies = outcome?.replies else { continue }
            let right: [Reply] = [.string(text), .status("OK"), .string(text)]
            for (reply, expected) in zip(replies, right) where reply != expected && !reply.isError {
                // A SET that was refused leaves what was there before.
                if expected == right[2], replies[1].isError { continue }
                wrong += 1
            }
            let number = try? await client.transaction([["SET", key, turn], ["INCR", key]])
            if let number, !number[0].isError, !number[1].isError, number[1] != .integer(Int64(turn + 1)) {
                wrong += 1
            }
        }
        return wrong
    }
}
