// The counters behind INFO, each counted where Redis counts it. They are plain numbers in
// cells without checks, because they change at every command.

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
    /// Flat collections of DUMP payloads that were checked entry by entry.
    var payloadSanitizations = 0
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

extension Engine {
    /// Counts bytes that came from a client in one read.
    package func noteRead(_ bytes: Int) {
        counters.value.netInputBytes &+= bytes
        counters.value.readsProcessed &+= 1
    }

    /// Counts bytes that went to a client in one write.
    package func noteWrite(_ bytes: Int) {
        counters.value.netOutputBytes &+= bytes
        counters.value.writesProcessed &+= 1
    }

    /// Counts a connection that was refused for want of room.
    package func noteRejectedConnection() { counters.value.connectionsRejected &+= 1 }

    /// CONFIG RESETSTAT: everything that counts events starts from zero; what there is stays.
    func resetStatistics() {
        let dirty = counters.value.dirty
        counters.value = Counters()
        counters.value.dirty = dirty
        commandStatistics.removeAll()
        errorCounts = [:]
        histograms = []
        rates.removeAll()
    }
}
