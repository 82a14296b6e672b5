// What the command line and the environment ask of a flush.

import KVClient
import KVToolSupport

/// What a flush is asked to do.
package struct FlushOptions: Sendable {
    package var isDryRun = false
    package var patterns = FlushDefaults.patterns
    package var preserves = FlushDefaults.preserves
    var maximum: Int?
    var allowsAll = false
    var batchSize = FlushDefaults.batchSize
    var scanCount = FlushDefaults.scanCount
    var growsScanCount = true
    var pause = Duration.zero
    var timeout = FlushDefaults.timeout
    var attempts = FlushDefaults.attempts
    var firstPause = FlushDefaults.firstPause
    var verifies = true
    var sampleCount = FlushDefaults.samples
    var listsKeys = false
    var watch: Duration?
    var interval = Duration.seconds(5)
    var latencyCommand: String?
    var metrics: String?
    var chart: String?
    var html: String?
    var out: String?

    package init() {}

    /// Reads the flags, and `DRY_RUN` for what no flag says.
    package init(_ flags: FlagValues, dryRunVariable: String?) throws(UsageError) {
        try readWhat(flags, dryRunVariable)
        try readHow(flags)
        try readAfter(flags)
        sampleCount = try flags.integer("sample", in: 0...1_000_000) ?? sampleCount
        listsKeys = flags.isOn("list-keys")
        if flags.isOn("json"), metrics == "-" {
            throw UsageError("--metrics - and --json both print to standard output; give --metrics a file")
        }
    }

    private mutating func readWhat(_ flags: FlagValues, _ dryRun: String?) throws(UsageError) {
        // Read in any case: a word that nobody understands must not mean a live run, nor be overlooked.
        let variable = try FlushOptions.isDry(dryRun)
        isDryRun = flags.isOn("dry-run") || variable && flags.string("dry-run") == nil
        let given = try flags.names("pattern", "a glob pattern such as mocs:*")
        if !given.isEmpty { patterns = FlushOptions.distinct(given) }
        let kept = try flags.names("preserve", "a glob pattern such as sessions:*")
        preserves = FlushOptions.distinct((flags.isOn("no-default-preserve") ? [] : preserves) + kept)
        maximum = try flags.integer("max-delete", in: 0...Int.max)
        allowsAll = flags.isOn("allow-all")
    }

    private mutating func readHow(_ flags: FlagValues) throws(UsageError) {
        batchSize = try flags.integer("batch-size", in: 1...FlushDefaults.batchSize) ?? batchSize
        if let count = try flags.integer("scan-count", in: 1...1_000_000) {
            (scanCount, growsScanCount) = (count, false)
        }
        pause = .milliseconds(try flags.integer("pause-ms", in: 0...60_000) ?? 0)
        if let seconds = try flags.number("timeout", in: 0.001...86_400) { timeout = .seconds(seconds) }
        attempts = try flags.integer("retries", in: 1...100) ?? attempts
        let base = try flags.integer("retry-base-ms", in: 0...60_000)
        firstPause = base.map { .milliseconds($0) } ?? firstPause
        verifies = !flags.isOn("no-verify")
    }

    private mutating func readAfter(_ flags: FlagValues) throws(UsageError) {
        watch = try FlushOptions.duration("watch", flags)
        interval = try FlushOptions.duration("interval", flags) ?? interval
        latencyCommand = try flags.names("db-latency-cmd", "a shell command").last
        metrics = try flags.names("metrics", "a file, or - for standard output").last
        chart = try flags.names("chart", "a file such as recovery.svg").last
        html = try flags.names("html", "a file such as report.html").last
        out = try flags.names("out", "a file such as audit.jsonl").last
        if watch != nil, isDryRun {
            throw UsageError("--watch is for a live run: a dry run changes no hit rate")
        }
        if chart != nil, watch == nil { throw UsageError("--chart needs --watch, which it draws") }
    }

    private static func distinct(_ patterns: [String]) -> [String] {
        var seen: Set<String> = []
        return patterns.filter { seen.insert($0).inserted }
    }

    /// What `DRY_RUN` says: the sample knew only `true`, and ran live for `1`.
    static func isDry(_ text: String?) throws(UsageError) -> Bool {
        switch (text ?? "").lowercased() {
        case "1", "true", "yes", "on": return true
        case "", "0", "false", "no", "off": return false
        default:
            throw UsageError(
                "DRY_RUN cannot be \"\(text ?? "")\"; it takes true or false (also 1, yes, on, 0, no, off)")
        }
    }

    private static func duration(_ name: String, _ flags: FlagValues) throws(UsageError) -> Duration? {
        guard let text = flags.string(name) else { return nil }
        guard let duration = DurationText.parse(text), duration > .zero else {
            throw UsageError("--\(name) cannot be \"\(text)\"; it takes a time such as 90s, 10m or 500ms")
        }
        return duration
    }
}

/// Durations as people write them: a number and a unit.
enum DurationText {
    static func parse(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number <= 1_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .seconds(number / 1000)
        case "", "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    /// Minutes and seconds, as `6:10`.
    static func clock(_ duration: Duration) -> String {
        let seconds = Int((duration / .seconds(1)).rounded())
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// Seconds with a decimal, as `3.1s`.
    static func seconds(_ duration: Duration) -> String { "\(Figures.decimal(duration / .seconds(1)))s" }
}
