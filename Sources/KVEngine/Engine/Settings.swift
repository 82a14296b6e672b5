// The settings that change what commands do, under the names CONFIG uses (here in camel case). CONFIG GET and
// SET reach them through `ConfigurationTable`; the rest of CONFIG's parameters change nothing here.

import RESP

/// The engine's settings, with Redis 7.0's defaults.
package final class Settings {
    // MARK: Encodings
    var hashMaxListpackEntries = 512
    var hashMaxListpackValue = 64
    var setMaxIntsetEntries = 512
    var zsetMaxListpackEntries = 128
    var zsetMaxListpackValue = 64
    /// Negative: 4, 8, 16, 32 or 64 KiB a chunk for -1 to -5. Positive: elements a chunk.
    var listMaxListpackSize = -2
    var hllSparseMaxBytes = 3000
    /// Bytes and entries of a stream's node; 0 means no such limit.
    var streamNodeMaxBytes = 4096
    var streamNodeMaxEntries = 100

    // MARK: Serialization
    /// Whether long strings are packed in DUMP payloads and RDB files.
    var rdbCompression = true
    /// Whose DUMP payloads are counted as checked entry by entry; all of them are.
    var sanitizeDumpPayload = PayloadSanitizing.never
    /// DEBUG SET-SKIP-CHECKSUM-VALIDATION: whether a payload may have any checksum.
    var skipsChecksums = false

    // MARK: Limits
    package var databases = 16
    package var maxClients = 10_000
    package var protoMaxBulkLength = 512 << 20
    /// The longest string, and the longest reply of elements that repeat: `proto-max-bulk-len`, which may be set
    /// to any number, within what a request could hold.
    var longestString: Int { min(protoMaxBulkLength, Limits.request) }
    package var clientQueryBufferLimit = 1 << 30
    package var clientOutputBufferLimits = ClientOutputBufferLimits()
    /// Seconds; 0 means that idle clients are kept.
    package var timeout = 0
    package var tcpKeepalive = 300
    /// Keys that clients in the default mode of CLIENT TRACKING may hold in all; 0 means no limit.
    var trackingTableMaxKeys = 1_000_000
    /// Told by INFO; nothing here runs at a fixed pace.
    var hz = 10

    // MARK: Memory
    /// Bytes; 0 means no limit.
    package var maxMemory = 0
    package var maxMemoryPolicy = EvictionPolicy.noEviction
    var maxMemorySamples = 5
    var lfuLogFactor = 10
    var lfuDecayTime = 1

    // MARK: Security
    /// `requirepass` as it was set last; what counts is the default user's passwords.
    var requirePassword: [UInt8] = []
    /// `acl-pubsub-default`: whether new users may use all channels.
    var allowsAllChannels = false
    var aclLogMaxLength = 128
    package var protectedMode = true

    // MARK: Replication
    var replBacklogSize = 1 << 20
    /// Seconds for which the backlog is kept when nobody follows; 0 means for ever.
    var replBacklogTTL = 3600
    var replPingReplicaPeriod = 10
    /// Seconds without an acknowledgement after which a replica is closed.
    var replTimeout = 60
    var replicaReadOnly = true
    var replicaServeStaleData = true
    var replicaIgnoreMaxmemory = true
    var replicaPriority = 100
    var replicaAnnounced = true
    /// Whether keys that go by themselves are told to replicas as UNLINK; here all are freed alike.
    var lazyfreeLazyEviction = false
    var lazyfreeLazyExpire = false
    var lazyfreeLazyUserDel = false

    // MARK: Others
    /// Milliseconds that a script may take before other commands are refused; 0 for any number.
    var busyReplyThreshold = 5000
    /// DEBUG SET-DISABLE-DENY-SCRIPTS: whether scripts may run commands of administration.
    var scriptsAdminister = false
    /// Replicas that a write needs, and how many seconds they may lag; 0 means no such rule.
    var minReplicasToWrite = 0
    var minReplicasMaxLag = 10
    /// Microseconds from which on SLOWLOG keeps a command; negative keeps none.
    var slowlogLogSlowerThan = 10_000
    var slowlogMaxLength = 128
    /// Milliseconds from which on LATENCY keeps an event; 0 keeps none.
    var latencyMonitorThreshold = 0
    /// Whether LATENCY HISTOGRAM counts.
    var latencyTracking = true
    /// Which keyspace events are published.
    var notificationClasses: NotificationClasses = []
    /// Parameters that change nothing here, where they differ from their defaults.
    var kept: [String: [UInt8]] = [:]

    package init() {}
}

/// Which DUMP payloads are checked entry by entry, in `sanitize-dump-payload`'s words.
enum PayloadSanitizing: String, CaseIterable {
    case never = "no"
    case always = "yes"
    /// Those of clients whose user is not excepted.
    case ofClients = "clients"
}

/// What is given up when memory is full, in `maxmemory-policy`'s words.
package enum EvictionPolicy: String, Sendable, CaseIterable {
    // In the order in which CONFIG SET lists them.
    case volatileLRU = "volatile-lru"
    case volatileLFU = "volatile-lfu"
    case volatileRandom = "volatile-random"
    case volatileTTL = "volatile-ttl"
    case allKeysLRU = "allkeys-lru"
    case allKeysLFU = "allkeys-lfu"
    case allKeysRandom = "allkeys-random"
    case noEviction = "noeviction"

    var usesLFU: Bool { self == .allKeysLFU || self == .volatileLFU }

    /// Whether the choice depends on when or how often a key was used.
    var usesAccess: Bool {
        switch self {
        case .allKeysLRU, .allKeysLFU, .volatileLRU, .volatileLFU: true
        case .noEviction, .allKeysRandom, .volatileRandom, .volatileTTL: false
        }
    }

    /// Whether only keys with a deadline may go.
    var isVolatile: Bool {
        switch self {
        case .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL: true
        case .noEviction, .allKeysLRU, .allKeysLFU, .allKeysRandom: false
        }
    }
}
