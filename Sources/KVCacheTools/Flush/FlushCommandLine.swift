// The program: what it does with its arguments before it is a run, and how it ends.

import KVProcessSupport
import KVToolSupport

/// The program flush-migration-cache.
package enum FlushCommandLine {
    /// Runs the program, and returns its exit code.
    package static func run(_ arguments: [String], time: ToolTime, signals: StopRequest) async -> Int32 {
        let isJSON = arguments.contains("--json")
        do {
            switch try CommandLineInterface.flushMigrationCache.parse(arguments) {
            case .help:
                Console.print(
                    CommandLineInterface.flushMigrationCache.help(width: Terminal.standardOutput.width))
            case .version: Console.say(CommandLineInterface.flushMigrationCache.versionLine)
            case .run(let flags):
                if flags.isOn("runbook") {
                    Console.print(Runbook.text)
                } else {
                    return try await run(flags, arguments, time, signals)
                }
            }
            return ToolExit.done.rawValue
        } catch let error as UsageError {
            return fail(.usage, error.message, isJSON)
        } catch {
            return fail(.failed, "\(error)", isJSON)
        }
    }

    private static func run(
        _ flags: FlagValues, _ arguments: [String], _ time: ToolTime, _ signals: StopRequest
    ) async throws -> Int32 {
        let common = try CommonOptions(flags)
        let environment = try ToolEnvironment.load(from: common.envDirectory)
        let output = ToolOutput(common)
        let stop = StopSwitch(time)
        let tool = try FlushTool(flags, arguments: arguments, common, environment, output, time, stop)
        signals.whenAsked { signals.exit.map(stop.end) }
        return await stop.run { await tool.run().rawValue }
    }

    /// The end of a run whose command line or files were wrong.
    private static func fail(_ exit: ToolExit, _ reason: String, _ isJSON: Bool) -> Int32 {
        var options = CommonOptions()
        options.json = isJSON
        let output = ToolOutput(options)
        var record = FlushRecord()
        record.outcome = .failed
        record.reason = reason
        record.attempts = 0
        output.report(FlushReport.failure(record, isDryRun: false, nil, ""))
        output.complain(reason)
        return exit.rawValue
    }
}
