// CloudWatch's embedded metric format: a line of JSON in a log, from which CloudWatch makes metrics. A figure that is not
// known is left out, in both places where it would be named.

import KVToolSupport

/// The metrics of one phase.
package struct FlushMetrics: Sendable {
    package enum Phase: String, Sendable { case before, after, recovered }

    package let phase: Phase
    let timestamp: Int64
    let environment: String
    let runID: String
    var keysDeleted: Int?
    var lookups: Lookups?
    var rateBefore: Double?
    var rateAfter: Double?
    /// Milliseconds; no more than a hundred, as CloudWatch allows.
    var latency: [Double] = []
    var duration: Int?

    init(_ phase: Phase, _ timestamp: Int64, environment: String, runID: String) {
        self.phase = phase
        self.timestamp = timestamp
        self.environment = environment
        self.runID = runID
    }

    private static let namespace = "KVCache/Flush"
    private static let service = "flush-migration-cache"

    private var figures: [(name: String, unit: String, value: JSONValue)] {
        var figures: [(String, String, JSONValue)] = []
        func add(_ name: String, _ unit: String, _ value: JSONValue?) {
            if let value { figures.append((name, unit, value)) }
        }
        func percent(_ value: Double?) -> JSONValue? {
            value.flatMap { $0.isFinite ? .number(Figures.rounded($0)) : nil }
        }
        add("KeysDeleted", "Count", keysDeleted.map { JSONValue($0) })
        add("CacheHits", "Count", lookups.map { JSONValue($0.hits) })
        add("CacheMisses", "Count", lookups.map { JSONValue($0.misses) })
        add("CacheHitRateBefore", "Percent", percent(rateBefore))
        add("CacheHitRateAfter", "Percent", percent(rateAfter))
        let times = latency.filter(\.isFinite).suffix(100)
        add("DBQueryLatency", "Milliseconds", times.isEmpty ? nil : .array(times.map { .number($0) }))
        add("FlushDuration", "Milliseconds", duration.map { JSONValue($0) })
        return figures
    }

    /// The line, without its end.
    package var line: String {
        let figures = figures
        let metrics = figures.map {
            JSONValue.object([member("Name", .string($0.name)), member("Unit", .string($0.unit))])
        }
        let directive: JSONValue = [
            "Namespace": .string(FlushMetrics.namespace), "Dimensions": [["Service", "Environment"]],
            "Metrics": .array(metrics),
        ]
        let head = [
            member("_aws", ["Timestamp": .integer(timestamp), "CloudWatchMetrics": [directive]]),
            member("Service", .string(FlushMetrics.service)), member("Environment", .string(environment)),
        ]
        let tail = [member("Phase", .string(phase.rawValue)), member("runId", .string(runID))]
        return JSONValue.object(head + figures.map { member($0.name, $0.value) } + tail).text
    }

    private func member(_ name: String, _ value: JSONValue) -> JSONValue.Member {
        JSONValue.Member(name, value)
    }
}
