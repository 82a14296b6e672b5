// Looking at what is cached without changing anything: for tools and tests.

import KVClient

/// A value as a cache has it.
public struct CachedValue<Value: Sendable>: Sendable {
    /// The value; nil when it is known that there is none.
    public var value: Value?
    /// For how long it is fresh; nil when it has no end. Zero when it is stale.
    public var freshFor: Duration?
    /// For how long after that it may still be handed out.
    public var staleFor: Duration
    /// What it cost to load.
    public var cost: Duration
    /// Of which state of the data it is, where a writer has said so; else 0.
    public var version: Int64
}

extension CacheAside {
    /// What is stored for an id; nil when nothing is. It neither loads nor counts.
    ///
    /// - Throws: what decoding throws; `KVError`; `CancellationError`.
    public func peek(_ id: String) async throws -> CachedValue<Value>? {
        let replies = try await context.store.replies(to: [["GET", key(of: id)], ["PTTL", key(of: id)]])
        let stored = try replies[0].decodeOptional { reply throws(KVError) in try reply.decodeString() }
        guard let entry = stored.map(CacheEntry.init) else { return nil }
        let rest = Int64(try replies[1].decodeInteger())
        let stale = Duration.milliseconds(entry.staleMilliseconds)
        let life = Duration.milliseconds(max(rest, 0))
        return CachedValue(
            value: try entry.payload.map(coding.decode),
            freshFor: rest < 0 ? nil : max(life - stale, .zero),
            staleFor: rest < 0 ? .zero : min(stale, life),
            cost: .milliseconds(entry.costMilliseconds), version: entry.version)
    }

    /// The keys that are noted under a tag, with the time after which they have surely ended: milliseconds since 1970 by
    /// the server's clock.
    ///
    /// - Complexity: O(n) for n keys; they are read a thousand at a time.
    /// - Throws: `KVError`; `CancellationError`.
    public func keys(tagged tag: String) async throws -> [(key: KVString, until: Int64)] {
        var found: [(key: KVString, until: Int64)] = []
        while true {
            let rows = try await context.store.send(
                KVCommand<[KVScored]>.ranks(
                    of: CacheAside.tagKey(of: tag), from: found.count, through: found.count + 999))
            found += rows.map { ($0.member, Int64(nearest: $0.score)) }
            if rows.count < 1000 { return found }
        }
    }
}
