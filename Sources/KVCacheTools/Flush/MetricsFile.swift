// Where metrics go: a file of nothing but them, or standard output.

import KVClient
import KVToolSupport
import KVProcessSupport

/// Writes the metrics of a run's phases.
struct MetricsFile {
    private let path: String?
    private let environment: ToolEnvironment
    private let time: ToolTime
    private let runID: String
    private let output: ToolOutput

    init(
        _ path: String?, _ environment: ToolEnvironment, _ time: ToolTime, _ runID: String,
        _ output: ToolOutput
    ) {
        self.path = path
        self.environment = environment
        self.time = time
        self.runID = runID
        self.output = output
    }

    /// The phases before and after the flush; a dry run, and one that found no server, have only the first.
    func tell(_ report: FlushReport, _ latency: Double?) {
        let record = report.record
        if let lookups = record.before {
            var before = make(.before)
            before.lookups = lookups
            before.rateBefore = lookups.hitRate
            write(before)
        }
        guard !report.isDryRun, record.hasEffects || record.outcome == .ok else { return }
        var after = make(.after)
        after.keysDeleted = record.deleted
        let foreign = record.foreignLookups
        after.lookups = foreign
        after.rateBefore = record.before?.hitRate
        after.rateAfter = foreign?.hitRate
        after.duration = report.milliseconds
        after.latency = latency.map { [$0] } ?? []
        write(after)
    }

    /// The last phase.
    func tell(_ report: FlushReport, recovery verdict: RecoveryVerdict) {
        var recovered = make(.recovered)
        recovered.rateBefore = verdict.before
        recovered.rateAfter = (verdict.recovery ?? verdict.minimum)?.rate
        recovered.latency = verdict.samples.compactMap(\.latency)
        recovered.keysDeleted = report.record.deleted
        write(recovered)
    }

    private func make(_ phase: FlushMetrics.Phase) -> FlushMetrics {
        let name = environment.value(of: "ENVIRONMENT") ?? environment.value(of: "NODE_ENV") ?? "unknown"
        return FlushMetrics(phase, time.unixMilliseconds(), environment: name, runID: runID)
    }

    private func write(_ metrics: FlushMetrics) {
        guard let path else { return }
        if path == "-" { return output.report(metrics.line) }
        FileWriter(output).append([metrics.line], to: path)
    }
}

extension FlushRecord {
    /// What others have looked for during the run: what was looked for here is taken off.
    var foreignLookups: Lookups? {
        guard let before, let after else { return nil }
        let all = after.since(before)
        return Lookups(hits: max(0, all.hits - ownProbes.hits), misses: max(0, all.misses - ownProbes.misses))
    }
}
