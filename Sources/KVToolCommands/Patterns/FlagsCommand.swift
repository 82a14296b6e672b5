// `kvtool flags`: feature flags, and who changed them.

import KVCaching
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Feature flags: all of them, one of them, changes.
    static let flags = Subcommand(
        "flags", "Shows feature flags, and turns them on and off.",
        operands: "[list | get NAME | on NAME | off NAME | remove NAME | export | import FILE | log]",
        sections: [
            FlagSection(
                "Which flags",
                [
                    Flag("set", "name", help: "The flags at flags:NAME. Default: global."),
                    Flag(
                        "actor", "id", isRepeated: true, help: "get: for this user. on: for this user only."),
                    Flag("group", "name", isRepeated: true, help: "As --actor, for a group."),
                    Flag("percentage", "number", help: "on: for so many of a hundred users."),
                    Flag("from", "time", help: "on: not before, as 2026-11-26T08:00:00Z."),
                    Flag("until", "time", help: "on: not from then on."),
                    Flag("by", "name", help: "Who changes it, for the log."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("", "All flags."),
            UsageExample("on new-checkout --percentage 20", "A flag for a fifth of the users."),
            UsageExample("on sale --from 2026-11-27 --until 2026-11-30", "A flag for a weekend."),
            UsageExample("get new-checkout --actor 42", "Whether it is on for a user: exit code 0, else 5."),
            UsageExample("import flags.json", "Replaces all flags by those of `flags export`, in one step."),
        ]
    ) { flags throws(UsageError) in
        let action = try FlagsAction(flags)
        let name = try flags.names("set", "a name").last ?? "global"
        let usesScripts = !flags.isOn("no-eval")
        return Plan(effect: action.effect) { place in
            let features = FeatureFlags(place.context(usesScripts: usesScripts), name, cachedFor: .zero)
            return try await action.run(features, place.output.style)
        }
    }
}

/// What is to be done with flags.
struct FlagsAction: Sendable {
    private let word: String
    private let name: String
    private let author: String
    private let flag: FeatureFlag
    private let actor: FeatureFlag.Actor?

    init(_ flags: FlagValues) throws(UsageError) {
        var words = Words(flags, of: "flags")
        word = try words.action(
            ["list", "get", "on", "off", "remove", "export", "import", "log"], usual: "list")
        name =
            ["list", "export", "log"].contains(word)
            ? "" : try words.next(word == "import" ? "the file" : "the flag's name")
        try words.end()
        author = flags.string("by") ?? ""
        let (actors, groups) = (try flags.names("actor", "a user"), try flags.names("group", "a group"))
        let percentage = try flags.number("percentage", in: 0...100)
        actor = actors.last.map { FeatureFlag.Actor($0, groups: Set(groups)) }
        let isForAll = actors.isEmpty && groups.isEmpty && percentage == nil
        let (from, until) = (try flags.moment("from"), try flags.moment("until"))
        if let from, let until, until <= from {
            throw UsageError("--until has to be later than --from")
        }
        flag =
            word == "off"
            ? .off
            : FeatureFlag(
                isEnabled: isForAll, actors: actors, groups: groups, percentage: percentage ?? 0, from: from,
                until: until)
    }

    var effect: Plan.Effect {
        switch word {
        case "on", "off", "remove": .writes
        case "import": .asks("Replace all flags there by those of \(name)?")
        default: .reads
        }
    }

    func run(_ features: FeatureFlags, _ style: OutputStyle) async throws -> CommandReport {
        switch word {
        case "get": return try await get(features)
        case "on", "off":
            try await features.set(name, flag, by: author)
            return CommandReport(
                ["\(name): \(FlagsAction.text(flag))"],
                [.init("flag", .string(name)), .init("state", FlagsAction.json(flag))])
        case "remove":
            let wasThere = try await features.remove(name, by: author)
            return CommandReport(
                [wasThere ? "\(name) removed" : "there is no flag \(name)"],
                [.init("flag", .string(name)), .init("removed", .bool(wasThere))])
        case "export":
            let text = try await features.exported()
            return CommandReport([text], [.init("export", .string(text))])
        case "import":
            try await features.replaceAll(with: try InputFile.text(name), by: author)
            let count = try await features.all().count
            return CommandReport(
                ["\(Figures.count(count, "flag")) imported"], [.init("imported", JSONValue(count))])
        case "log":
            let lines = try await features.changes()
            return CommandReport(lines.map(OneLine.of), [.init("changes", JSONValue(lines))])
        default: return FlagsAction.list(try await features.all(), style)
        }
    }

    /// A flag that is not there is off.
    private func get(_ features: FeatureFlags) async throws -> CommandReport {
        let isThere = try await features.all()[name] != nil
        let isOn = isThere ? await features.isOn(name, for: actor) : false
        var report = CommandReport(
            ["\(name): \(isOn ? "on" : isThere ? "off" : "off (there is no such flag)")"],
            [.init("flag", .string(name)), .init("on", .bool(isOn)), .init("exists", .bool(isThere))])
        if !isOn {
            report.exit = .gateFailed
            report.reason = "the flag is off"
        }
        return report
    }

    private static func list(_ flags: [String: FeatureFlag], _ style: OutputStyle) -> CommandReport {
        let sorted = flags.sorted { $0.key < $1.key }
        var table = TextTable(("FLAG", .left), ("STATE", .left))
        for (name, flag) in sorted { table.add(OneLine.of(name), text(flag)) }
        return CommandReport(
            sorted.isEmpty ? ["there are no flags"] : table.lines(style),
            [.init("flags", .object(sorted.map { .init($0.key, json($0.value)) }))])
    }

    private static func text(_ flag: FeatureFlag) -> String {
        let times = [
            flag.from.map { "from \(Moment.text($0))" }, flag.until.map { "until \(Moment.text($0))" },
        ].compactMap(\.self).map { " " + $0 }.joined()
        if flag.isEnabled { return "on" + times }
        var parts: [String] = []
        if flag.percentage > 0 { parts.append("\(Figures.decimal(flag.percentage))% of users") }
        if !flag.actors.isEmpty { parts.append("users \(flag.actors.joined(separator: ", "))") }
        if !flag.groups.isEmpty { parts.append("groups \(flag.groups.joined(separator: ", "))") }
        return parts.isEmpty ? "off" : "on for " + OneLine.of(parts.joined(separator: "; ")) + times
    }

    private static func json(_ flag: FeatureFlag) -> JSONValue {
        [
            "enabled": .bool(flag.isEnabled), "actors": JSONValue(flag.actors),
            "groups": JSONValue(flag.groups), "percentage": .number(flag.percentage),
            "from": flag.from.map { .integer($0) } ?? .null,
            "until": flag.until.map { .integer($0) } ?? .null,
        ]
    }
}
