// `kvtool report`: what there is in a store.

import KVCacheTools
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// What there is in a store: the patterns of its keys, memory, times to live, the largest keys.
    static let report = Subcommand(
        "report",
        "Goes through all keys once, and tells which patterns there are, how much memory they take and how long they live.",
        timeout: "300",
        sections: [
            FlagSection(
                "What to look at",
                [
                    Flag("match", "pattern", help: "Only keys of this pattern, as in user:*."),
                    Flag("top", "number", help: "How many of the largest keys to name. Default: 10."),
                    Flag("patterns", "number", help: "How many patterns to name. Default: 50."),
                    Flag("scan-count", "number", help: "How many keys to ask for at once. Default: 1000."),
                ]),
            FlagSection(
                "What to mend",
                [
                    Flag(
                        "fix-ttl", "time",
                        help: "Give ratelimit:* and lock:* keys that never end this time to live, as in 60s.")
                ]),
        ],
        examples: [
            UsageExample("", "What there is in the store that the environment names."),
            UsageExample("--match 'user:*' --json", "A part of it, for a program."),
            UsageExample(
                "--fix-ttl 60s", "Gives counters and locks an end that a crash has left without one."),
        ],
        notes: [
            UsageNote(
                "What it costs",
                [
                    "Four short commands a key, a page of keys at a time; the server is never blocked for long.",
                    "The questions count as keyspace hits and misses; the report says how many they were.",
                ])
        ]
    ) { flags throws(UsageError) in
        let options = try ReportOptions(flags)
        let question = "Give ratelimit:* and lock:* keys that never end a time to live there?"
        return Plan(
            effect: options.repair == nil ? .reads : .asks(question), limit: .seconds(300)
        ) { place in try await ReportRun(options, place).run() }
    }
}

/// What a report is to be of.
struct ReportOptions: Sendable {
    var pattern: KVString?
    var top = 10
    var patterns = 50
    var pageSize = 1000
    /// The time to live for keys that should have one.
    var repair: Duration?

    init() {}

    init(_ flags: FlagValues) throws(UsageError) {
        pattern = try flags.names("match", "a pattern such as user:*").last.map { KVString($0) }
        top = try flags.integer("top", in: 0...1000) ?? top
        patterns = try flags.integer("patterns", in: 1...100_000) ?? patterns
        pageSize = try flags.integer("scan-count", in: 1...100_000) ?? pageSize
        repair = try flags.duration("fix-ttl", in: .milliseconds(1)...(.seconds(31_536_000)))
    }
}

/// A run of a report.
struct ReportRun: Sendable {
    private let options: ReportOptions
    private let place: Workplace

    init(_ options: ReportOptions, _ place: Workplace) {
        self.options = options
        self.place = place
    }

    func run() async throws -> CommandReport {
        var findings = ReportFindings(top: options.top)
        var scan = KeyScan(place.store, matching: options.pattern, pageSize: options.pageSize)
        while !scan.isOver, place.stop.exit == nil {
            for key in try await scan.next() { findings.add(key) }
            place.output.progress("\(Figures.grouped(scan.found)) keys")
        }
        var problem: (any Error)?
        if let lifetime = options.repair, place.stop.exit == nil {
            do {
                let stop = place.stop
                let repair = TTLRepair(store: place.store, lifetime: lifetime)
                try await repair.run(findings.immortals, &findings.fixed) { stop.exit != nil }
            } catch {
                problem = error
            }
        }
        return report(findings, scan, problem)
    }

    private func report(
        _ findings: ReportFindings, _ scan: KeyScan, _ problem: (any Error)?
    ) -> CommandReport {
        let text = ReportText(findings, scan, options, place)
        var report = CommandReport(text.lines, text.members)
        if let problem {
            let error = problem as? KVError
            let isTouched = findings.fixed > 0 || error?.isInDoubt == true
            report.exit = isTouched ? .partial : .failed
            report.reason = error.map(StoreProblem.text(of:)) ?? "\(problem)"
        }
        return report
    }
}
