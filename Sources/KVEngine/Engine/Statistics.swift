// The counters behind INFO, each counted where Redis counts it. Plain numbers in shared cells: they change at
// every command.

/// The counters of a server since it started or since CONFIG RESETSTAT.
struct Counters: BitwiseCopyable {
    var commandsProcessed = 0
    var keyspaceHits = 0
    var keyspaceMisses = 0
    var expiredKeys = 0
    var evictedKeys = 0
    var connectionsReceived = 0
    var connectionsRejected = 0
    var netInputBytes = 0
    var netOutputBytes = 0
    var errorReplies = 0
    var readsProcessed = 0
    var writesProcessed = 0
    var lazyFreedObjects = 0
    /// Changes to the data since the start, as `rdb_changes_since_last_save` counts them.
    var dirty = 0
}

/// One command's line in `# Commandstats`.
struct CommandStatistics: BitwiseCopyable {
    var calls = 0
    var nanoseconds: UInt64 = 0
    /// Refused by a gate, before the handler ran.
    var rejectedCalls = 0
    /// Failed in the handler.
    var failedCalls = 0
}
