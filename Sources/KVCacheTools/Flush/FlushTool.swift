// The tool as a whole: flags and environment in, a report and an exit code out.

import Foundation
import KVClient
import KVProcessSupport
import KVToolSupport

/// flush-migration-cache.
package struct FlushTool: Sendable {
    let options: FlushOptions
    let common: CommonOptions
    let environment: ToolEnvironment
    let arguments: [String]
    let output: ToolOutput
    let time: ToolTime
    let stop: StopSwitch

    package init(
        _ flags: FlagValues, arguments: [String], _ common: CommonOptions, _ environment: ToolEnvironment,
        _ output: ToolOutput, _ time: ToolTime, _ stop: StopSwitch
    ) throws(UsageError) {
        options = try FlushOptions(flags, dryRunVariable: environment["DRY_RUN"]?.value)
        self.common = common
        self.environment = environment
        self.arguments = arguments
        self.output = output
        self.time = time
        self.stop = stop
    }

    /// Does all that was asked for, and returns the exit code.
    package func run() async -> ToolExit {
        let runID = RunID.text(time.unixMilliseconds(), process: ProcessInfo.processInfo.processIdentifier)
        let (target, warning): (StoreTarget, String?)
        do throws(TargetError) {
            (target, warning) = try StoreTarget.flush(common, environment)
        } catch {
            return end(.failed, .failed, error.reason)
        }
        output.log(target.line)
        if let warning { output.warn(warning) }
        let rules: FlushRules
        do throws(Refusal) {
            rules = try FlushRules(options)
            try admit(target)
        } catch {
            return end(.refused, .refused, error.reason, target, runID)
        }
        for warning in rules.warnings { output.warn(warning) }
        return await flush(target, rules, runID)
    }

    /// Whether the run may work on this host.
    private func admit(_ target: StoreTarget) throws(Refusal) {
        let verdict = HostGuard(common, environment).verdict(on: target.host, isLive: !options.isDryRun)
        if options.isDryRun, verdict == .allowed { return }
        let question = "Flush \(options.patterns.joined(separator: " ")) from \(target.host)?"
        if let reason = Consent(common, output).refusal(verdict, target.host, question) {
            throw Refusal(reason: reason)
        }
    }

    /// The report of a run that did not begin.
    private func end(
        _ exit: ToolExit, _ outcome: FlushOutcome, _ reason: String, _ target: StoreTarget? = nil,
        _ runID: String = ""
    ) -> ToolExit {
        var record = FlushRecord()
        record.patterns = options.patterns.map { PatternTally($0) }
        record.outcome = outcome
        record.reason = reason
        record.attempts = 0
        output.report(FlushReport.failure(record, isDryRun: options.isDryRun, target, runID))
        complain(record)
        return exit
    }

    private func complain(_ record: FlushRecord) {
        output.complain("Cache flush failed: \(record.reason ?? "")")
        output.log("Script failed")
    }

    // MARK: The run

    private func flush(_ target: StoreTarget, _ rules: FlushRules, _ runID: String) async -> ToolExit {
        let servers = FlushServers(target.url, time, timeout: options.timeout)
        let record = await FlushRun(options, rules, servers, stop, time, output).run()
        var report = FlushReport(record: record, isDryRun: options.isDryRun, target: target, runID: runID)
        output.clearProgress()
        for line in report.lines(listing: options.listsKeys, output.style) { output.report(line) }
        var exit = exitCode(of: record)
        if exit != .done { complain(record) }
        let metrics = MetricsFile(options.metrics, environment, time, runID, output)
        metrics.tell(report, await databaseLatency?.measure())
        if exit == .done, let limit = options.watch {
            exit = await watch(&report, servers, limit, metrics)
        }
        servers.disconnect()
        keepRecords(report, exit)
        output.report(report.json)
        return exit
    }

    private func exitCode(of record: FlushRecord) -> ToolExit {
        switch record.outcome {
        case .ok: .done
        case .failed, .timeout: record.hasEffects ? .partial : .failed
        case .partial: .partial
        case .refused: .refused
        case .interrupted: if case .asked(let exit)? = stop.reason { exit } else { .interrupted }
        }
    }

    private var databaseLatency: DatabaseLatency? {
        options.latencyCommand.map { DatabaseLatency(command: $0) }
    }

    private func watch(
        _ report: inout FlushReport, _ servers: FlushServers, _ limit: Duration, _ metrics: MetricsFile
    ) async -> ToolExit {
        let watch = RecoveryWatch(
            servers: servers, stop: stop, time: time, voice: output, interval: options.interval,
            latency: databaseLatency)
        output.log("Watching the hit rate for \(DurationText.clock(limit)) at most")
        let verdict: RecoveryVerdict
        do {
            verdict = try await watch.run(
                RecoveryVerdict(before: report.record.before?.hitRate, limit: limit),
                from: report.record.after)
        } catch {
            guard case .asked(let exit)? = stop.reason else { return .failed }
            output.complain("the flush is done; watching was interrupted")
            return exit
        }
        report.watch = verdict
        output.clearProgress()
        if let row = verdict.sparkline(width: output.style.width) { output.report(row) }
        output.report(output.style.paint(verdict.line, verdict.isPassed ? .green : .red))
        metrics.tell(report, recovery: verdict)
        return verdict.isPassed ? .done : .gateFailed
    }

    /// Writes the files that were asked for. A flush that is done does not fail because a disk is full, but says so.
    private func keepRecords(_ report: FlushReport, _ exit: ToolExit) {
        let writer = FileWriter(output)
        if let path = options.out {
            let audit = AuditRecord(
                report, arguments: arguments, timestamp: time.unixMilliseconds(), exit: exit)
            let keys = options.listsKeys ? audit.keyLines : []
            writer.append(keys + [audit.line], to: path)
        }
        if let path = options.chart, let verdict = report.watch {
            let chart = RecoveryChart(verdict, target: "\(report.target.url)")
            writer.write(chart.svg, to: path)
            writer.write(chart.csv, to: RecoveryChart.csvPath(for: path))
        }
        if let path = options.html { writer.write(HTMLReport(report).text, to: path) }
    }
}

/// What a run is called in all that it leaves behind.
enum RunID {
    /// Sorts by time.
    static func text(_ unixMilliseconds: Int64, process: Int32) -> String {
        "\(String(unixMilliseconds, radix: 36))-\(String(process, radix: 36))"
    }
}
