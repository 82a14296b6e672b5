// The runbook's steps for one stage, to be ticked off. A step that the audit file shows to be done is ticked already.

import KVToolSupport

/// The checklist of a stage.
struct RunbookChecklist: Sendable {
    private struct Step: Sendable {
        var text: String
        var isDone = false
        var details: [String] = []
    }

    private let stage: Int
    private let steps: [Step]

    init(stage: Int, _ runs: AuditRuns) {
        self.stage = stage
        let host = runs.live?.target ?? runs.dry?.target ?? "the store"
        // A live run comes after the dry run that it was decided by.
        let limit = runs.dry.map { String($0.candidates + $0.candidates / 10 + 1) } ?? "N"
        steps = [
            Step(text: "the store is the right one: \(host)"),
            RunbookChecklist.dryRun(runs.dry),
            RunbookChecklist.liveRun(runs.live, limit),
            Step(text: "2 minutes have gone by since the flush"),
            Step(
                text: "the verdict is PASS: the hit rate is above 80% again within 10 minutes",
                isDone: runs.live?.exit == 0,
                details: runs.live?.exit == 5
                    ? ["the last run FAILED it (exit code 5): stay at this stage"] : []),
            Step(text: "advance the Route53 weights to \(stage)%, and note who did it"),
            Step(text: "if it goes wrong: weights back to the stage before, and flush once more"),
        ]
    }

    private static func dryRun(_ run: AuditRuns.Run?) -> Step {
        guard let run else {
            return Step(text: "dry run: flush-migration-cache --dry-run --out \(AuditRuns.usualFile)")
        }
        return Step(
            text: "dry run: \(Figures.count(run.candidates, "key")) would be deleted", isDone: run.exit == 0,
            details: [who(run)])
    }

    private static func liveRun(_ run: AuditRuns.Run?, _ limit: String) -> Step {
        guard let run else {
            return Step(
                text: "flush: flush-migration-cache --max-delete \(limit) --watch 10m "
                    + "--out \(AuditRuns.usualFile)")
        }
        let doubt = run.inDoubt > 0 ? ", \(Figures.grouped(run.inDoubt)) in doubt" : ""
        return Step(
            text: "flush: \(Figures.count(run.deleted, "key")) deleted\(doubt), \(run.outcome)",
            isDone: run.exit == 0 || run.exit == 5, details: [who(run)])
    }

    private static func who(_ run: AuditRuns.Run) -> String {
        "\(run.time), \(OneLine.of(run.user)) on \(OneLine.of(run.host)), run \(OneLine.of(run.runId)), "
            + OneLine.of(run.target)
    }

    var lines: [String] {
        ["Cache flush before \(stage)% of the traffic", ""]
            + steps.enumerated().flatMap { index, step in
                ["[\(step.isDone ? "x" : " ")] \(index + 1). \(step.text)"]
                    + step.details.map { "       \($0)" }
            }
    }

    var json: JSONValue {
        .array(
            steps.map { step in
                [
                    "text": .string(step.text), "done": .bool(step.isDone),
                    "details": JSONValue(step.details),
                ]
            })
    }
}
