// `kvtool session`: who is logged in, and ending that. A session's id is as good as a password: it is shown in part only.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Sessions: those of a user, and their end.
    static let session = Subcommand(
        "session", "Lists the sessions of a user, and ends them.",
        operands: "list USER | destroy ID | destroy-all USER",
        sections: [
            FlagSection(
                "What to show", [Flag("show-ids", help: "Show ids in full; who has one is logged in.")]),
            .patterns,
        ],
        examples: [
            UsageExample("list 42", "Where a user is logged in."),
            UsageExample("destroy-all 42", "Logs a user out everywhere."),
        ]
    ) { flags throws(UsageError) in
        var words = Words(flags, of: "session")
        let action = try words.action(["list", "destroy", "destroy-all"])
        let name = try words.next(action == "destroy" ? "the session's id" : "the user")
        try words.end()
        let (showsIDs, usesScripts) = (flags.isOn("show-ids"), !flags.isOn("no-eval"))
        return Plan(effect: action == "list" ? .reads : .writes) { place in
            let sessions = SessionStore(place.context(usesScripts: usesScripts))
            if action == "list" {
                return SessionText.list(
                    try await sessions.list(of: name), name, showsIDs, place.output.style)
            }
            let count =
                action == "destroy"
                ? (try await sessions.destroy(name) ? 1 : 0) : try await sessions.destroyAll(of: name)
            return CommandReport(
                ["\(Figures.count(count, "session")) ended"], [.init("ended", JSONValue(count))])
        }
    }
}

/// Sessions as a table.
enum SessionText {
    static func list(
        _ sessions: [Session], _ user: String, _ showsIDs: Bool, _ style: OutputStyle
    ) -> CommandReport {
        var table = TextTable(("SESSION", .left), ("CREATED", .right), ("LAST USED", .right))
        for session in sessions {
            table.add(id(session, showsIDs), "\(session.createdAt)", "\(session.lastActivity)")
        }
        return CommandReport(
            sessions.isEmpty ? ["\(user) has no sessions"] : table.lines(style),
            [
                .init("user", .string(user)),
                .init(
                    "sessions",
                    .array(
                        sessions.map {
                            [
                                "id": .string(id($0, showsIDs)), "createdAt": .integer($0.createdAt),
                                "lastActivity": .integer($0.lastActivity),
                            ]
                        })),
            ])
    }

    private static func id(_ session: Session, _ showsIDs: Bool) -> String {
        showsIDs ? OneLine.of(session.id) : session.id.count > 8 ? session.id.prefix(8) + "..." : "***"
    }
}
