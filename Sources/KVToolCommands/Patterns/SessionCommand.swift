// `kvtool session`: who is logged in, and ending that. A session's id is as good as a password: it is shown in part only.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Sessions: those of a user, and their end.
    static let session = Subcommand(
        "session", "Begins and ends sessions, and lists those of a user.",
        operands: "list USER | create USER | get ID | destroy ID | destroy-all USER",
        sections: [
            FlagSection(
                "Which session",
                [
                    Flag("ttl", "time", help: "How long a session lives unused. Default: 7d."),
                    Flag(
                        "value", "name=text", isRepeated: true,
                        help: "create: what the application keeps in it."),
                    Flag("show-ids", help: "list: show ids in full; who has one is logged in."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("list 42", "Where a user is logged in."),
            UsageExample("create 42 --value device=phone", "A session's id, and its cookie."),
            UsageExample(
                "get 5f0c2a6e-...", "Whose it is; it lives on. Exit code 5: there is none."),
            UsageExample("destroy-all 42", "Logs a user out everywhere."),
        ]
    ) { flags throws(UsageError) in
        var words = Words(flags, of: "session")
        let action = try words.action(["list", "create", "get", "destroy", "destroy-all"])
        let isOfSession = action == "destroy" || action == "get"
        let name = try words.next(isOfSession ? "the session's id" : "the user")
        try words.end()
        let (showsIDs, usesScripts) = (flags.isOn("show-ids"), !flags.isOn("no-eval"))
        let values = try SessionText.values(flags.strings("value"))
        let range: ClosedRange<Duration> = .seconds(1)...(.seconds(31_536_000))
        let lifetime = try flags.duration("ttl", in: range) ?? .seconds(604_800)
        return Plan(effect: action == "list" ? .reads : .writes) { place in
            let sessions = SessionStore(place.context(usesScripts: usesScripts), lifetime: lifetime)
            switch action {
            case "list":
                return SessionText.list(
                    try await sessions.list(of: name), name, showsIDs, place.output.style)
            case "create":
                return SessionText.created(try await sessions.create(for: name, values: values), sessions)
            case "get": return SessionText.found(try await sessions.get(name))
            case "destroy": return SessionText.ended(try await sessions.destroy(name) ? 1 : 0)
            default: return SessionText.ended(try await sessions.destroyAll(of: name))
            }
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
            table.add(
                id(session, showsIDs), Moment.text(session.createdAt), Moment.text(session.lastActivity))
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

    /// Who creates it has to have the id, and the cookie that a browser would be sent.
    static func created(_ session: Session, _ sessions: SessionStore) -> CommandReport {
        let cookie = sessions.cookie.header(for: session.id, lifetime: sessions.lifetime)
        return CommandReport(
            [session.id, "Set-Cookie: \(cookie)"],
            [
                .init("id", .string(session.id)), .init("user", .string(session.userID)),
                .init("cookie", .string(cookie)),
            ])
    }

    static func found(_ session: Session?) -> CommandReport {
        guard let session else {
            var report = CommandReport([], [.init("user", .null)])
            (report.exit, report.reason) = (.gateFailed, "there is no such session")
            return report
        }
        let values = session.values.sorted { $0.key < $1.key }
        return CommandReport(
            [
                "user \(OneLine.of(session.userID)), created \(Moment.text(session.createdAt)), "
                    + "last used \(Moment.text(session.lastActivity))"
            ] + values.map { "\(OneLine.of($0.key))=\(OneLine.of($0.value))" },
            [
                .init("user", .string(session.userID)), .init("createdAt", .integer(session.createdAt)),
                .init("lastActivity", .integer(session.lastActivity)),
                .init("values", .object(values.map { .init($0.key, .string($0.value)) })),
            ])
    }

    static func ended(_ count: Int) -> CommandReport {
        CommandReport(["\(Figures.count(count, "session")) ended"], [.init("ended", JSONValue(count))])
    }

    static func values(_ texts: [String]) throws(UsageError) -> [String: String] {
        var values: [String: String] = [:]
        for text in texts {
            guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
                throw UsageError(
                    "--value cannot be \"\(text)\"; it takes a name and a text, as in device=phone")
            }
            values[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        return values
    }

    private static func id(_ session: Session, _ showsIDs: Bool) -> String {
        showsIDs ? OneLine.of(session.id) : session.id.count > 8 ? session.id.prefix(8) + "..." : "***"
    }
}
