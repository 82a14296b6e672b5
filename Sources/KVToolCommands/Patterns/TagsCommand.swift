// `kvtool tags`: what is cached under a tag, and dropping it.

import Foundation
import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Tags of cached values.
    static let tags = Subcommand(
        "tags", "Shows which cached values have a tag, and drops them together.",
        operands: "[list | show TAG | drop TAG... | prune TAG...]",
        sections: [
            FlagSection(
                "How to drop",
                [
                    Flag(
                        "soft",
                        help: "drop: leave values as stale ones, for caches that hand those out."),
                    Flag(
                        "stale-for", "time",
                        help: "--soft: for how long they are still handed out. Default: 60s."),
                ]),
            .patterns,
        ],
        examples: [
            UsageExample("", "All tags, and how many values each has."),
            UsageExample("drop product:7", "All values that are tagged so, five hundred at a time."),
            UsageExample("drop product:7 --soft", "Nobody waits: one caller of each loads it anew."),
        ]
    ) { flags throws(UsageError) in
        let action = try TagsAction(flags)
        let usesScripts = !flags.isOn("no-eval")
        return Plan(effect: action.isLive ? .writes : .reads) { place in
            try await action.run(place, place.context(usesScripts: usesScripts))
        }
    }
}

/// What is to be done with tags.
struct TagsAction: Sendable {
    private let word: String
    private let tags: [String]
    private let isSoft: Bool
    private let staleFor: Duration

    init(_ flags: FlagValues) throws(UsageError) {
        var words = Words(flags, of: "tags")
        word = try words.action(["list", "show", "drop", "prune"], usual: "list")
        switch word {
        case "list": tags = []
        case "show": tags = [try words.next("the tag")]
        default: tags = try words.all("the tag")
        }
        try words.end()
        isSoft = flags.isOn("soft")
        staleFor =
            try flags.duration("stale-for", in: .milliseconds(1)...(.seconds(31_536_000))) ?? .seconds(60)
    }

    var isLive: Bool { word == "drop" || word == "prune" }

    func run(_ place: Workplace, _ context: CachingContext) async throws -> CommandReport {
        var options = CacheOptions()
        options.staleFor = isSoft ? staleFor : .zero
        let cache = CacheAside<KVString>(context, prefix: "", coding: .bytes, options: options)
        switch word {
        case "list": return try await TagsAction.list(place)
        case "show":
            return TagsAction.show(tags[0], try await cache.keys(tagged: tags[0]), place.output.style)
        default:
            var count = 0
            for tag in tags {
                count +=
                    word == "drop"
                    ? try await cache.invalidate(tag: tag, softly: isSoft) : try await cache.prune(tag: tag)
            }
            let done = word == "prune" ? "entry taken out|entries taken out" : "value dropped|values dropped"
            let words = done.split(separator: "|")
            let text = isSoft && word == "drop" ? "marked stale" : String(words[count == 1 ? 0 : 1])
            return CommandReport(
                ["\(Figures.grouped(count)) \(text)"],
                [
                    .init("tags", JSONValue(tags)),
                    .init(word == "prune" ? "pruned" : isSoft ? "stale" : "dropped", JSONValue(count)),
                ])
        }
    }

    private static func list(_ place: Workplace) async throws -> CommandReport {
        var (cursor, names): (KVString, Set<KVString>) = ("0", [])
        repeat {
            let page = try await place.store.send(
                KVCommand<KVPage<KVString>>.scan(from: cursor, matching: "tag:*", count: 1000))
            names.formUnion(page.elements)
            cursor = page.cursor
        } while cursor != "0"
        let sorted = names.sorted()
        let counts = try await place.store.results(of: sorted.map { KVCommand<Int>.scoredCount(of: $0) })
        var table = TextTable(("TAG", .left), ("VALUES", .right))
        var members: [JSONValue.Member] = []
        for (key, count) in zip(sorted, counts) {
            // What is no sorted set is none of ours.
            guard let count = try? count.get() else { continue }
            let name = KVString(Array(key.bytes.dropFirst(4))).description
            table.add(OneLine.of(name), Figures.grouped(count))
            members.append(.init(name, JSONValue(count)))
        }
        return CommandReport(
            members.isEmpty ? ["there are no tags"] : table.lines(place.output.style),
            [.init("tags", .object(members))])
    }

    private static func show(
        _ tag: String, _ rows: [(key: KVString, until: Int64)], _ style: OutputStyle
    ) -> CommandReport {
        var table = TextTable(("KEY", .left), ("ENDS BY", .left))
        for row in rows { table.add(OneLine.of(row.key.description), Moment.text(row.until)) }
        return CommandReport(
            rows.isEmpty ? ["nothing has the tag \(tag)"] : table.lines(style),
            [
                .init("tag", .string(tag)),
                .init(
                    "keys",
                    .array(
                        rows.map { ["key": .string($0.key.description), "endsBy": .integer($0.until)] })),
            ])
    }
}
