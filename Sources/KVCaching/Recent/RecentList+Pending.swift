// What waits for somebody to deal with it, such as comments to be approved. Whether an entry waits is read from the entry
// itself: a list that held copies would say so for ever.

import KVClient

extension RecentList {
    /// The newest entries that wait, the oldest first, each as it is now; a list that is empty is made again first.
    ///
    /// - Parameter isPending: whether an entry waits.
    /// - Throws: `KVError`; `CancellationError`. A rebuild that fails is said in the log only.
    public func pending(where isPending: @Sendable (Entry) -> Bool) async throws -> [Entry] {
        context.log(.info, "[POLL] Fetching pending messages...")
        let found = try await recentRebuildingWhenEmpty().filter(isPending)
        let names = found.map(id).joined(separator: ", ")
        context.log(.info, "[WORKER] Found \(found.count) pending messages: [\(names)]")
        return found
    }
}
