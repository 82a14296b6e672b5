// LOLWUT: a picture and the version. Redis draws another picture in each version; this one is our own.

import RESP

extension Command {
    /// Draws a picture, and says which version of Redis this is.
    static let lolwut = Command(
        "lolwut", arity: -1, [.readonly, .fast],
        docs: Docs(
            .server, since: "5.0.0", "Draws a picture and tells the version.", complexity: "",
            syntax: "[VERSION version:integer]")
    ) { call throws(RedisError) in
        var size: [Int64] = [64, 16]
        if call.remaining >= 2, call.accept("version") {
            let version = try call.integer()
            for index in size.indices where (version == 5 || version == 6) && call.remaining > 0 {
                size[index] = try call.integer()
            }
        }
        let columns = Int(min(max(size[0], 1), 500))
        let rows = Int(min(max(size[1], 1), 500))
        let weave = Weave(columns: columns, rows: rows, &call.engine.random.value)
        call.reply.verbatim("\(weave.text)\nRedis ver. \(Version.redis)\n")
    }
}

/// A piece of cloth: each row follows from the row above by one of a few simple rules, as in Wolfram's
/// elementary automata, and the first row is random.
private struct Weave {
    let text: String

    /// Rules that neither die out nor repeat at once.
    private static let rules: [UInt8] = [30, 45, 73, 89, 105, 110, 124, 150, 169]

    init(columns: Int, rows: Int, _ random: inout Random) {
        let rule = Weave.rules[random.below(Weave.rules.count)]
        var row = (0..<columns).map { _ in random.below(3) == 0 }
        var lines: [String] = []
        for _ in 0..<rows {
            lines.append(row.map { $0 ? "▓" : "░" }.joined())
            row = Weave.following(row, by: rule)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The next row: each thread looks at itself and its two neighbours, around the edge.
    private static func following(_ row: [Bool], by rule: UInt8) -> [Bool] {
        row.indices.map { index in
            let left = row[(index + row.count - 1) % row.count]
            let right = row[(index + 1) % row.count]
            let pattern = (left ? 4 : 0) + (row[index] ? 2 : 0) + (right ? 1 : 0)
            return rule >> UInt8(pattern) & 1 == 1
        }
    }
}
