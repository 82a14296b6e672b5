// A leaderboard as a table with bars, and what has been changed on it.

import KVCaching
import KVProcessSupport
import KVToolSupport

/// What is said of a leaderboard.
enum LeaderboardText {
    static func report(
        _ name: JSONValue.Member, _ entries: [LeaderboardEntry], _ style: OutputStyle,
        marking member: String? = nil
    ) -> CommandReport {
        CommandReport(table(entries, member, style), [name, json(entries)])
    }

    static func absent(_ name: JSONValue.Member, _ member: String) -> CommandReport {
        var report = CommandReport(
            ["\(member) is not on the board"], [name, .init("member", .string(member)), json([])])
        (report.exit, report.reason) = (.gateFailed, "\(member) is not on the board")
        return report
    }

    static func changed(
        _ name: JSONValue.Member, _ member: String, _ score: Double
    ) -> CommandReport {
        CommandReport(
            ["\(member): \(text(score))"],
            [name, .init("member", .string(member)), .init("score", .number(score))])
    }

    private static func table(
        _ entries: [LeaderboardEntry], _ member: String?, _ style: OutputStyle
    ) -> [String] {
        guard let top = entries.first else { return ["the board is empty"] }
        var table = TextTable(("RANK", .right), ("MEMBER", .left), ("SCORE", .right), ("", .left))
        for entry in entries {
            table.add(
                Figures.grouped(entry.rank), OneLine.of(entry.member) + (entry.member == member ? " <" : ""),
                text(entry.score), Bars.bar(entry.score / max(top.score, .leastNonzeroMagnitude), width: 24))
        }
        return table.lines(style)
    }

    private static func json(_ entries: [LeaderboardEntry]) -> JSONValue.Member {
        .init(
            "entries",
            .array(
                entries.map {
                    [
                        "rank": JSONValue($0.rank), "member": .string($0.member), "score": .number($0.score),
                    ]
                }))
    }

    /// A whole number without its point.
    private static func text(_ score: Double) -> String {
        Int(exactly: score).map(Figures.grouped) ?? "\(score)"
    }
}
