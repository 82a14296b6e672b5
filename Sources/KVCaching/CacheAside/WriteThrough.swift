// Writing: the data first, then the cache. The cache cannot make a write fail, nor leave an old value for long.

import KVClient

/// What becomes of a cached value when the data change.
public enum CacheWritePolicy<Value: Sendable>: Sendable {
    /// It is deleted, and the next read loads it: right whatever order writers finish in.
    case invalidate
    /// It is replaced, unless what is there is newer: the closure tells which state of the data a value is of, the larger
    /// the newer, such as the row's version or the time of its last change in the database.
    case store(version: @Sendable (Value) -> Int64)
}

extension CacheAside {
    /// Changes the data, and then the cache.
    ///
    /// While the data change, the cached value is given no more than ten seconds to live: a crash between the two leaves
    /// an old value for no longer. A store that fails does not fail the write.
    ///
    /// - Parameters:
    ///   - id: whose value changes.
    ///   - policy: what becomes of the cached one.
    ///   - write: changes the data, and returns what they are then; nil when there is nothing (any more), which deletes the
    ///     cached value whatever the policy.
    /// - Returns: what `write` returned.
    /// - Throws: what `write` throws, and then the cache keeps what it has.
    @discardableResult
    public func update(
        _ id: String, _ policy: CacheWritePolicy<Value> = .invalidate,
        write: @Sendable () async throws -> Value?
    ) async throws -> Value? {
        await shorten(id)
        let value = try await write()
        do {
            if let value, case .store(let version) = policy {
                _ = try await replace(id, with: value, version: version(value))
            } else {
                try await invalidate(id)
            }
        } catch {
            noteFailure("writing", id, error)
            // What cannot be replaced must not stay; that too can fail, and then it goes within ten seconds.
            _ = try? await invalidate(id)
        }
        return value
    }

    /// Stores a value, unless what is stored is as new; whether it was stored. What is being loaded is not stored after it.
    ///
    /// - Throws: `KVError`; what encoding throws; `CancellationError`.
    @discardableResult
    public func replace(_ id: String, with value: Value, version: Int64) async throws -> Bool {
        let stale = options.staleFor.wholeMilliseconds
        let entry = CacheEntry(
            payload: try coding.encode(value), staleMilliseconds: stale, version: version)
        let life = (context.spread(options.lifetime, by: options.jitter) + options.staleFor)
            .lifetimeMilliseconds
        let (key, lease) = (key(of: id), Leases.key(of: key(of: id)))
        let voiding = leases.voiding(key)
        return try await context.atomically(
            CacheScripts.replace, keys: [key, lease],
            [version, entry.bytes, life, leases.lifetime.lifetimeMilliseconds],
            decode: { try $0.decodeBool() }
        ) { store in
            let stored = try await store.send(.get(key)).map(CacheEntry.init)
            if let stored, stored.version > version { return .leave(false) }
            return .commit(voiding + [["SET", key, entry.bytes, "PX", life]], returning: true)
        }
    }

    private func shorten(_ id: String) async {
        do {
            try await context.store.send("PEXPIRE", key(of: id), 10_000, "LT")
        } catch {
            noteFailure("shortening", id, error)
        }
    }
}

enum CacheScripts {
    /// The line before a value has its version in third place.
    static let replace = Script(
        """
        local stored = redis.call('GET', KEYS[1])
        if stored then
          local version = string.match(stored, '^kv1;%d+;%d+;(%-?%d+);')
          if version and tonumber(version) > tonumber(ARGV[1]) then return 0 end
        end
        redis.call('INCR', KEYS[2])
        redis.call('PEXPIRE', KEYS[2], ARGV[4])
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return 1
        """)
}
