// fuzz: random commands on two servers, and the shortest script that shows a difference.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

enum FuzzCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance fuzz", version: "0.1.0",
        summary: "Sends seeded random commands to two servers and shrinks the first difference to a case.",
        sections: [
            FlagSection(
                "How much",
                [
                    Flag("commands", "number", help: "Commands to send to each server (default 100000)."),
                    Flag("seed", "number", help: "Seeds the run (default 1); the same seed is the same run."),
                    Flag(
                        "episode", "number", help: "Runs the one episode of this seed, as a finding names it."
                    ),
                    Flag(
                        "only", "names", isRepeated: true,
                        help: "Keeps to these groups and commands, as sorted-set or getex."),
                    Flag(
                        "replica",
                        help: "Lets a redis-server follow this package's server, and compares their data."),
                ]),
            ServerFlags.section,
            FlagSection(
                "Output",
                [Flag("coverage", help: "Print how often each command was sent, and how often refused.")]),
        ],
        examples: [
            UsageExample("--commands 1000000 --seed 7", "A million commands."),
            UsageExample("--only hash --only generic", "Two groups of commands."),
            UsageExample("--replica --commands 50000", "What a replica gets."),
        ])

    static func run(_ values: FlagValues) throws -> Int32 {
        if values.isOn("replica") { return try runReplica(values) }
        let (reference, candidate) = try ServerFlags.servers(values, in: .ofThisPackage)
        var fuzzer = try Fuzzer(
            reference: reference, candidate: candidate,
            only: try values.names("only", "a group or a command").map { $0.lowercased() })
        if let seed = try seed("episode", values) { return report(try fuzzer.episode(seed: seed).0) }
        let (count, started) = (try values.integer("commands", in: 1...1_000_000_000) ?? 100_000, Date.now)
        let progress = Progress(of: count, "commands")
        let seed = try seed("seed", values) ?? 1
        let finding = try fuzzer.run(seed: seed, commands: count) { done in progress.show(done) }
        Console.clearProgress()
        if values.isOn("coverage") { fuzzer.coverage.lines.forEach(Console.say) }
        let seconds = Int(Date.now.timeIntervalSince(started))
        if finding == nil { Console.say("\(count) commands, seed \(seed), \(seconds) s: no difference") }
        return report(finding)
    }

    private static func runReplica(_ values: FlagValues) throws -> Int32 {
        let run = try ReplicaRun(
            master: OwnServer(), replica: RedisProcess(),
            only: try values.names("only", "a group or a command").map { $0.lowercased() })
        let count = try values.integer("commands", in: 1...1_000_000_000) ?? 100_000
        let seed = try seed("seed", values) ?? 1
        let progress = Progress(of: count, "commands")
        let episode = try self.seed("episode", values)
        let finding =
            if let episode { try run.episode(seed: episode) } else {
                try run.run(seed: seed, commands: count) { progress.show($0) }
            }
        Console.clearProgress()
        guard let finding else {
            Console.say("\(count) commands, seed \(seed): the replica has the same data")
            return ExitCode.success
        }
        Console.say("different data, in the episode of seed \(finding.seed)")
        finding.master.forEach { Console.say("master:  \($0)") }
        finding.replica.forEach { Console.say("replica: \($0)") }
        Console.say("the commands since the data was the same last:")
        finding.commands.forEach(Console.say)
        return ExitCode.failure
    }

    private static func seed(_ flag: String, _ values: FlagValues) throws(UsageError) -> UInt64? {
        guard let text = values.string(flag) else { return nil }
        guard let seed = UInt64(text) else {
            throw UsageError("--\(flag) takes a whole number, not '\(text)'")
        }
        return seed
    }

    private static func report(_ finding: Fuzzer.Finding?) -> Int32 {
        guard let finding else { return ExitCode.success }
        Console.say("a difference, in the episode of seed \(finding.seed)")
        guard let script = finding.script, let difference = finding.difference else {
            Console.say(
                "it shows only when commands are sent in batches: --episode \(finding.seed) shows it again")
            return ExitCode.failure
        }
        Console.say(
            "the shortest script that shows it, to be put into a file of conformance/cases:\n\n\(script)")
        let text = DifferenceText(isWhole: true, hasColours: Console.hasColours)
        text.lines(of: difference).forEach(Console.say)
        return ExitCode.failure
    }
}
