// `kvtool rebuild`: makes a list of the newest again, from the entries themselves.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// The repair of a list.
    static let rebuild = Subcommand(
        "rebuild", "Makes a list of the newest entries again when it was lost, from the entries.",
        timeout: "none",
        sections: [
            RecentFlags.section,
            FlagSection(
                "How",
                [
                    Flag(
                        "reindex",
                        help: "Go through the keys of all entries first, for those that other programs have "
                            + "stored. Done anyway when there is no index."),
                    Flag(
                        "no-eval",
                        help: "Use transactions (WATCH, MULTI, EXEC), even where the server runs Lua scripts."
                    ),
                ]),
        ],
        examples: [
            UsageExample("", "recent:comments from comment:*."),
            UsageExample("--list orders --prefix order: --capacity 100 --reindex", "Another list."),
        ],
        notes: [
            UsageNote(
                "When not to",
                [
                    "Each post enters itself: a list that nobody has deleted needs no rebuilding.",
                    "One process rebuilds at a time; exit code 5 says that another is at it.",
                    "What is posted meanwhile is in the result; entries that cannot be read are left out and counted.",
                ])
        ]
    ) { flags throws(UsageError) in
        let (settings, isReindexing) = (try RecentFlags(flags), flags.isOn("reindex"))
        return Plan(effect: .writes, limit: nil) { place in
            let list = settings.list(place)
            let found = try await list.rebuild(reindexing: isReindexing) { [output = place.output] count in
                output.progress("looked at \(Figures.count(count, "key"))")
            }
            return RebuildText.report("\(list.key)", found)
        }
    }
}

/// What came of a rebuild.
enum RebuildText {
    static func report(_ list: String, _ found: RebuildReport?) -> CommandReport {
        guard let found else {
            var report = CommandReport([], [.init("list", .string(list))])
            (report.exit, report.reason) = (.gateFailed, "another process is rebuilding \(list)")
            return report
        }
        let scanned = found.scanned > 0 ? "; \(Figures.count(found.scanned, "key")) looked at" : ""
        return CommandReport(
            [
                "\(list): \(Figures.grouped(found.count)) entries, the oldest first; \(found.corrupt) unreadable, "
                    + "\(found.missing) missing\(scanned)"
            ],
            [
                .init("list", .string(list)), .init("entries", JSONValue(found.count)),
                .init("corrupt", JSONValue(found.corrupt)), .init("missing", JSONValue(found.missing)),
                .init("scanned", JSONValue(found.scanned)),
            ])
    }
}
