// `kvtool leaderboard`: who leads, and by how much.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// A leaderboard: its top, somebody's surroundings, and changes of scores.
    static let leaderboard = Subcommand(
        "leaderboard", "Shows a leaderboard as a table with bars, and changes scores.",
        operands: "[top | around MEMBER | set MEMBER SCORE | add MEMBER SCORE | remove MEMBER]",
        sections: [
            FlagSection(
                "Which part",
                [
                    Flag("board", "name", help: "The board at leaderboard:NAME. Default: global."),
                    Flag("limit", "number", help: "How many rows of the top. Default: 10."),
                    Flag("range", "number", help: "How many rows above and below a member. Default: 2."),
                    Flag(
                        "ties", "mode",
                        help: "ordinal (1, 2, 3, 4), competition (1, 2, 2, 4) or dense (1, 2, 2, 3). "
                            + "Default: ordinal."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("", "The ten highest of leaderboard:global."),
            UsageExample("around 42 --range 3 --board weekly", "A member with its neighbours."),
            UsageExample("add 42 10", "Adds to a score; `add -- 42 -10` takes away."),
        ]
    ) { flags throws(UsageError) in
        let action = try LeaderboardAction(flags)
        let board = try flags.names("board", "a name").last ?? "global"
        let ties =
            try flags.choice("ties", among: TieMode.allCases.map(\.rawValue))
            .flatMap(TieMode.init) ?? .ordinal
        let usesScripts = !flags.isOn("no-eval")
        return Plan(effect: action.isLive ? .writes : .reads) { place in
            let leaderboard = Leaderboard(place.context(usesScripts: usesScripts), board, ties: ties)
            return try await action.run(leaderboard, board, place.output.style)
        }
    }
}

/// What is to be done with a leaderboard.
enum LeaderboardAction: Sendable {
    case top(Int)
    case around(String, Int)
    case set(String, Double)
    case add(String, Double)
    case remove(String)

    init(_ flags: FlagValues) throws(UsageError) {
        var words = Words(flags, of: "leaderboard")
        let limit = try flags.integer("limit", in: 1...100_000) ?? 10
        let range = try flags.integer("range", in: 0...10_000) ?? 2
        switch try words.action(["top", "around", "set", "add", "remove"], usual: "top") {
        case "around": self = .around(try words.next("the member"), range)
        case "set": self = .set(try words.next("the member"), try words.number("the score"))
        case "add": self = .add(try words.next("the member"), try words.number("the score"))
        case "remove": self = .remove(try words.next("the member"))
        default: self = .top(limit)
        }
        try words.end()
    }

    var isLive: Bool {
        switch self {
        case .top, .around: false
        case .set, .add, .remove: true
        }
    }

    func run(
        _ leaderboard: Leaderboard, _ board: String, _ style: OutputStyle
    ) async throws -> CommandReport {
        let name = JSONValue.Member("board", .string(board))
        switch self {
        case .top(let limit):
            let entries = try await leaderboard.top(limit)
            return CommandReport(
                LeaderboardAction.table(entries, nil, style), [name, LeaderboardAction.json(entries)])
        case .around(let member, let range):
            let entries = try await leaderboard.around(member, range: range, isFilled: true) ?? []
            let lines = LeaderboardAction.table(entries, member, style)
            return CommandReport(
                entries.isEmpty ? ["\(member) is not on the board"] : lines,
                [name, LeaderboardAction.json(entries)])
        case .set(let member, let score):
            try await leaderboard.update(member, score: score)
            return LeaderboardAction.changed(name, member, score)
        case .add(let member, let amount):
            return LeaderboardAction.changed(
                name, member, try await leaderboard.increment(member, by: amount))
        case .remove(let member):
            let wasThere = try await leaderboard.remove(member)
            return CommandReport(
                [wasThere ? "\(member) removed" : "\(member) is not on the board"],
                [name, .init("member", .string(member)), .init("removed", .bool(wasThere))])
        }
    }

    private static func changed(
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
