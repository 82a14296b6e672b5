// What bust-kv-cache prints: lines for people, one object for programs. Scripts depend on both.

import KVToolSupport

/// The report of a run.
struct BustReport {
    let isDryRun: Bool
    var target: StoreTarget?
    var tally = BustTally([])
    var exit = ToolExit.done
    var reason: String?
    /// Whether the run ended for want of time.
    var isLate = false

    // MARK: Lines

    /// The line of a post.
    func line(_ id: PostID, _ fate: BustTally.Fate) -> String {
        let keys = keysForPost(id)
        if isDryRun { return "[dry-run] post \(id): would delete \(keys.joined(separator: ", "))" }
        return switch fate {
        case .removed(let count): "post \(id): removed \(count)/\(keys.count) keys"
        case .refused(let line): "post \(id): refused: \(OneLine.of(line))"
        case .inDoubt: "post \(id): in doubt: no reply came, its \(keys.count) keys may be deleted"
        case .notAttempted: "post \(id): not attempted"
        }
    }

    /// The last line, or lines when the run did not come to its end.
    var lastLines: [String] {
        if isDryRun {
            return [
                "[dry-run] Would delete \(BustReport.count(tally.keys, "key")) across \(BustReport.count(tally.posts.count, "post")). "
                    + "Nothing was deleted."
            ]
        }
        let answered = tally.answered
        let keys = answered.reduce(0) { $0 + keysForPost($1).count }
        let sum =
            "Removed \(tally.removed) of \(BustReport.count(keys, "key")) across \(BustReport.count(answered.count, "post"))"
        if exit == .done { return ["Done. \(sum)."] }
        var lines = ["Stopped. \(sum); \(BustReport.count(tally.inDoubt, "key")) in doubt."]
        let left = tally.notAttempted
        if !left.isEmpty { lines.append("Not attempted: \(list(left, separator: ", "))") }
        let unfinished = tally.unfinished
        if !unfinished.isEmpty { lines.append("To go on: --posts=\(list(unfinished, separator: ","))") }
        return lines
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private func list(_ ids: [PostID], separator: String) -> String {
        ids.map(\.description).joined(separator: separator)
    }

    // MARK: JSON

    var json: JSONValue {
        let shown = tally.posts.filter { isDryRun || $0.fate != .notAttempted }
        let notAttempted = isDryRun ? [] : tally.notAttempted.map(\.description)
        return [
            "tool": "bust-kv-cache", "mode": isDryRun ? "dry-run" : "live", "target": target?.json ?? .null,
            "outcome": .string(isLate ? "timeout" : exit.outcome), "reason": JSONValue(reason),
            "posts": .array(shown.map { post($0.id, $0.fate) }),
            "totals": [
                "posts": JSONValue(tally.posts.count), "keys": JSONValue(tally.keys),
                "removed": JSONValue(tally.removed), "inDoubt": JSONValue(tally.inDoubt),
            ],
            "notAttempted": JSONValue(notAttempted),
        ]
    }

    private func post(_ id: PostID, _ fate: BustTally.Fate) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id.description)),
            .init("keys", JSONValue(keysForPost(id))),
        ]
        switch fate {
        case .removed(let count): members.append(.init("removed", JSONValue(count)))
        case .refused(let line):
            members.append(.init("removed", 0))
            members.append(.init("error", .string(line)))
        case .inDoubt:
            members.append(.init("removed", 0))
            members.append(.init("inDoubt", true))
        case .notAttempted: members.append(.init("removed", 0))
        }
        return .object(members)
    }
}
