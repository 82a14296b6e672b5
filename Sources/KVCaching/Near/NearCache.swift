// Values in the program's own memory, which hear of it when they are no longer true. A value is kept only while somebody
// listens: without notices nothing would say that it is old.

import KVClient
import KVSockets

/// A cache in memory before one in a store.
///
/// ```swift
/// let near = NearCache(users)
/// let following = Task { try await near.follow() }
/// let user = try await near.fetch("42") { try await database.user(42) }
/// ```
///
/// Whoever invalidates has to announce it (`announcesInvalidations`), unless the server itself tells what changes, as it
/// does with `followTracking`. Nothing is kept while nobody follows.
public final class NearCache<Value: Sendable>: Sendable {
    /// The cache behind it.
    public let cache: CacheAside<Value>
    /// How many values it keeps.
    public let capacity: Int
    /// How long it keeps one, should a notice be lost.
    public let lifetime: Duration
    private let state = Locked(State())

    private struct State {
        var values: [KVString: (value: Value?, until: Duration)] = [:]
        var followers = 0
        /// How much has been forgotten: what was asked for before must not be kept after.
        var generation = 0
    }

    /// A cache in memory before another one.
    public init(_ cache: CacheAside<Value>, capacity: Int = 10_000, lifetime: Duration = .seconds(60)) {
        self.cache = cache
        self.capacity = max(capacity, 1)
        self.lifetime = lifetime
    }

    /// How many values it keeps now.
    public var count: Int { state.withLock { $0.values.count } }

    /// The value of an id: from memory, from the store, or else loaded.
    ///
    /// - Throws: as the cache behind it.
    public func fetch(
        _ id: String, tags: [String] = [], load: @escaping @Sendable () async throws -> Value?
    ) async throws -> Value? {
        let key = cache.key(of: id)
        let now = cache.context.time.elapsed()
        let (kept, generation) = state.withLock { ($0.values[key], $0.generation) }
        if let kept, kept.until > now { return kept.value }
        let value = try await cache.fetch(id, tags: tags, load: load)
        keep(value, key, now, generation)
        return value
    }

    private func keep(_ value: Value?, _ key: KVString, _ now: Duration, _ generation: Int) {
        state.withLock { state in
            guard state.followers > 0, state.generation == generation else { return }
            if state.values.count >= capacity, state.values[key] == nil {
                state.values = state.values.filter { $0.value.until > now }
                if state.values.count >= capacity, let any = state.values.keys.first {
                    state.values[any] = nil
                }
            }
            state.values[key] = (value, now + lifetime)
        }
    }

    /// Forgets a key of the store.
    public func forget(_ key: KVString) {
        state.withLock { state in
            state.values[key] = nil
            state.generation += 1
        }
    }

    /// Forgets everything.
    public func forgetAll() {
        state.withLock { state in
            state.values = [:]
            state.generation += 1
        }
    }

    /// Keeps values from now on, and forgets those that notices name, until it is cancelled.
    ///
    /// - Parameter ready: is called when notices are heard.
    /// - Throws: `KVError` when the connection is lost, and nothing is kept any more; to be called again then.
    public func follow(ready: @Sendable () -> Void = {}) async throws {
        let subscription = try await cache.context.store.subscribe(
            to: [InvalidationNotice.channel], patterns: [])
        try await following(ready) {
            for try await message in subscription {
                let notice = try? CacheCoding<InvalidationNotice>.json.decode(message.payload.bytes)
                if let notice { forget(KVString(notice.key)) } else { forgetAll() }
            }
        }
    }

    /// Keeps values from now on, and forgets those whose keys the server says have changed (CLIENT TRACKING), whoever
    /// changed them, until it is cancelled. It takes RESP3.
    ///
    /// - Parameters:
    ///   - client: where; one of its connections is taken for it.
    ///   - ready: is called when the server tells.
    /// - Throws: `KVError` when the server cannot, or the connection is lost; to be called again then.
    public func followTracking(on client: KVClient, ready: @Sendable () -> Void = {}) async throws {
        try await client.withConnection { connection in
            let pushes = connection.pushes
            try await connection.send("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", cache.prefix)
            try await following(ready) {
                for await push in pushes { note(push) }
            }
        }
    }

    private func note(_ push: [Reply]) {
        guard push.first?.text == "invalidate", push.count == 2 else { return }
        guard let keys = push[1].elements else { return forgetAll() }
        for case .string(let key) in keys { forget(key) }
    }

    /// What was kept before may have changed unheard; what is kept now must not stay when nobody listens any more.
    private func following(_ ready: @Sendable () -> Void, _ listen: () async throws -> Void) async throws {
        state.withLock { state in
            state.followers += 1
            state.generation += 1
        }
        defer {
            state.withLock { state in
                state.followers -= 1
                state.generation += 1
                if state.followers == 0 { state.values = [:] }
            }
        }
        ready()
        try await listen()
    }
}
