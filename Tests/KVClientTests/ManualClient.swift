// A client whose time is in the test's hands.

import HermeticKV
import KVClient
import TestSupport

/// A client, and the clock that its timeouts and pauses go by.
struct ManualClient: Sendable {
    let client: KVClient
    let clock: ManualClock

    /// Pauses of 50 and 100 ms, three seconds for a reply, ten for a connection.
    init(
        of server: TestServer, over transport: TestServer.Transport = .inProcess,
        _ change: (inout KVClient.Configuration) -> Void = { _ in }
    ) async throws {
        let clock = ManualClock()
        var configuration = KVClient.Configuration()
        configuration.clock = clock
        configuration.chance = { 0.5 }
        configuration.commandTimeout = .seconds(3)
        change(&configuration)
        client = try await server.client(over: transport, configuration: configuration)
        self.clock = clock
    }

    /// Sends a command, and moves the clock on through every pause between attempts.
    func send(_ words: any CommandWord..., pauses: [Duration]) async throws -> Reply {
        let task = Task { try await client.send(words) }
        for pause in pauses {
            await clock.untilSleeping(until: pause + elapsed)
            clock.advance(by: pause)
        }
        return try await task.value
    }

    var elapsed: Duration { clock.now.elapsed }
}

/// The error that a closure throws; nil when it throws none, or another kind.
func kvError<Result>(_ body: () async throws -> Result) async -> KVError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? KVError
    }
}

extension TestServer {
    /// How many clients are connected.
    var clientCount: Int { execute("CLIENT", "LIST").text?.split(separator: "\n").count ?? 0 }
}
