// Leases against stale fills. Who missed reads the data and stores it; when the data change in between, what he stores is
// old, and stays until it expires. So each key of a cache has a counter, which every invalidation moves on: who missed
// notes where it stood, and his fill counts only if it stands there still.

import KVClient

/// The counters that say whether what was loaded may still be stored.
struct Leases: Sendable {
    let context: CachingContext
    /// Longer than anything takes to load: a counter that is forgotten starts anew.
    var lifetime = Duration.seconds(600)

    /// The counter of a key; not beside it, so that no pattern for the keys themselves reaches it.
    static func key(of key: KVString) -> KVString { KVString(Array("lease:".utf8) + key.bytes) }

    private var milliseconds: Int64 { lifetime.lifetimeMilliseconds }

    /// Where the counter stands. An increment by nothing, as a read would count among the server's misses.
    ///
    /// The key's tags are noted in the same transaction: who invalidates a tag either finds the key, and makes this lease
    /// void, or did so before the data are read.
    func take(for key: KVString, tags: [KVRequest] = []) async throws -> Int64 {
        let lease = Leases.key(of: key)
        let replies = try await context.store.transaction(
            [["INCRBY", lease, 0], ["PEXPIRE", lease, milliseconds]] + tags)
        return Int64(try replies[0].decodeInteger())
    }

    /// Stores what was loaded, if nothing was invalidated since; whether it was stored.
    func fill(
        _ key: KVString, with value: [UInt8], for duration: Duration, holding lease: Int64
    ) async throws -> Bool {
        guard try await context.canDecide() else {
            return try await fillAndLook(key, with: value, for: duration, holding: lease)
        }
        return try await fillAtOnce(key, with: value, for: duration, holding: lease)
    }

    /// Over REST to a server without scripts nothing can be decided there: what was stored wrongly is deleted again, a round
    /// trip later.
    private func fillAndLook(
        _ key: KVString, with value: [UInt8], for duration: Duration, holding lease: Int64
    ) async throws -> Bool {
        let replies = try await context.store.transaction([
            ["INCRBY", Leases.key(of: key), 0], ["SET", key, value, "PX", duration.lifetimeMilliseconds],
        ])
        if try replies[0].decodeInteger() == lease { return true }
        try await context.store.send(.delete(key))
        return false
    }

    private func fillAtOnce(
        _ key: KVString, with value: [UInt8], for duration: Duration, holding lease: Int64
    ) async throws -> Bool {
        let counter = Leases.key(of: key)
        let life = duration.lifetimeMilliseconds
        return try await context.atomically(
            Script(
                """
                local stands = redis.call('INCRBY', KEYS[2], 0)
                redis.call('PEXPIRE', KEYS[2], ARGV[4])
                if stands ~= tonumber(ARGV[1]) then return 0 end
                redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
                return 1
                """),
            keys: [key, counter], [lease, value, life, milliseconds], decode: { try $0.decodeBool() }
        ) { store in
            let stands = try await store.send(.get(counter))?.text.flatMap { Int64($0) } ?? 0
            guard stands == lease else { return .leave(false) }
            return .commit([["SET", key, value, "PX", life]], returning: true)
        }
    }

    /// What makes every lease of a key void.
    func voiding(_ key: KVString) -> [KVRequest] {
        let lease = Leases.key(of: key)
        return [["INCR", lease], ["PEXPIRE", lease, milliseconds]]
    }

    /// Deletes keys and makes their leases void, in one transaction, and announces it if that is wanted.
    ///
    /// - Parameters:
    ///   - requests: what else is done in the transaction.
    ///   - reason: why, for those it is announced to.
    /// - Returns: how many there were.
    func invalidate(
        _ keys: [KVString], reason: String = "", with requests: [KVRequest] = []
    ) async throws -> Int {
        guard !keys.isEmpty else { return 0 }
        let notices = try await InvalidationNotice.requests(for: keys, reason, context)
        let replies = try await context.store.transaction(
            [KVRequest(["DEL"] + keys)] + keys.flatMap(voiding) + requests + notices)
        for reply in replies { try reply.decodeNothing() }
        return try replies[0].decodeInteger()
    }
}
