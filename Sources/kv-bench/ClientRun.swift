// KVClient against redis-py with hiredis, both on the same redis-server: one connection each, batches one after the other, in
// turns. Each makes its commands and reads its replies in the time that is measured, as an application does.

import Dispatch
import KVClient
import KVProcessSupport
import KVSockets

/// Compares the clients.
struct ClientRun {
    let server: Server.Program
    let python: PythonClient
    let rounds: Int
    /// The number of commands of a round; nil for the usual number.
    let requests: Int?

    /// What one round of one of the two gave.
    private struct Sample {
        let commandsPerSecond: Double
        let microsecondsPerCommand: Double
    }

    /// Measures one command at a time, and a hundred.
    ///
    /// - Parameter told: is called with each row when it is there.
    func measure(_ told: (ClientRow) -> Void) throws(ToolError) {
        let server = try Server(server)
        for workload in ClientWorkload.all(commands: requests) { told(try compare(workload, server)) }
    }

    private func compare(_ workload: ClientWorkload, _ server: Server) throws(ToolError) -> ClientRow {
        var samples: (reference: [Sample], ours: [Sample]) = ([], [])
        for round in 0..<rounds {
            if round.isMultiple(of: 2) { samples.reference.append(try reference(workload, server)) }
            samples.ours.append(try ours(workload, server))
            if !round.isMultiple(of: 2) { samples.reference.append(try reference(workload, server)) }
        }
        return ClientRow(
            workload,
            rates: (samples.reference.map(\.commandsPerSecond), samples.ours.map(\.commandsPerSecond)),
            costs: (
                samples.reference.map(\.microsecondsPerCommand), samples.ours.map(\.microsecondsPerCommand)
            ))
    }

    private func reference(_ workload: ClientWorkload, _ server: Server) throws(ToolError) -> Sample {
        let (elapsed, used) = try python.time(workload, port: server.port)
        return ClientRun.sample(workload, elapsed, used)
    }

    private func ours(_ workload: ClientWorkload, _ server: Server) throws(ToolError) -> Sample {
        let port = Int(server.port)
        let (elapsed, used) = try ClientRun.wait {
            let client = try await KVClient.connect(to: "127.0.0.1", port: port)
            defer { client.close() }
            for number in 0..<min(workload.batches, 20) { try await workload.send(number, by: client) }
            let clock = ProcessClock(of: 0)
            let (before, usedBefore) = (ContinuousClock.now, clock.nanoseconds ?? 0)
            for number in 0..<workload.batches { try await workload.send(number, by: client) }
            let elapsed = (ContinuousClock.now - before) / .seconds(1)
            return (elapsed, Double((clock.nanoseconds ?? 0) - usedBefore) / 1e9)
        }
        return ClientRun.sample(workload, elapsed, used)
    }

    private static func sample(_ workload: ClientWorkload, _ elapsed: Double, _ used: Double) -> Sample {
        Sample(
            commandsPerSecond: Double(workload.commands) / elapsed,
            microsecondsPerCommand: used * 1_000_000 / Double(workload.commands))
    }

    /// Lets the main thread wait for what is asynchronous: everything else here is not.
    private static func wait<Result: Sendable>(
        for body: @escaping @Sendable () async throws -> Result
    ) throws(ToolError) -> Result {
        let (done, outcome) = (DispatchSemaphore(value: 0), Locked<Swift.Result<Result, any Error>?>(nil))
        Task.detached {
            do {
                let result = try await body()
                outcome.withLock { $0 = .success(result) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        switch outcome.withLock({ $0 }) {
        case .success(let result)?: return result
        case .failure(let error)?: throw ToolError("our client failed: \(error)")
        case nil: throw ToolError("our client has measured nothing")
        }
    }
}
