// The limits that the sessions keep, by name.

/// Limits of a server that CONFIG does not set.
enum ServerLimits {
    /// Output at which a batch pauses until it has been sent, so that a client that pipelines reads of large
    /// values without reading the replies costs this much and one reply more.
    static let batchOutput = 1 << 20
    /// Output that Redis keeps in a client's own first buffer, and does not hold against its limits.
    static let firstOutput = 16 << 10
    /// How often idle clients are looked for when `timeout` is set, and unsent output is looked at while it is
    /// over a soft limit; in milliseconds.
    static let checkMilliseconds: Int64 = 1000
    /// Faults that are set at the same time.
    static let faults = 1000
    /// The bytes of one batch's replies that are sent one by one by a fault that asks for it; each takes a system call,
    /// and nobody else is served meanwhile. The rest follows as usual.
    static let singleBytes = 4096
    /// The longest time a timer is set for; a key may live for millions of years.
    static let longestWaitMilliseconds = 86_400_000.0
    /// Snapshots that clients have saved at one time.
    static let savedSnapshots = 100
}
