// What INFO tells of a server.

import KVClient
import KVToolSupport

/// What a server says about itself.
struct ServerFacts: Sendable, Equatable {
    private let fields: [Substring: Substring]

    init(_ text: String) {
        var fields: [Substring: Substring] = [:]
        // As scalars: a carriage return with its line feed is one character.
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" }) {
            let parts = Substring(line).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, !parts[0].hasPrefix("#") { fields[parts[0]] = parts[1] }
        }
        self.fields = fields
    }

    var version: String? { fields["redis_version"].map(String.init) }
    var isCluster: Bool { fields["cluster_enabled"] == "1" }
    var hits: Int? { fields["keyspace_hits"].flatMap { Int($0) } }
    var misses: Int? { fields["keyspace_misses"].flatMap { Int($0) } }
    /// Changes when the server is started anew.
    var runID: String? { fields["run_id"].map(String.init) }

    var lookups: Lookups? {
        guard let hits, let misses else { return nil }
        return Lookups(hits: hits, misses: misses)
    }
}

/// Keys that were looked for, found or not, since the server was started.
struct Lookups: Sendable, Equatable {
    var hits = 0
    var misses = 0

    var total: Int { hits + misses }
    /// The share of hits in percent; nil when nothing was looked for.
    var hitRate: Double? { Figures.percent(hits, of: total) }

    static func + (left: Lookups, right: Lookups) -> Lookups {
        Lookups(hits: left.hits + right.hits, misses: left.misses + right.misses)
    }

    /// What has been looked for in between; everything of the later, when the server began to count anew.
    func since(_ earlier: Lookups) -> Lookups {
        guard hits >= earlier.hits, misses >= earlier.misses else { return self }
        return Lookups(hits: hits - earlier.hits, misses: misses - earlier.misses)
    }
}
