// What the documents of the migration name, each once.

import KVClient
import KVToolSupport

/// What is flushed, kept and waited for where nobody says otherwise.
package enum FlushDefaults {
    static let version = "1.0.0"

    /// What a stage of the rollout flushes. `albums:*` is from the document's sample, not among its criteria.
    package static let patterns = ["mocs:*", "gallery:*", "wishlist:*", "albums:*"]

    /// What is never deleted. `session:*` is how the applications write it; the document has the plural.
    package static let preserves = ["sessions:*", "session:*", "ratelimit:*", "user-profiles:*"]

    /// What applications keep besides caches, and a wide pattern could fit; whether it stays is for the user to say.
    static let worthPreserving = ["lock:*", "flags:*", "leaderboard:*"]

    static let connectTimeout = Duration.seconds(10)
    static let timeout = Duration.seconds(60)
    static let attempts = 3
    static let firstPause = Duration.seconds(1)
    static let batchSize = 500
    static let scanCount = 1000
    static let largestScanCount = 5000
    static let samples = 10
    /// The share of hits, in percent, above which the cache counts as recovered.
    static let recovered = 80.0
    /// Keys that a dry run looks at one by one, at most.
    static let mostProbes = 10_000
    /// How long a signal lets the command that is under way go on.
    static let grace = Duration.seconds(2)
}
