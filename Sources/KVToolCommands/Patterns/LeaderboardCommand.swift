// `kvtool leaderboard`: who leads, and by how much.

import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// A leaderboard: its top, somebody's surroundings, and changes of scores.
    static let leaderboard = Subcommand(
        "leaderboard", "Shows a leaderboard as a table with bars, and changes scores.",
        operands: "[top | page NUMBER | around MEMBER | percentile MEMBER | set MEMBER SCORE | "
            + "add MEMBER SCORE | remove MEMBER | trim SIZE | merge BOARD...]",
        sections: [
            FlagSection(
                "Which part",
                [
                    Flag("board", "name", help: "The board at leaderboard:NAME. Default: global."),
                    Flag("week", help: "That board's week: this one, or that of --at."),
                    Flag("at", "time", help: "--week: a moment of the week, as 2026-11-26."),
                    Flag("limit", "number", help: "How many rows of the top. Default: 10."),
                    Flag("size", "number", help: "How many rows a page has. Default: 25."),
                    Flag("range", "number", help: "How many rows above and below a member. Default: 2."),
                    Flag(
                        "exact", help: "around: no further rows on one side for what the other has not."),
                    Flag(
                        "ties", "mode",
                        help:
                            "ordinal (1, 2, 3, 4), competition (1, 2, 2, 4), dense (1, 2, 2, 3) or firstCome "
                            + "(1, 2, 3, 4 in the order in which they got there). Default: ordinal."),
                    Flag("rule", "name", help: "merge: sum, max or min of equal members. Default: sum."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("", "The ten highest of leaderboard:global."),
            UsageExample("around 42 --range 3 --board weekly", "A member with its neighbours."),
            UsageExample("page 3 --size 50", "Ranks 101 to 150."),
            UsageExample("add 42 10 --week", "Adds to a score of this week; `add -- 42 -10` takes away."),
            UsageExample("merge north south --board all", "A board of two others."),
        ]
    ) { flags throws(UsageError) in
        let action = try LeaderboardAction(flags)
        let board = try flags.names("board", "a name").last ?? "global"
        let ties =
            try flags.choice("ties", among: TieMode.allCases.map(\.rawValue))
            .flatMap(TieMode.init) ?? .ordinal
        let (usesScripts, isOfWeek) = (!flags.isOn("no-eval"), flags.isOn("week"))
        let moment = try flags.moment("at")
        if moment != nil, !isOfWeek { throw UsageError("--at goes with --week") }
        return Plan(effect: action.isLive ? .writes : .reads) { place in
            let context = place.context(usesScripts: usesScripts)
            var leaderboard = Leaderboard(context, board, ties: ties)
            if isOfWeek {
                var time = moment
                if time == nil {
                    let now = try await place.store.send(.time)
                    time = Int64(now / .milliseconds(1))
                }
                leaderboard = .ofWeek(context, board, at: time ?? 0, ties: ties)
            }
            return try await action.run(leaderboard, place.output.style)
        }
    }
}
