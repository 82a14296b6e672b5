// What a dry run shows at a glance: a row for each pattern, with the lifetimes of its keys as bars.

import KVClient
import KVToolSupport

/// The table of a dry run.
struct FlushTable {
    private let report: FlushReport

    init(_ report: FlushReport) { self.report = report }

    private static let heads = ["PATTERN", "MATCHED", "PRESERVED", "DELETE", "MEMORY"]
    private static let lifetimes = ["none", "<1m", "<1h", "<1d", ">=1d"]

    func lines(_ style: OutputStyle) -> [String] {
        let record = report.record
        let title =
            "DRY RUN  \(report.target.url)  (\(report.target.origin))   "
            + "\(Figures.grouped(record.scanned)) keys scanned in \(Figures.decimal(record.duration / .seconds(1))) s"
        let rows = record.patterns.map(cells)
        let widths = FlushTable.heads.indices.map { column in
            ([FlushTable.heads] + rows).map { $0[column].count }.max() ?? 0
        }
        var lines = [style.paint(title, .bold)]
        lines.append(
            style.paint(FlushTable.row(FlushTable.heads, widths), .dim) + "   TTL  "
                + FlushTable.lifetimes.joined(separator: "  "))
        for (tally, row) in zip(record.patterns, rows) {
            lines.append(FlushTable.row(row, widths) + "        " + FlushTable.bars(tally.census))
        }
        let kept = record.preserved.map { "\($0.pattern) \(Figures.grouped($0.before))" }
        if !kept.isEmpty { lines.append("PRESERVE  \(kept.joined(separator: "   "))   untouched") }
        let types = FlushTable.types(record)
        if !types.isEmpty { lines.append("TYPES     \(types)") }
        return lines
    }

    private func cells(_ tally: PatternTally) -> [String] {
        [
            tally.pattern, Figures.grouped(tally.matched), Figures.grouped(tally.preserved),
            Figures.grouped(tally.wanted), tally.census.map { Figures.bytes($0.memory) } ?? "-",
        ]
    }

    /// The first cell to the left, the figures to the right.
    private static func row(_ cells: [String], _ widths: [Int]) -> String {
        zip(cells, widths).enumerated().map { index, pair in
            let space = String(repeating: " ", count: max(0, pair.1 - pair.0.count))
            return index == 0 ? pair.0 + space : space + pair.0
        }.joined(separator: "  ")
    }

    /// A bar for each class of lifetimes, under its head.
    private static func bars(_ census: KeyCensus?) -> String {
        guard let census else { return "" }
        let total = census.ttl.reduce(0, +)
        return zip(census.ttl, lifetimes).map { count, head in
            let bar = total > 0 && count > 0 ? Sparkline.bar(Double(count) / Double(total)) : "·"
            return bar + String(repeating: " ", count: head.count + 1)
        }.joined()
    }

    private static func types(_ record: FlushRecord) -> String {
        var types: [String: Int] = [:]
        for tally in record.patterns { types.merge(tally.census?.types ?? [:], uniquingKeysWith: +) }
        return types.sorted { $0.key < $1.key }.map { "\($0.key) \(Figures.grouped($0.value))" }
            .joined(separator: "   ")
    }
}

/// Figures as a row of blocks.
enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█").map(String.init)

    /// A block for a part of one.
    static func bar(_ part: Double) -> String {
        blocks[min(max(Int((part * Double(blocks.count - 1)).rounded()), 0), blocks.count - 1)]
    }

    /// A block for each figure, between the smallest and the largest; no more than `width`, of which each stands for the
    /// smallest of its figures.
    static func text(_ figures: [Double], width: Int) -> String {
        guard let low = figures.min(), let high = figures.max(), width > 0 else { return "" }
        let columns = min(width, figures.count)
        return (0..<columns).map { column in
            let part = figures[column * figures.count / columns..<(column + 1) * figures.count / columns]
            let figure = part.min() ?? low
            return bar(high > low ? (figure - low) / (high - low) : 1)
        }.joined()
    }
}
