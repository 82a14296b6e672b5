// The sessions of a user: all devices on which he is logged in.

import KVClient

extension SessionStore {
    /// The sessions of a user, the one whose end is nearest first.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func list(of userID: String) async throws -> [Session] {
        let index = SessionStore.indexKey(of: userID)
        let now = try await now()
        // Those that were used within the last minute live a little longer than the list knows.
        let past = now - touchInterval.wholeMilliseconds
        try await context.store.send("ZREMRANGEBYSCORE", index, "-inf", "(\(past)")
        let ids = try await context.store.send(KVCommand<[KVScored]>.ranks(of: index)).map(\.member)
        if ids.isEmpty { return [] }
        let keys = ids.map { SessionStore.key(of: $0.description) }
        let stored = try await context.store.send(.values(of: keys))
        return zip(ids, stored).compactMap { id, value in
            value.flatMap { decode(id.description, $0) }
        }.filter { $0.userID == userID }
    }

    /// Ends all sessions of a user, as after a change of his password; how many there were.
    ///
    /// - Parameters:
    ///   - userID: whose.
    ///   - kept: one that goes on, such as that in which he changed it.
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func destroyAll(of userID: String, except kept: String? = nil) async throws -> Int {
        let index = SessionStore.indexKey(of: userID)
        let ids = try await context.store.send(KVCommand<[KVScored]>.ranks(of: index)).map(\.member)
            .filter { $0.description != kept }
        if ids.isEmpty { return 0 }
        let replies = try await context.store.transaction([
            KVRequest(["DEL"] + ids.map { SessionStore.key(of: $0.description) }),
            KVRequest(["ZREM", index] + ids),
        ])
        return try replies[0].decodeInteger()
    }
}
