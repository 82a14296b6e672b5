// The report for programs: one object, with the same members whatever has happened.

import KVClient
import KVToolSupport

/// A flush, to be reported.
package struct FlushReport: Sendable {
    package let record: FlushRecord
    let isDryRun: Bool
    let target: StoreTarget
    let runID: String
    var watch: RecoveryVerdict?

    /// The object.
    var json: JSONValue { FlushReport.object(record, isDryRun, targetValue, runID, milliseconds, additions) }

    /// The object of a run that did not begin, perhaps because there is nothing to run on.
    static func failure(
        _ record: FlushRecord, isDryRun: Bool, _ target: StoreTarget?, _ runID: String
    ) -> JSONValue {
        guard let target else { return object(record, isDryRun, .null, runID, 0, []) }
        return FlushReport(record: record, isDryRun: isDryRun, target: target, runID: runID).json
    }

    private static func object(
        _ record: FlushRecord, _ isDryRun: Bool, _ target: JSONValue, _ runID: String, _ milliseconds: Int,
        _ additions: [JSONValue.Member]
    ) -> JSONValue {
        .object(
            [
                member("tool", "flush-migration-cache"),
                member("mode", .string(isDryRun ? "dry-run" : "live")),
                member("target", target),
                member("outcome", .string(record.outcome.rawValue)),
                member("reason", JSONValue(record.reason)),
                member("patterns", .array(record.patterns.map(value))),
                member("totals", totals(record)),
                member("stats", stats(record)),
                member("attempts", JSONValue(record.attempts)),
                member("durationMs", JSONValue(milliseconds)),
                member("runId", .string(runID)),
            ] + additions)
    }

    var milliseconds: Int { Int((record.duration / .milliseconds(1)).rounded()) }

    private static func member(_ name: String, _ value: JSONValue) -> JSONValue.Member {
        JSONValue.Member(name, value)
    }

    private var targetValue: JSONValue {
        [
            "host": .string(target.host), "port": target.port.map { JSONValue($0) } ?? .null,
            "db": JSONValue(target.url.database), "cluster": .bool(record.isCluster),
            "version": JSONValue(record.version),
        ]
    }

    private static func totals(_ record: FlushRecord) -> JSONValue {
        [
            "scanned": JSONValue(record.scanned), "matched": JSONValue(record.matched),
            "preserved": JSONValue(record.preservedTotal), "deleted": JSONValue(record.deleted),
            "inDoubt": JSONValue(record.inDoubt),
        ]
    }

    private static func stats(_ record: FlushRecord) -> JSONValue {
        [
            "before": value(record.before), "after": value(record.after),
            "ownProbeHits": JSONValue(record.ownProbes.hits),
            "ownProbeMisses": JSONValue(record.ownProbes.misses),
        ]
    }

    /// What only some runs have.
    private var additions: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let remaining = record.remaining {
            members.append(
                FlushReport.member(
                    "verified",
                    ["remaining": JSONValue(remaining.left), "recreated": JSONValue(remaining.created)]))
        }
        if record.isCluster {
            members.append(FlushReport.member("nodes", .array(record.nodeTallies.map(FlushReport.value))))
        }
        if let watch { members.append(FlushReport.member("recovery", watch.json)) }
        return members
    }

    private static func value(_ lookups: Lookups?) -> JSONValue {
        guard let lookups else { return .null }
        return ["hits": JSONValue(lookups.hits), "misses": JSONValue(lookups.misses)]
    }

    private static func value(_ node: NodeTally) -> JSONValue {
        [
            "node": .string(node.name), "scanned": JSONValue(node.scanned),
            "deleted": JSONValue(node.deleted),
            "error": JSONValue(node.failure),
        ]
    }

    private static func value(_ tally: PatternTally) -> JSONValue {
        [
            "pattern": .string(tally.pattern), "matched": JSONValue(tally.matched),
            "preserved": JSONValue(tally.preserved), "deleted": JSONValue(tally.deleted),
            "alreadyGone": JSONValue(tally.alreadyGone),
            "memoryBytes": tally.census.map { JSONValue($0.memory) } ?? .null,
            "ttl": tally.census.map(lifetimes) ?? .null,
            "types": tally.census.map(types) ?? .null,
            "sample": JSONValue(tally.samples.map(\.description)),
        ]
    }

    private static func lifetimes(_ census: KeyCensus) -> JSONValue {
        .object(
            zip(KeyCensus.lifetimes, census.ttl).map { JSONValue.Member($0, JSONValue($1)) })
    }

    private static func types(_ census: KeyCensus) -> JSONValue {
        .object(
            census.types.sorted { $0.key < $1.key }.map {
                JSONValue.Member($0.key, JSONValue($0.value))
            })
    }
}
