// The report for people. The lines about patterns and the last line are those of the documents, word for word.

import KVClient
import KVToolSupport

extension FlushReport {
    /// The lines of the report.
    func lines(listing keys: Bool, _ style: OutputStyle) -> [String] {
        var lines = isDryRun && record.outcome == .ok ? FlushTable(self).lines(style) : []
        for (index, tally) in record.patterns.enumerated() {
            // A run that has failed before it found anything has nothing to say of a pattern.
            guard record.outcome == .ok || tally.matched > 0 else { continue }
            lines.append(FlushReport.line(tally, isDryRun))
            guard isDryRun || keys else { continue }
            let shown = keys ? record.keys[index] : tally.samples
            lines += shown.map { "  - \(KeyText.of($0))" }
        }
        lines += remarks
        lines.append(lastLine)
        return lines
    }

    private static func line(_ tally: PatternTally, _ isDryRun: Bool) -> String {
        var notes: [String] = []
        if tally.preserved > 0 { notes.append("\(tally.preserved) preserved") }
        if tally.alreadyGone > 0 { notes.append("\(tally.alreadyGone) already gone") }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        return isDryRun
            ? "[DRY RUN] Would flush \(tally.wanted) keys matching \(tally.pattern)\(note)"
            : "Flushed \(tally.deleted) keys matching \(tally.pattern)\(note)"
    }

    private var remarks: [String] {
        var lines: [String] = []
        if record.isCluster {
            lines += record.nodeTallies.map { node in
                let end = node.failure.map { "; failed: \($0)" } ?? ""
                return "node \(node.name): scanned \(node.scanned), deleted \(node.deleted)\(end)"
            }
        }
        for kept in record.preserved where kept.after != nil && kept.after != kept.before {
            lines.append(
                "preserved keys matching \(kept.pattern): \(kept.before) before, \(kept.after ?? 0) after "
                    + "(others write and expire them; this run does not touch them)")
        }
        if record.nearMisses.count > 0 {
            lines.append("Near misses, which no pattern fits: \(record.nearMisses.count) keys, such as")
            lines += record.nearMisses.samples.map { "  ? \(KeyText.of($0))" }
        }
        if let remaining = record.remaining {
            lines.append(
                "Verified: remaining \(remaining.left) (\(remaining.created) re-created during flush)")
        }
        if record.inDoubt > 0 {
            lines.append(
                "\(record.inDoubt) keys are in doubt: they may be gone, the reply that would tell was lost")
        }
        return lines
    }

    private var lastLine: String {
        if record.outcome == .ok {
            return isDryRun
                ? "[DRY RUN] Would flush \(record.wanted) keys in total. Nothing was deleted."
                : "Cache flush complete. Total keys flushed: \(record.deleted)"
        }
        if isDryRun || !record.hasEffects { return "Cache flush not complete. Nothing was deleted." }
        let left = max(0, record.wanted - record.deleted - record.alreadyGone - record.inDoubt)
        return
            "Cache flush not complete. Deleted: \(record.deleted), in doubt: \(record.inDoubt), found and left: \(left). "
            + "It can be run again: what is gone is gone, and the rest is found anew."
    }
}
