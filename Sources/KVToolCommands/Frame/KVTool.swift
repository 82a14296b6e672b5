// kvtool from its arguments to its exit code: which command, then the command's own flags.

import Dispatch
import Foundation
import KVCacheTools
import KVProcessSupport
import KVRunner
import KVToolSupport

/// The program kvtool.
package enum KVTool {
    static let version = "0.1.0"

    /// All commands, in the order of the help.
    package static let commands: [Subcommand] = [
        .report, .watch, .cache, .warm, .tags, .invalidate, .rebuild, .pending, .lock, .rateLimit, .session,
        .leaderboard, .flags, .pipeline, .runbook,
    ]

    /// Runs the program to its end, on the main thread of a process that has no other yet.
    ///
    /// The main thread only waits. Left to an asynchronous main program it would get every signal there is, also those that
    /// are held back for a command.
    package static func main(_ arguments: [String]) -> Never {
        let relayed = arguments.first == Subcommand.lock.name ? RelayedSignals() : nil
        Task.detached { exit(await main(arguments, relayed)) }
        while true { DispatchSemaphore(value: 0).wait() }
    }

    private static func main(_ arguments: [String], _ relayed: RelayedSignals?) async -> Int32 {
        let stop = StopRequest()
        let signals = relayed == nil ? stop.onSignals() : nil
        let code = await run(arguments, Surroundings(stop: stop, time: .system(), relayed: relayed))
        return withExtendedLifetime(signals) { code }
    }

    /// What comes from outside: signals and time.
    private struct Surroundings: Sendable {
        let stop: StopRequest
        let time: ToolTime
        let relayed: RelayedSignals?
    }

    private static func run(_ arguments: [String], _ surroundings: Surroundings) async -> Int32 {
        do throws(UsageError) {
            switch try interface.parse(arguments) {
            case .help: show(interface)
            case .version: Console.say(interface.versionLine)
            case .run(let flags):
                guard let name = flags.operands.first else {
                    throw UsageError("no command is given; kvtool --help lists them all")
                }
                return try await run(name, Array(flags.operands.dropFirst()), surroundings)
            }
            return ToolExit.done.rawValue
        } catch {
            return misunderstood(error, nil, arguments)
        }
    }

    private static func run(
        _ name: String, _ arguments: [String], _ surroundings: Surroundings
    ) async throws(UsageError) -> Int32 {
        switch name {
        case "help": show(try arguments.first.map(command)?.interface ?? interface)
        case "completions": Console.print(try Completions.script(arguments))
        default: return await run(try command(name), arguments, surroundings)
        }
        return ToolExit.done.rawValue
    }

    private static func run(
        _ command: Subcommand, _ arguments: [String], _ surroundings: Surroundings
    ) async -> Int32 {
        do throws(UsageError) {
            switch try command.interface.parse(arguments) {
            case .help: show(command.interface)
            case .version: Console.say(interface.versionLine)
            case .run(let flags):
                return try await run(command, flags, surroundings)
            }
            return ToolExit.done.rawValue
        } catch {
            return misunderstood(error, command.name, arguments)
        }
    }

    private static func run(
        _ command: Subcommand, _ flags: FlagValues, _ surroundings: Surroundings
    ) async throws(UsageError) -> Int32 {
        switch command.work {
        case .offline(let work):
            return OfflineRun.run(command.name, isJSON: flags.isOn("json"), try work(flags))
        case .inStore(let plan):
            let run = CommandRun(
                command.name, try plan(flags), try CommonOptions(flags), surroundings.stop, surroundings.time,
                surroundings.relayed)
            return await run.run()
        }
    }

    private static func command(_ name: String) throws(UsageError) -> Subcommand {
        if let command = commands.first(where: { $0.name == name }) { return command }
        guard let nearest = NearestWord.of(name, among: commands.map(\.name) + ["help", "completions"]) else {
            throw UsageError("unknown command \(name); kvtool --help lists them all")
        }
        throw UsageError("unknown command \(name); did you mean \(nearest)?")
    }

    private static func show(_ interface: CommandLineInterface) {
        Console.print(interface.help(width: Terminal.standardOutput.width))
    }

    /// A program that asked for JSON gets it whatever is wrong.
    private static func misunderstood(
        _ error: UsageError, _ command: String?, _ arguments: [String]
    ) -> Int32 {
        var common = CommonOptions()
        common.json = arguments.contains("--json") || arguments.contains("--json=yes")
        let output = ToolOutput(common)
        output.complain(error.message)
        output.report(CommandRun.json(command, nil, .usage, error.message, false, []))
        return ToolExit.usage.rawValue
    }

    /// The command line before the command.
    static let interface = CommandLineInterface(
        program: "kvtool", version: version,
        summary: "Looks into a KV store, over the Redis protocol or REST, and uses it as applications do.",
        operands: "<command> [flags of the command]", operandsEndFlags: true, sections: [],
        examples: [
            UsageExample("report", "What there is in the store that the environment names."),
            UsageExample("lock nightly -- ./backup.sh", "A command that runs on one machine at a time."),
            UsageExample("help report", "The flags of a command."),
            UsageExample(
                "completions bash > /etc/bash_completion.d/kvtool",
                "Has the shell complete commands and flags."),
        ],
        notes: [
            UsageNote(
                "Commands",
                commands.map { "\($0.name): \($0.interface.summary)" } + [
                    "completions bash|zsh|fish: Prints a script for the shell.",
                    "help COMMAND: Prints the flags of a command.",
                ]),
            UsageNote(
                "Exit codes",
                [
                    "0 done; 1 failed with nothing changed; 2 the command line is wrong; 3 failed when something was, or "
                        + "may have been, changed; 4 refused, nothing sent; 5 the answer is no (a limit, a flag); 130 and 143 "
                        + "stopped by a signal."
                ]),
        ])
}
