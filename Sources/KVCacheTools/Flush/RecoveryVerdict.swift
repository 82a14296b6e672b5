// How the hit rate went after a flush, and whether it came back in time.

import KVToolSupport

/// One look at the server.
package struct RecoverySample: Sendable, Equatable {
    /// Since the flush.
    package let at: Duration
    /// In percent, since the look before; nil when nothing was read.
    package let hitRate: Double?
    /// Of the database, in milliseconds; nil when nobody measures it.
    package let latency: Double?
}

/// Whether the cache has recovered.
package struct RecoveryVerdict: Sendable, Equatable {
    /// The hit rate before the flush, in percent.
    package let before: Double?
    package let limit: Duration
    package private(set) var samples: [RecoverySample] = []

    package init(before: Double?, limit: Duration) {
        self.before = before
        self.limit = limit
    }

    package mutating func add(_ sample: RecoverySample) { samples.append(sample) }

    /// The looks at which something was read.
    private var rated: [(at: Duration, rate: Double)] {
        samples.compactMap { sample in sample.hitRate.map { (sample.at, $0) } }
    }

    package var minimum: (at: Duration, rate: Double)? { rated.min { $0.rate < $1.rate } }

    /// The first look after the worst one at which the cache was well again.
    package var recovery: (at: Duration, rate: Double)? {
        guard let minimum else { return nil }
        return rated.first { $0.at >= minimum.at && $0.rate > FlushDefaults.recovered }
    }

    package var isPassed: Bool { recovery != nil }

    /// Whether more looks would tell nothing more: twice in a row it is well, and the time is over in which a flush shows
    /// (two minutes of the ten that a rollout gives it).
    var isSettled: Bool {
        let rated = rated
        guard isPassed, rated.count >= 2, let last = samples.last, last.at >= limit / 5 else { return false }
        return rated.suffix(2).allSatisfy { $0.rate > FlushDefaults.recovered }
    }

    /// The verdict in a line.
    package var line: String {
        let start = "hit rate \(RecoveryVerdict.percent(before))"
        let end = "\(isPassed ? "PASS" : "FAIL") (limit \(DurationText.clock(limit)))"
        guard let minimum, let last = recovery ?? rated.last else {
            return "\(start) -> no reads were seen \(end)"
        }
        return
            "\(start) -> min \(RecoveryVerdict.percent(minimum.rate)) at \(DurationText.clock(minimum.at)) -> "
            + "\(RecoveryVerdict.percent(last.rate)) at \(DurationText.clock(last.at)) \(end)"
    }

    /// The way it went, as a row of blocks.
    package func sparkline(width: Int) -> String? {
        guard let minimum else { return nil }
        let rates = (before.map { [$0] } ?? []) + rated.map(\.rate)
        let high = rates.max() ?? 0
        let back = recovery.map { ", >80% at +\(DurationText.clock($0.at))" } ?? ""
        let end = "\(Int(minimum.rate.rounded()))% at +\(DurationText.clock(minimum.at))\(back)"
        let start = "hit rate  \(Int(high.rounded())) ┤"
        let room = max(8, width - start.count - end.count - 10)
        return "\(start)\(Sparkline.text(rates, width: room))  \(end)  \(isPassed ? "PASS" : "FAIL")"
    }

    private static func percent(_ rate: Double?) -> String {
        rate.map { "\(Figures.decimal($0))%" } ?? "unknown"
    }

    package static func == (left: RecoveryVerdict, right: RecoveryVerdict) -> Bool {
        left.before == right.before && left.limit == right.limit && left.samples == right.samples
    }

    /// The verdict for programs.
    var json: JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number(Figures.rounded($0)) } ?? .null }
        func milliseconds(_ duration: Duration?) -> JSONValue {
            duration.map { JSONValue(Int(($0 / .milliseconds(1)).rounded())) } ?? .null
        }
        return [
            "passed": .bool(isPassed), "limitMs": milliseconds(limit), "before": number(before),
            "minimum": number(minimum?.rate), "minimumAtMs": milliseconds(minimum?.at),
            "recovered": number(recovery?.rate), "recoveredAtMs": milliseconds(recovery?.at),
            "samples": .array(
                samples.map {
                    [
                        "atMs": milliseconds($0.at), "hitRate": number($0.hitRate),
                        "dbLatencyMs": number($0.latency),
                    ]
                }),
        ]
    }
}
