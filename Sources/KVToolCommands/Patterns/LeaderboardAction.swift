// What `kvtool leaderboard` does: one case for each of its words.

import KVCaching
import KVProcessSupport
import KVToolSupport

/// What is to be done with a leaderboard.
enum LeaderboardAction: Sendable {
    case top(Int)
    case page(Int, size: Int)
    case around(String, Int, isFilled: Bool)
    case percentile(String)
    case set(String, Double)
    case add(String, Double)
    case remove(String)
    case trim(Int)
    case merge([String], Leaderboard.MergeRule)

    init(_ flags: FlagValues) throws(UsageError) {
        var words = Words(flags, of: "leaderboard")
        let actions = [
            "top", "page", "around", "percentile", "set", "add", "remove", "trim", "merge",
        ]
        switch try words.action(actions, usual: "top") {
        case "page":
            self = .page(
                try words.integer("the page", in: 1...1_000_000_000),
                size: try flags.integer("size", in: 1...100_000) ?? 25)
        case "around":
            let range = try flags.integer("range", in: 0...10_000) ?? 2
            self = .around(try words.next("the member"), range, isFilled: !flags.isOn("exact"))
        case "percentile": self = .percentile(try words.next("the member"))
        case "set": self = .set(try words.next("the member"), try words.number("the score"))
        case "add": self = .add(try words.next("the member"), try words.number("the score"))
        case "remove": self = .remove(try words.next("the member"))
        case "trim": self = .trim(try words.integer("the size", in: 0...1_000_000_000))
        case "merge":
            let rule = try flags.choice("rule", among: ["sum", "max", "min"]).flatMap {
                Leaderboard.MergeRule(rawValue: $0)
            }
            self = .merge(try words.all("a board"), rule ?? .sum)
        default: self = .top(try flags.integer("limit", in: 1...100_000) ?? 10)
        }
        try words.end()
    }

    var isLive: Bool {
        switch self {
        case .top, .page, .around, .percentile: false
        case .set, .add, .remove, .trim, .merge: true
        }
    }

    func run(_ leaderboard: Leaderboard, _ style: OutputStyle) async throws -> CommandReport {
        let name = JSONValue.Member("board", .string(leaderboard.name))
        switch self {
        case .top(let limit):
            return LeaderboardText.report(name, try await leaderboard.top(limit), style)
        case .page(let number, let size):
            return LeaderboardText.report(name, try await leaderboard.page(number, size: size), style)
        case .around(let member, let range, let isFilled):
            let entries = try await leaderboard.around(member, range: range, isFilled: isFilled)
            guard let entries else { return LeaderboardText.absent(name, member) }
            return LeaderboardText.report(name, entries, style, marking: member)
        case .percentile(let member):
            guard let part = try await leaderboard.percentile(of: member) else {
                return LeaderboardText.absent(name, member)
            }
            return CommandReport(
                ["\(member) is above \(Figures.decimal(part))% of the others"],
                [
                    name, .init("member", .string(member)),
                    .init("percentile", .number(Figures.rounded(part))),
                ])
        default: return try await change(leaderboard, name)
        }
    }

    private func change(_ leaderboard: Leaderboard, _ name: JSONValue.Member) async throws -> CommandReport {
        switch self {
        case .set(let member, let score):
            try await leaderboard.update(member, score: score)
            return LeaderboardText.changed(name, member, score)
        case .add(let member, let amount):
            return LeaderboardText.changed(
                name, member, try await leaderboard.increment(member, by: amount))
        case .remove(let member):
            let wasThere = try await leaderboard.remove(member)
            return CommandReport(
                [wasThere ? "\(member) removed" : "\(member) is not on the board"],
                [name, .init("member", .string(member)), .init("removed", .bool(wasThere))])
        case .trim(let size):
            let count = try await leaderboard.trim(to: size)
            return CommandReport(
                ["\(Figures.count(count, "member")) taken off"], [name, .init("removed", JSONValue(count))])
        case .merge(let boards, let rule):
            let count = try await leaderboard.replace(byMerging: boards, rule)
            return CommandReport(
                ["\(leaderboard.name) has \(Figures.count(count, "member"))"],
                [name, .init("merged", JSONValue(boards)), .init("members", JSONValue(count))])
        default: return CommandReport([], [name])
        }
    }
}
