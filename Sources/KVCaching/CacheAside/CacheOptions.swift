// How long values live, and what is done before they end.

/// How long values of a cache live, and what is done before they end.
public struct CacheOptions: Sendable {
    /// How long a value is fresh.
    public var lifetime: Duration
    /// For how long after that it is still handed out, while one caller fetches a new one.
    public var staleFor = Duration.zero
    /// How long it is remembered that there is no value; not at all when nil.
    public var absentLifetime: Duration? = .seconds(30)
    /// By which part lives are longer or shorter, so that what was stored together does not end together.
    public var jitter = 0.1
    /// How eagerly a value is made anew before its end, in proportion to what it cost: 0 never, 1 as is best in theory.
    public var beta = 0.0
    /// For how long, at most, one process waits for another that loads the same value; each loads for itself when zero. It
    /// takes a few commands more for each miss.
    public var waitForOthers = Duration.zero

    /// Five minutes, give or take a tenth.
    public init(lifetime: Duration = .seconds(300)) { self.lifetime = lifetime }
}

/// What a cache has done since it was made.
public struct CacheStatistics: Hashable, Sendable {
    /// Values that were there.
    public var hits = 0
    /// Of them, those handed out after their time, or known to be absent included.
    public var staleHits = 0
    /// Values that were not there.
    public var misses = 0
    /// Calls of the loader.
    public var loads = 0
    /// Values that were not stored because the data changed while they were loaded.
    public var refusedFills = 0
    /// Commands that failed, and were got over.
    public var failures = 0

    /// Nothing so far.
    public init() {}
}
