// `kvtool runbook`: what to do at each stage of a rollout, for whoever is on duty; and for one stage a list to tick off,
// with the numbers of the runs that have been made.

import KVCacheTools
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// The runbook of flush-migration-cache.
    static let runbook = Subcommand(
        offline: "runbook",
        "Prints the runbook of a cache flush; for a stage, a checklist with the numbers of the last runs.",
        sections: [
            FlagSection(
                "Which part",
                [
                    Flag("stage", "percent", help: "The checklist of a stage, in per cent."),
                    Flag(
                        "audit", "file",
                        help:
                            "What flush-migration-cache --out has written. Default: flush-audit.jsonl, if there."
                    ),
                ])
        ],
        examples: [
            UsageExample("", "The whole runbook."),
            UsageExample("--stage 25", "What to tick off before a quarter of the traffic is moved."),
        ]
    ) { flags throws(UsageError) in
        let stage = try flags.integer("stage", in: 1...100)
        let file = flags.string("audit")
        return {
            guard let stage else {
                let text = Runbook.text.hasSuffix("\n") ? String(Runbook.text.dropLast()) : Runbook.text
                return CommandReport([text], [.init("runbook", .string(Runbook.text))])
            }
            let runs = try AuditRuns(file)
            let checklist = RunbookChecklist(stage: stage, runs)
            return CommandReport(
                checklist.lines, [.init("stage", JSONValue(stage)), .init("checks", checklist.json)])
        }
    }
}
