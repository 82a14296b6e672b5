// `kvtool warm`: fills the cache before somebody asks.

import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// Warming.
    static let warm = Subcommand(
        "warm", "Fills the cache for a list of ids with what a command prints for each.",
        operands: "COMMAND...", operandsEndFlags: true, timeout: "none",
        sections: [
            FlagSection(
                "Which values",
                [
                    Flag("from", "file", help: "The ids, one a line; - is standard input. Default: -."),
                    Flag("concurrency", "number", help: "How many commands at once. Default: 4."),
                ]), CacheFlags.section, .patterns,
        ],
        examples: [
            UsageExample(
                "--from keys.txt --prefix user: --ttl 1h -- ./load-user",
                "Runs ./load-user ID for each id that is not cached.")
        ],
        notes: [
            UsageNote(
                "The command",
                [
                    "It is given the id as its last argument. One that fails is told, and does not keep the others from "
                        + "being loaded; the exit code is then 3, or 1 if all have failed."
                ])
        ]
    ) { flags throws(UsageError) in
        guard !flags.operands.isEmpty else {
            throw UsageError(
                "kvtool warm needs a command, as in kvtool warm --from keys.txt -- ./load-user")
        }
        let (command, file) = (flags.operands, flags.string("from") ?? "-")
        let concurrency = try flags.integer("concurrency", in: 1...1000) ?? 4
        let code = try flags.integer("absent-exit-code", in: 1...255).map { Int32($0) }
        let (settings, tags) = (try CacheFlags(flags), try flags.names("tag", "a tag"))
        return Plan(effect: .writes, limit: nil) { place in
            let loader = try LoaderCommand(command, absentCode: code)
            var seen: Set<String> = []
            let ids = try InputFile.lines(file).filter { seen.insert($0).inserted }
            let cache = settings.cache(place)
            let found = try await cache.warm(ids, concurrency: concurrency, tags: tags) { id in
                try await loader.value(id)
            }
            await cache.untilRefreshed()
            return WarmText.report(found, cache.statistics)
        }
    }
}

/// What came of warming.
enum WarmText {
    static func report(_ found: WarmingReport, _ counts: CacheStatistics) -> CommandReport {
        let loaded = counts.loads - found.failed.count
        var report = CommandReport(
            [
                "\(Figures.count(found.warmed, "value")) there now, \(Figures.grouped(max(loaded, 0))) of them loaded"
            ] + found.failed.map { "failed: \(OneLine.of($0))" },
            [
                .init("warmed", JSONValue(found.warmed)), .init("loaded", JSONValue(max(loaded, 0))),
                .init("failed", JSONValue(found.failed)),
            ])
        if !found.failed.isEmpty {
            report.exit = found.warmed > 0 ? .partial : .failed
            report.reason = "\(Figures.count(found.failed.count, "value")) could not be loaded"
        }
        return report
    }
}
