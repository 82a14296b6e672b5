// `kvtool cache`: cache-aside around a command, and what is cached.

import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Cache-aside from a shell.
    static let cache = Subcommand(
        "cache", "Keeps the output of a command in the cache, and looks at what is cached.",
        operands: "fetch ID -- COMMAND... | get ID | store ID VALUE | drop ID...", timeout: "none",
        sections: [CacheFlags.section, .patterns],
        examples: [
            UsageExample(
                "fetch report-42 --ttl 10m -- ./make-report 42",
                "The cached output; the command runs when there is none, once for all who ask."),
            UsageExample("get report-42", "What is cached, and for how long; exit code 5 if nothing is."),
            UsageExample("store 42 '{\"name\":\"Ada\"}' --revision 7", "Unless a newer revision is there."),
            UsageExample("drop report-42", "The next fetch runs the command; one under way is not stored."),
        ],
        notes: [
            UsageNote(
                "The command",
                [
                    "Its output is the value, byte for byte. When it fails nothing is stored, and kvtool ends with 1.",
                    "A store that fails does not fail a fetch: the command is run.",
                ])
        ]
    ) { flags throws(UsageError) in
        let action = try CacheAction(flags)
        let settings = try CacheFlags(flags)
        return Plan(effect: action.isLive ? .writes : .reads, limit: nil) { place in
            try await action.run(settings.cache(place))
        }
    }
}

/// What is to be done with a cache.
enum CacheAction: Sendable {
    case fetch(String, [String], absentCode: Int32?, tags: [String])
    case get(String)
    case store(String, String, Int64)
    case drop([String])

    init(_ flags: FlagValues) throws(UsageError) {
        var words = Words(flags, of: "cache")
        switch try words.action(["fetch", "get", "store", "drop"]) {
        case "fetch":
            let id = try words.next("the id")
            let code = try flags.integer("absent-exit-code", in: 1...255)
            self = .fetch(
                id, try words.all("the command, behind --,"), absentCode: code.map { Int32($0) },
                tags: try flags.names("tag", "a tag"))
        case "get": self = .get(try words.next("the id"))
        case "store":
            let (id, value) = (try words.next("the id"), try words.next("the value"))
            self = .store(id, value, Int64(try flags.integer("revision", in: 0...Int.max) ?? 0))
        default: self = .drop(try words.all("the id"))
        }
        try words.end()
    }

    var isLive: Bool { if case .get = self { false } else { true } }

    func run(_ cache: CacheAside<KVString>) async throws -> CommandReport {
        switch self {
        case .fetch(let id, let command, let absentCode, let tags):
            let loader = try LoaderCommand(command, absentCode: absentCode)
            let value = try await cache.fetch(id, tags: tags) { try await loader.value() }
            await cache.untilRefreshed()
            return CacheText.fetched(cache, id, value)
        case .get(let id): return CacheText.found(cache, id, try await cache.peek(id))
        case .store(let id, let value, let revision):
            let isStored = try await cache.replace(id, with: KVString(value), version: revision)
            var report = CommandReport(
                [isStored ? "stored" : "a newer revision is there"],
                [.init("key", .string("\(cache.key(of: id))")), .init("stored", .bool(isStored))])
            if !isStored { (report.exit, report.reason) = (.gateFailed, "a newer revision is there") }
            return report
        case .drop(let ids):
            let count = try await cache.invalidate(ids)
            return CommandReport(
                ["\(count) of \(Figures.count(ids.count, "value")) dropped"],
                [.init("dropped", JSONValue(count)), .init("ids", JSONValue(ids.count))])
        }
    }
}

/// What is said of cached values.
enum CacheText {
    static func fetched(_ cache: CacheAside<KVString>, _ id: String, _ value: KVString?) -> CommandReport {
        let counts = cache.statistics
        var report = CommandReport(
            value.map { [printed($0)] } ?? [],
            [
                .init("key", .string("\(cache.key(of: id))")),
                .init("value", JSONValue(value?.description)),
                .init("from", counts.hits > 0 ? "cache" : counts.loads > 0 ? "command" : "another process"),
                .init("stale", .bool(counts.staleHits > 0)),
            ])
        if value == nil { (report.exit, report.reason) = (.gateFailed, "there is no value") }
        return report
    }

    static func found(
        _ cache: CacheAside<KVString>, _ id: String, _ found: CachedValue<KVString>?
    ) -> CommandReport {
        let key = JSONValue.Member("key", .string("\(cache.key(of: id))"))
        guard let found, let value = found.value else {
            let reason = found == nil ? "nothing is cached" : "it is cached that there is no value"
            var report = CommandReport(
                [], [key, .init("cached", .bool(found != nil)), .init("value", .null)])
            (report.exit, report.reason) = (.gateFailed, reason)
            return report
        }
        let isStale = found.freshFor == .zero
        return CommandReport(
            [printed(value)],
            [
                key, .init("cached", true), .init("value", .string(value.description)),
                .init("freshMs", found.freshFor.map(milliseconds) ?? .null),
                .init("staleMs", milliseconds(found.staleFor)), .init("stale", .bool(isStale)),
                .init("costMs", milliseconds(found.cost)), .init("revision", .integer(found.version)),
            ])
    }

    /// The value without its last line end, which printing adds again.
    private static func printed(_ value: KVString) -> String {
        let text = value.description
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private static func milliseconds(_ duration: Duration) -> JSONValue {
        JSONValue(Int((duration / .milliseconds(1)).rounded()))
    }
}
