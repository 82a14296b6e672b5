// What a flush has found out and done so far. It is kept up to date with every reply, so that whatever ends the run, what
// it reports is true: what is counted as deleted is gone, and what may be gone is counted as in doubt.

import KVClient

/// What is known of one pattern.
package struct PatternTally: Sendable, Equatable {
    package let pattern: String
    /// Keys that fit it and no pattern before it.
    package var matched = 0
    /// Those of them that are preserved.
    package var preserved = 0
    package var deleted = 0
    /// Keys that were gone before their turn came.
    package var alreadyGone = 0
    /// The first keys that are to be deleted.
    package var samples: [KVString] = []
    /// What a dry run has learned about the keys; nil in a live run.
    var census: KeyCensus?

    package init(_ pattern: String) { self.pattern = pattern }

    /// Keys that are to be deleted, or were.
    var wanted: Int { matched - preserved }
}

/// What has become of a flush.
package enum FlushOutcome: String, Sendable {
    case ok, failed, partial, timeout, refused, interrupted
}

/// A node of a cluster, and what was done there.
package struct NodeTally: Sendable, Equatable {
    package let name: String
    package var scanned = 0
    package var deleted = 0
    /// Why it was not finished; nil when it was.
    package var failure: String?

    /// A node whose pass begins, with what earlier passes have deleted there.
    init(_ name: String, after earlier: [NodeTally]) {
        self.name = name
        deleted = earlier.first { $0.name == name }?.deleted ?? 0
    }
}

/// Everything that a flush can report.
package struct FlushRecord: Sendable {
    package var patterns: [PatternTally] = []
    /// By preserved pattern: the keys that fit it, at the first look and at the last.
    package var preserved: [(pattern: String, before: Int, after: Int?)] = []
    package var scanned = 0
    package var inDoubt = 0
    package var outcome = FlushOutcome.ok
    package var reason: String?
    package var attempts = 1
    var before: Lookups?
    var after: Lookups?
    /// Lookups of this program itself, which the server counts like any.
    var ownProbes = Lookups()
    /// What is there after the flush: left over, and made again meanwhile; nil when nobody has looked.
    package var remaining: (left: Int, created: Int)?
    var nearMisses = NearMisses()
    var version: String?
    var isCluster = false
    package var nodeTallies: [NodeTally] = []
    var duration = Duration.zero
    /// Every key that is to be deleted, or was, by pattern; kept only where it is asked for.
    var keys: [[KVString]] = []

    package init() {}

    package var matched: Int { patterns.reduce(0) { $0 + $1.matched } }
    package var preservedTotal: Int { patterns.reduce(0) { $0 + $1.preserved } }
    package var deleted: Int { patterns.reduce(0) { $0 + $1.deleted } }
    var alreadyGone: Int { patterns.reduce(0) { $0 + $1.alreadyGone } }
    var wanted: Int { matched - preservedTotal }

    /// Whether something may have been changed.
    var hasEffects: Bool { deleted > 0 || inDoubt > 0 }
}

/// Keys whose namespace is that of a pattern but for case or an s at its end: most likely another spelling of the same.
struct NearMisses: Sendable, Equatable {
    private(set) var count = 0
    private(set) var samples: [KVString] = []

    mutating func add(_ key: [UInt8]) {
        count += 1
        if samples.count < 10 { samples.append(KVString(key)) }
    }
}
