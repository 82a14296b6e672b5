// What may be done to a key only while it holds what it is thought to hold: the lock that is still mine, the session that
// nobody has changed meanwhile.

import KVClient

extension CachingContext {
    /// Deletes a key if it holds this; whether it did.
    func delete(_ key: KVString, holding value: KVString) async throws -> Bool {
        try await atomically(
            Script(
                "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
            ),
            keys: [key], [value], decode: { try $0.decodeBool() }
        ) { store in
            guard try await store.send(.get(key)) == value else { return .leave(false) }
            return .commit([["DEL", key]], returning: true)
        }
    }

    /// Has a key live so long if it holds this; whether it did.
    func expire(_ key: KVString, after lifetime: Duration, holding value: KVString) async throws -> Bool {
        let milliseconds = lifetime.lifetimeMilliseconds
        return try await atomically(
            Script(
                """
                if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
                return 0
                """),
            keys: [key], [value, milliseconds], decode: { try $0.decodeBool() }
        ) { store in
            guard try await store.send(.get(key)) == value else { return .leave(false) }
            return .commit([["PEXPIRE", key, milliseconds]], returning: true)
        }
    }

    /// Stores a value for another one, whose time to live it keeps; false when something else is there, or nothing.
    func exchange(_ key: KVString, _ value: KVString, for new: KVString) async throws -> Bool {
        try await atomically(
            Script(
                """
                if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
                return 1
                """),
            keys: [key], [value, new], decode: { try $0.decodeBool() }
        ) { store in
            guard try await store.send(.get(key)) == value else { return .leave(false) }
            return .commit([["SET", key, new, "KEEPTTL"]], returning: true)
        }
    }
}
