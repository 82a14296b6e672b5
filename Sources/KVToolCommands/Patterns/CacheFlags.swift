// The flags of commands that work on a cache: which keys, and how long values live.

import KVCaching
import KVClient
import KVToolSupport

/// A cache by its flags.
struct CacheFlags: Sendable {
    private let prefix: String
    private let options: CacheOptions
    private let waits: Bool
    private let usesScripts: Bool

    static let section = FlagSection(
        "Which cache",
        [
            Flag("prefix", "text", help: "What keys begin with. Default: cache:."),
            Flag("ttl", "time", help: "How long a value is fresh, give or take a tenth. Default: 5m."),
            Flag(
                "stale-for", "time",
                help: "How long after that it is still handed out, while one caller loads anew. Default: 0s."),
            Flag("absent-ttl", "time", help: "How long it is remembered that there is none. Default: 30s."),
            Flag(
                "absent-exit-code", "number",
                help: "The command's exit code that says that there is no value. Default: none does."),
            Flag(
                "wait", "time",
                help: "How long to wait for another process that loads it. Default: 10s; over REST, 0s."),
            Flag("tag", "name", isRepeated: true, help: "What the value is dropped by besides."),
            Flag("revision", "number", help: "store: which state of the data it is. Default: 0."),
        ])

    init(_ flags: FlagValues) throws(UsageError) {
        let range: ClosedRange<Duration> = .zero...(.seconds(31_536_000))
        prefix = flags.string("prefix") ?? "cache:"
        var options = CacheOptions(
            lifetime: try flags.duration("ttl", in: .milliseconds(1)...range.upperBound) ?? .seconds(300))
        options.staleFor = try flags.duration("stale-for", in: range) ?? .zero
        options.absentLifetime = try flags.duration("absent-ttl", in: range) ?? .seconds(30)
        if options.absentLifetime == .zero { options.absentLifetime = nil }
        let wait = try flags.duration("wait", in: range)
        options.waitForOthers = wait ?? .seconds(10)
        waits = wait != nil
        self.options = options
        usesScripts = !flags.isOn("no-eval")
    }

    func cache(_ place: Workplace) -> CacheAside<KVString> {
        var options = options
        // Who loads is said by a lock, which over REST takes scripts.
        if !waits, !place.store.features.contains(.watching) { options.waitForOthers = .zero }
        return CacheAside(
            place.context(usesScripts: usesScripts), prefix: prefix, coding: .bytes, options: options)
    }
}
