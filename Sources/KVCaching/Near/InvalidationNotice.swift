// The notice that something was invalidated, for whoever keeps values in memory or shows them to somebody.

import KVClient

/// That a key was invalidated.
public struct InvalidationNotice: Hashable, Sendable, Codable {
    /// Where notices are published.
    public static let channel: KVString = "cache:invalidated"

    /// Which key.
    public var key: String
    /// Why.
    public var reason: String
    /// When, in milliseconds since 1970 by the server's clock.
    public var ts: Int64

    /// What publishes notices, in the same transaction; nothing where they are not wanted.
    static func requests(
        for keys: [KVString], _ reason: String, _ context: CachingContext
    ) async throws -> [KVRequest] {
        guard context.settings.announcesInvalidations else { return [] }
        let now = try await context.store.send(.time).wholeMilliseconds
        return try keys.map { key in
            let notice = InvalidationNotice(key: key.description, reason: reason, ts: now)
            return ["PUBLISH", channel, try CacheCoding<InvalidationNotice>.json.encode(notice)]
        }
    }

    /// The notices from now on, for who wants to show that something has changed.
    ///
    /// - Throws: `KVError`.
    public static func all(on store: any KVStore) async throws -> some AsyncSequence<
        InvalidationNotice, any Error
    > & Sendable {
        try await store.subscribe(to: [channel], patterns: []).compactMap { message in
            try? CacheCoding<InvalidationNotice>.json.decode(message.payload.bytes)
        }
    }
}
