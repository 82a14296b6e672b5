// kvtool from its arguments to its exit code: which command, then the command's own flags.

import KVCacheTools
import KVProcessSupport
import KVToolSupport

/// The program kvtool.
package enum KVTool {
    static let version = "0.1.0"

    /// All commands, in the order of the help.
    package static let commands: [Subcommand] = [
        .report, .watch, .rateLimit, .session, .leaderboard, .flags, .invalidate,
    ]

    /// Runs the program, with its signals.
    ///
    /// - Returns: the exit code.
    package static func main(_ arguments: [String]) async -> Int32 {
        let stop = StopRequest()
        let signals = stop.onSignals()
        let exit = await run(arguments, stop: stop, time: .system())
        return withExtendedLifetime(signals) { exit.rawValue }
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: what follows the program's name.
    ///   - stop: where a wish to stop comes from.
    ///   - time: what pauses go by.
    package static func run(_ arguments: [String], stop: StopRequest, time: ToolTime) async -> ToolExit {
        do throws(UsageError) {
            switch try interface.parse(arguments) {
            case .help: show(interface)
            case .version: Console.say(interface.versionLine)
            case .run(let flags):
                guard let name = flags.operands.first else {
                    throw UsageError("no command is given; kvtool --help lists them all")
                }
                return try await run(name, Array(flags.operands.dropFirst()), stop, time)
            }
            return .done
        } catch {
            return misunderstood(error, nil, arguments)
        }
    }

    private static func run(
        _ name: String, _ arguments: [String], _ stop: StopRequest, _ time: ToolTime
    ) async throws(UsageError) -> ToolExit {
        switch name {
        case "help": show(try arguments.first.map(command)?.interface ?? interface)
        case "completions": Console.print(try Completions.script(arguments))
        default: return await run(try command(name), arguments, stop, time)
        }
        return .done
    }

    private static func run(
        _ command: Subcommand, _ arguments: [String], _ stop: StopRequest, _ time: ToolTime
    ) async -> ToolExit {
        do throws(UsageError) {
            switch try command.interface.parse(arguments) {
            case .help: show(command.interface)
            case .version: Console.say(interface.versionLine)
            case .run(let flags):
                let (plan, common) = (try command.plan(flags), try CommonOptions(flags))
                return await CommandRun(command.name, plan, common, stop, time).run()
            }
            return .done
        } catch {
            return misunderstood(error, command.name, arguments)
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
    ) -> ToolExit {
        var common = CommonOptions()
        common.json = arguments.contains("--json") || arguments.contains("--json=yes")
        let output = ToolOutput(common)
        output.complain(error.message)
        output.report(CommandRun.json(command, nil, .usage, error.message, false, []))
        return .usage
    }

    /// The command line before the command.
    static let interface = CommandLineInterface(
        program: "kvtool", version: version,
        summary: "Looks into a KV store, over the Redis protocol or REST, and at how it is used.",
        operands: "<command> [flags of the command]", operandsEndFlags: true, sections: [],
        examples: [
            UsageExample("report", "What there is in the store that the environment names."),
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
