// The report as one page that refers to nothing: what would go, or has gone, by pattern and by memory, next to what stays.

import KVClient
import KVToolSupport

/// The page.
struct HTMLReport {
    private let report: FlushReport

    init(_ report: FlushReport) { self.report = report }

    private var record: FlushRecord { report.record }

    var text: String {
        let mode = report.isDryRun ? "Dry run" : "Flush"
        let target = Markup.escape("\(report.target.url)")
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>\(mode) of \(target)</title>
            \(HTMLReport.style)
            </head><body>
            <h1>\(mode) of \(target)</h1>
            <p>\(summary)</p>
            <h2>By pattern</h2>
            \(table)
            \(treemap)
            \(lifetimes)
            <h2>Preserved</h2>
            \(preserved)
            \(recovery)
            <p class="faint">run \(Markup.escape(report.runID)), \(report.milliseconds) ms, Redis \
            \(Markup.escape(record.version ?? "of an unknown version"))</p>
            </body></html>

            """
    }

    private static let style = """
        <style>
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid #8884}
        th:first-child,td:first-child{text-align:left;overflow-wrap:anywhere}.faint{opacity:.7}
        .map{display:flex;height:9rem;gap:2px}.map div{overflow:hidden;padding:.4rem;color:#fff;min-width:2px;font-size:13px}
        .bar{display:inline-block;height:.8rem;background:#0b5cad;min-width:1px}code{overflow-wrap:anywhere}svg{max-width:100%}
        </style>
        """

    private var summary: String {
        let outcome = record.reason.map { "\(record.outcome.rawValue): \($0)" } ?? record.outcome.rawValue
        let done =
            report.isDryRun
            ? "\(Figures.grouped(record.wanted)) keys would be deleted; nothing was."
            : "\(Figures.grouped(record.deleted)) keys were deleted, \(record.inDoubt) are in doubt."
        return "\(Markup.escape(done)) \(Figures.grouped(record.scanned)) keys were looked at. "
            + "Outcome: \(Markup.escape(outcome))."
    }

    private var table: String {
        let rows = record.patterns.map { tally in
            let memory = tally.census.map { Figures.bytes($0.memory) } ?? "-"
            let samples = tally.samples.prefix(10).map { "<code>\(Markup.escape(KeyText.of($0)))</code>" }
            return "<tr><td><details><summary>\(Markup.escape(tally.pattern))</summary>"
                + "\(samples.joined(separator: "<br>"))</details></td><td>\(Figures.grouped(tally.matched))</td>"
                + "<td>\(Figures.grouped(tally.preserved))</td>"
                + "<td>\(Figures.grouped(report.isDryRun ? tally.wanted : tally.deleted))</td><td>\(memory)</td></tr>"
        }
        return "<table><tr><th>pattern</th><th>matched</th><th>preserved</th>"
            + "<th>\(report.isDryRun ? "to delete" : "deleted")</th><th>memory</th></tr>\n"
            + rows.joined(separator: "\n") + "</table>"
    }

    /// Patterns side by side, each as wide as its memory; as its keys where nobody has asked for memory.
    private var treemap: String {
        let colours = ["#0b5cad", "#1a7f37", "#8a4b00", "#a03070", "#5b4bb5", "#006d77"]
        let hasMemory = record.patterns.contains { ($0.census?.memory ?? 0) > 0 }
        let parts = record.patterns.enumerated().map { index, tally in
            (
                tally.pattern, hasMemory ? tally.census?.memory ?? 0 : tally.wanted,
                colours[index % colours.count]
            )
        }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
        guard !parts.isEmpty else { return "" }
        let boxes = parts.map { pattern, size, colour in
            let figure = hasMemory ? Figures.bytes(size) : "\(Figures.grouped(size)) keys"
            let text = Markup.escape("\(pattern) \(figure)")
            return "<div style=\"flex:\(size);background:\(colour)\" title=\"\(text)\">\(text)</div>"
        }
        return "<h2>\(hasMemory ? "Memory" : "Keys")</h2>\n<div class=\"map\">\(boxes.joined())</div>"
    }

    private var lifetimes: String {
        var sums = [0, 0, 0, 0, 0]
        for census in record.patterns.compactMap(\.census) { sums = zip(sums, census.ttl).map(+) }
        let total = sums.reduce(0, +)
        guard total > 0 else { return "" }
        let heads = ["none", "under a minute", "under an hour", "under a day", "a day and more"]
        let rows = zip(heads, sums).map { head, count in
            let width = Figures.decimal(Double(count) * 30 / Double(total))
            return
                "<tr><td>\(head)</td><td style=\"text-align:left\"><span class=\"bar\" style=\"width:\(width)rem\">"
                + "</span> \(Figures.grouped(count))</td></tr>"
        }
        return "<h2>Time to live</h2>\n<table>\(rows.joined())</table>"
    }

    private var preserved: String {
        let rows = record.preserved.map { kept in
            "<tr><td>\(Markup.escape(kept.pattern))</td><td>\(Figures.grouped(kept.before)) keys</td>"
                + "<td>\(kept.after.map { "\(Figures.grouped($0)) afterwards" } ?? "untouched")</td></tr>"
        }
        return rows.isEmpty ? "<p>Nothing is preserved.</p>" : "<table>\(rows.joined())</table>"
    }

    private var recovery: String {
        guard let verdict = report.watch else { return "" }
        return "<h2>Recovery</h2>\n" + RecoveryChart(verdict, target: "\(report.target.url)").element
    }
}
