// A sorted set of a million members: inserting in random order, asking ranks, reading ranges of a hundred.
//
// One connection in pipelines of a hundred. Both servers receive the same bytes: scores and positions come from
// one seeded generator.

import KVProcessSupport

/// Compares a big sorted set on both servers.
struct SortedSetRun {
    let reference: Server.Program
    let candidate: Server.Program
    let rounds: Int

    private static let members = 1_000_000
    private static let pipeline = 100

    /// Microseconds of waiting and of processor time per command.
    private struct Cost {
        let elapsed: Double
        let processor: Double
    }

    /// A command to be sent many times, with a random number in it.
    private struct Phase: Sendable {
        let name: String
        let commands: Int
        let command: @Sendable (_ index: Int, _ random: Int) -> [String]
    }

    private static let phases: [Phase] = [
        Phase(name: "ZADD, growing to 1M members", commands: members) { index, random in
            ["ZADD", "board", "\(random)", "member:" + CommandBatch.padded(index)]
        },
        Phase(name: "ZRANK in 1M members", commands: 200_000) { _, random in
            ["ZRANK", "board", "member:" + CommandBatch.padded(random)]
        },
        Phase(name: "ZRANGE of 100 in 1M members", commands: 50_000) { _, random in
            ["ZRANGE", "board", "\(random)", "\(random + 99)"]
        },
    ]

    /// Measures both.
    func findings() throws(ToolError) -> [Finding] {
        var costs: (reference: [[Cost]], candidate: [[Cost]]) = ([], [])
        for _ in 0..<rounds {
            costs.reference.append(try run(reference))
            costs.candidate.append(try run(candidate))
        }
        return Self.phases.indices.flatMap { phase -> [Finding] in
            let name = Self.phases[phase].name
            let (theirs, ours) = (costs.reference.map { $0[phase] }, costs.candidate.map { $0[phase] })
            return [
                Finding(
                    name, unit: "us", notAbove: Statistics.median(theirs.map(\.elapsed)),
                    candidate: Statistics.median(ours.map(\.elapsed))),
                Finding(
                    "  its processor time", unit: "us", reference: Statistics.median(theirs.map(\.processor)),
                    candidate: Statistics.median(ours.map(\.processor))),
            ]
        }
    }

    private func run(_ program: Server.Program) throws(ToolError) -> [Cost] {
        let server = try Server(program)
        let connection = try server.connect()
        var random = SeededNumbers(seed: 7)
        var costs: [Cost] = []
        for phase in Self.phases {
            let batches = Self.batches(of: phase, &random)
            let processorBefore = server.processorTime
            let before = ContinuousClock.now
            for batch in batches { try connection.exchange(batch) }
            let elapsed = ContinuousClock.now - before
            costs.append(
                Cost(
                    elapsed: elapsed / .microseconds(1) / Double(phase.commands),
                    processor: Double(server.processorTime - processorBefore) / 1000 / Double(phase.commands))
            )
        }
        return costs
    }

    /// Every batch of a phase, built before the clock starts.
    private static func batches(of phase: Phase, _ random: inout SeededNumbers) -> [CommandBatch] {
        stride(from: 0, to: phase.commands, by: pipeline).map { start in
            var batch = CommandBatch()
            for index in start..<start + pipeline {
                batch.append(phase.command(index, Int.random(in: 0..<members, using: &random)))
            }
            return batch
        }
    }
}
