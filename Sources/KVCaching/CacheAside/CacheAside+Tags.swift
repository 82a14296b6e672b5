// Tags: values that are invalidated together, such as all pages on which a product is shown. A tag is a sorted set of keys by
// when they end, so that those that have ended can be taken out.

import KVClient

extension CacheAside {
    /// The key of a tag's set.
    public static func tagKey(of tag: String) -> KVString { KVString("tag:" + tag) }

    /// What notes a key under its tags.
    func tagging(_ id: String, _ tags: [String]) async throws -> [KVRequest] {
        if tags.isEmpty { return [] }
        let now = try await context.store.send(.time).wholeMilliseconds
        // The longest that the value can live, should it take the longest to load.
        let life = options.lifetime * 2 + options.staleFor + leases.lifetime
        let milliseconds = life.lifetimeMilliseconds
        return tags.flatMap { tag -> [KVRequest] in
            let set = CacheAside.tagKey(of: tag)
            return [
                ["ZADD", set, now + milliseconds, key(of: id)], ["PEXPIRE", set, milliseconds, "NX"],
                ["PEXPIRE", set, milliseconds, "GT"],
            ]
        }
    }

    /// Deletes the values of a tag, five hundred at a time, and keeps what is being loaded from being stored.
    ///
    /// - Parameters:
    ///   - tag: which ones.
    ///   - softly: leaves them there as stale ones, for caches that hand those out: one caller of each loads anew, and nobody
    ///     waits.
    /// - Returns: how many there were.
    /// - Throws: `KVError`; `CancellationError`. Values that are not deleted are still under the tag.
    @discardableResult
    public func invalidate(tag: String, softly: Bool = false) async throws -> Int {
        try await prune(tag: tag)
        let set = CacheAside.tagKey(of: tag)
        var removed = 0
        while true {
            let keys = try await context.store.send(KVCommand<[KVScored]>.ranks(of: set, through: 499)).map(
                \.member)
            if keys.isEmpty { return removed }
            let untagging = [KVRequest(["ZREM", set] + keys)]
            if softly, options.staleFor > .zero {
                removed += try await markStale(keys, untagging)
            } else {
                removed += try await leases.invalidate(keys, reason: "tag \(tag)", with: untagging)
            }
        }
    }

    private func markStale(_ keys: [KVString], _ untagging: [KVRequest]) async throws -> Int {
        let life = options.staleFor.lifetimeMilliseconds
        let marking: [KVRequest] = keys.map { ["PEXPIRE", $0, life, "LT"] }
        let replies = try await context.store.transaction(marking + keys.flatMap(leases.voiding) + untagging)
        return try replies.prefix(keys.count).count { try $0.decodeBool() }
    }

    /// Takes out of a tag's set what has ended; how many they were.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func prune(tag: String) async throws -> Int {
        let now = try await context.store.send(.time).wholeMilliseconds
        return try await context.store.send("ZREMRANGEBYSCORE", CacheAside.tagKey(of: tag), "-inf", "(\(now)")
            .decodeInteger()
    }
}
