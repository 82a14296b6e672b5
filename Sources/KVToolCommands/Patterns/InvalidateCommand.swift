// `kvtool invalidate`: drops cached histories of posts, as the site does when a post changes.

import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Drops cached histories of posts.
    static let invalidate = Subcommand(
        "invalidate", "Drops the cached post history of profiles, so that the next read is fresh.",
        operands: "[PROFILE-KEY...]",
        sections: [
            FlagSection("Which", [Flag("all", help: "Those of all profiles, instead of some.")]), .patterns,
        ],
        examples: [
            UsageExample("5A9AB0CB-8E2F-4D1C", "One profile's."),
            UsageExample("--all", "Once, after the first deployment."),
        ]
    ) { flags throws(UsageError) in
        let (isAll, usesScripts) = (flags.isOn("all"), !flags.isOn("no-eval"))
        guard isAll == flags.operands.isEmpty, !flags.operands.contains("") else {
            throw UsageError("kvtool invalidate needs profile keys, or --all")
        }
        let keys = flags.operands
        let question = "Drop the cached post history of all profiles there?"
        return Plan(effect: isAll ? .asks(question) : .writes) { place in
            let history = PostHistoryCache<KVString>(
                place.context(usesScripts: usesScripts), coding: .bytes, isEmpty: \.bytes.isEmpty
            ) { _ in nil }
            if isAll {
                let count = try await history.invalidateAll()
                let word = count == 1 ? "history" : "histories"
                return CommandReport(
                    ["\(Figures.grouped(count)) cached \(word) dropped"], [.init("dropped", JSONValue(count))]
                )
            }
            return await InvalidateRun.report(keys, history)
        }
    }
}

/// A run over some profiles.
enum InvalidateRun {
    static func report(_ keys: [String], _ history: PostHistoryCache<KVString>) async -> CommandReport {
        var (done, problem) = (0, String?.none)
        for key in keys where problem == nil {
            switch await history.invalidatePostHistoryCache(key) {
            case .failed(let reason): problem = reason
            default: done += 1
            }
        }
        var report = CommandReport(
            ["\(done) of \(Figures.count(keys.count, "profile")) invalidated"],
            [.init("invalidated", JSONValue(done)), .init("profiles", JSONValue(keys.count))])
        if let problem {
            report.exit = done > 0 ? .partial : .failed
            report.reason = problem
        }
        return report
    }
}
