// Counts the visits to a page, and forgets a page that nobody has visited for a day.

import KVClient

/// Counts visits in Redis.
public struct VisitCounter: Sendable {
    private let redis: KVClient

    /// - Parameter redis: where the counts are kept.
    public init(redis: KVClient) { self.redis = redis }

    /// Counts a visit; how many there have been.
    @discardableResult
    public func visit(_ page: String) async throws -> Int {
        let count = try await redis.send("INCR", "visits:\(page)")
        try await redis.send("EXPIRE", "visits:\(page)", 86_400)
        return Int(count.integer ?? 0)
    }

    /// How many visits there have been.
    public func visits(to page: String) async throws -> Int {
        Int(try await redis.send("GET", "visits:\(page)").integer ?? 0)
    }
}
