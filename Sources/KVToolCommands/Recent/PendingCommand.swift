// `kvtool pending`: what waits in a list of the newest.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// What waits.
    static let pending = Subcommand(
        "pending", "Lists the newest entries that wait, as each is now, the oldest first.",
        sections: [
            RecentFlags.section,
            FlagSection(
                "Which entries",
                [Flag("status", "word", help: "The status of those that wait. Default: pending.")]),
            .patterns,
        ],
        examples: [
            UsageExample("", "Of recent:comments, those whose status is pending."),
            UsageExample("--list orders --prefix order: --status open --json", "Of another, for a program."),
        ],
        notes: [
            UsageNote(
                "An empty list",
                ["is made again from the entries first, as kvtool rebuild does."])
        ]
    ) { flags throws(UsageError) in
        let settings = try RecentFlags(flags)
        let status = try flags.names("status", "a word").last ?? "pending"
        // An empty list is made again, which is no more than a look would find.
        return Plan(effect: .writes) { place in
            let list = settings.list(place)
            let found = try await list.pending { $0.status == status }
            return PendingText.report("\(list.key)", found, place.output.style)
        }
    }
}

/// Entries as a table.
enum PendingText {
    static func report(_ list: String, _ entries: [JSONEntry], _ style: OutputStyle) -> CommandReport {
        var table = TextTable(("ID", .left), ("TIME", .left), ("STATUS", .left))
        for entry in entries {
            table.add(OneLine.of(entry.id), Moment.text(entry.timestamp), OneLine.of(entry.status ?? ""))
        }
        return CommandReport(
            entries.isEmpty ? ["nothing waits"] : table.lines(style),
            [
                .init("list", .string(list)), .init("count", JSONValue(entries.count)),
                .init(
                    "entries",
                    .array(
                        entries.map {
                            [
                                "id": .string($0.id), "timestamp": .integer($0.timestamp),
                                "status": JSONValue($0.status),
                            ]
                        })),
            ])
    }
}
