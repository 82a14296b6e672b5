// What random commands of streams are given: IDs that mostly grow and mostly are of entries that have been there, few
// groups and few consumers, and as many IDs as keys.

import KVEngine

/// The words of one episode's stream commands.
struct StreamWords {
    /// The time of the entry that was added last, if all went well.
    private var lastTime = 0
    /// The number of keys that the command being made has named in a row.
    var keysNamed = 0

    /// None is too large for 64 bits: Redis takes what such a number leaves in `errno` for an error of the next SORT.
    private static let oddIDs = [
        "-", "+", "0", "0-0", "$", ">", "*", "(1", "(3", "x", "", "1-", "-1", "007", "+5", " 6", "4--1", "(",
        "(-",
        "18446744073709551615", "18446744073709551615-18446744073709551615", "1-1-1",
    ]

    /// The text of an argument; nil where it is like that of other commands.
    mutating func text(
        _ argument: ArgumentSyntax, _ command: CommandSyntax, _ random: inout Random
    ) -> String? {
        switch argument.name {
        case "group", "groupname": random.pick(["g1", "g1", "g1", "g1", "g1", "g1", "g2", "g3"])
        case "consumer", "consumername": random.pick(["c1", "c1", "c2", "c3"])
        case "min-idle-time": random.pick(["0", "0", "0", "500", "1500", "5000", "-1", "x"])
        case "threshold": random.isLucky(50) ? "\(random.below(12))" : known(&random)
        case "id" where command.name == "xadd": new(&random)
        case "id" where command.name == "xreadgroup": random.isLucky(60) ? ">" : known(&random)
        case "id" where command.name == "xread": random.isLucky(40) ? "0" : known(&random)
        case "id", "last-id", "max_deleted_entry_id": known(&random)
        case "start" where command.name != "xautoclaim": random.isLucky(40) ? "-" : end(&random)
        case "start", "end": random.isLucky(40) ? (argument.name == "end" ? "+" : "0") : end(&random)
        default: nil
        }
    }

    /// The ID of an entry that is to be added.
    private mutating func new(_ random: inout Random) -> String {
        if random.isLucky(5) { return random.pick(StreamWords.oddIDs) }
        lastTime += random.below(3)
        return switch random.below(4) {
        case 0: "\(lastTime)"
        case 1: "\(lastTime)-\(random.below(3))"
        default: "\(lastTime)-*"
        }
    }

    /// The ID of an entry that may have been added.
    private func known(_ random: inout Random) -> String {
        if random.isLucky(8) { return random.pick(StreamWords.oddIDs) }
        let time = max(lastTime - random.below(12), 0)
        return random.isLucky(50) ? "\(time)" : "\(time)-\(random.below(3))"
    }

    /// The end of an interval.
    private func end(_ random: inout Random) -> String {
        (random.isLucky(20) ? "(" : "") + known(&random)
    }
}
