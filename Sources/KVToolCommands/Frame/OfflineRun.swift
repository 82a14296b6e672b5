// A command that takes no store, from what it does to its exit code.

import KVProcessSupport
import KVToolSupport

/// A run of a command without a store.
enum OfflineRun {
    /// - Returns: the exit code.
    static func run(_ name: String, isJSON: Bool, _ work: () throws -> CommandReport) -> Int32 {
        var options = CommonOptions()
        options.json = isJSON
        let output = ToolOutput(options)
        let report: CommandReport
        do {
            report = try work()
        } catch {
            output.complain("\(error)")
            output.report(CommandRun.json(name, nil, .failed, "\(error)", false, []))
            return ToolExit.failed.rawValue
        }
        for line in report.lines { output.report(line) }
        output.report(CommandRun.json(name, nil, report.exit, report.reason, false, report.members))
        return report.exit.rawValue
    }
}
