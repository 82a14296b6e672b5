// Making the list again when it was lost. Exactly the newest entries, not the first ones that a scan comes upon; one
// rebuild at a time; and what is posted meanwhile is in the result, because list and index are read and written as one.

import KVClient

/// What a rebuild has found.
public struct RebuildReport: Hashable, Sendable {
    /// How many entries the list has now.
    public var count = 0
    /// How many entries could not be read, and were left out.
    public var corrupt = 0
    /// How many were in the index and are there no more.
    public var missing = 0
    /// How many keys were looked at because there was no index.
    public var scanned = 0
}

extension RecentList {
    /// Makes the list again from the entries.
    ///
    /// - Parameters:
    ///   - reindexing: looks at all keys of entries first, as is done anyway when there is no index: for entries that
    ///     other code has stored.
    ///   - progress: is told how many keys were looked at.
    /// - Returns: what was found; nil when another process is at it.
    /// - Throws: `KVError`, and then the list is as it was; `CancellationError`.
    @discardableResult
    public func rebuild(
        reindexing: Bool = false, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> RebuildReport? {
        try await rebuilding.run(reindexing ? "all" : "index") {
            do {
                return try await DistributedLock(self.context).with("rebuild:\(self.key)") { _ in
                    try await self.rebuildAlone(reindexing, progress)
                }
            } catch LockError.busy {
                return nil
            }
        }
    }

    /// The newest entries; when the list is empty, it is made again first if there are any entries.
    ///
    /// - Throws: `KVError`; `CancellationError`. A rebuild that fails is said in the log only.
    public func recentRebuildingWhenEmpty() async throws -> [Entry] {
        let entries = try await recent()
        guard entries.isEmpty else { return entries }
        context.log(.info, "[Queue] Cache empty - rebuilding from KV")
        do {
            try await rebuild()
        } catch let error as KVError {
            context.log(.warning, "[Cache] The rebuild failed: \(error)")
        }
        return try await recent()
    }

    private func rebuildAlone(
        _ reindexing: Bool, _ progress: @Sendable (Int) -> Void
    ) async throws -> RebuildReport {
        if try await !context.store.send(.exists(key)) {
            context.log(.info, "[Cache] Empty - rebuilding from KV")
        }
        context.log(.info, "[Cache] Rebuilding from KV keys...")
        var report = RebuildReport()
        if reindexing {
            try await reindex(&report, progress)
        } else if try await !context.store.send(.exists(indexKey)) {
            try await reindex(&report, progress)
        }
        try await tidyIndex(&report)
        try await migrate()
        report.count = try await copyFromIndex()
        context.log(.info, "[Cache] Rebuilt with \(report.count) messages from KV")
        return report
    }

    /// Enters every entry into the index; those that are posted meanwhile enter themselves.
    private func reindex(_ report: inout RebuildReport, _ progress: @Sendable (Int) -> Void) async throws {
        let prefix = Array(entryPrefix.utf8)
        let pattern = KVString(GlobPattern.escaping(KVString(prefix)).bytes + [UInt8(ascii: "*")])
        var cursor: KVString = "0"
        repeat {
            let page = try await context.store.send(
                KVCommand<KVPage<KVString>>.scan(from: cursor, matching: pattern, count: 1000))
            cursor = page.cursor
            let ids = page.elements.filter { $0 != indexKey }.map {
                KVString(Array($0.bytes.dropFirst(prefix.count)))
            }
            let found = try await entries(of: ids)
            report.scanned += ids.count
            report.corrupt += found.count { $0.isThere && $0.entry == nil }
            let members = found.compactMap { found in
                found.entry.map { KVScored(found.id, Double(timestamp($0))) }
            }
            if !members.isEmpty { try await context.store.send(.setScores(members, in: indexKey)) }
            progress(report.scanned)
        } while cursor != "0"
    }

    /// Takes out of the index what is no entry (any more), until its newest are all entries.
    private func tidyIndex(_ report: inout RebuildReport) async throws {
        while true {
            let newest = try await context.store.send(
                .ranks(of: indexKey, through: capacity - 1, fromHighest: true))
            let bad = try await entries(of: newest.map(\.member)).filter { $0.entry == nil }
            if bad.isEmpty { return }
            report.corrupt += bad.count { $0.isThere }
            report.missing += bad.count { !$0.isThere }
            try await context.store.send(.removeScored(bad.map(\.id), from: indexKey))
        }
    }

    /// Makes the list of the newest in the index, the oldest first; how many they are.
    private func copyFromIndex() async throws -> Int {
        try await context.atomically(
            Script(
                """
                local ids = redis.call('ZRANGE', KEYS[2], -tonumber(ARGV[1]), -1)
                redis.call('DEL', KEYS[1])
                for _, id in ipairs(ids) do redis.call('RPUSH', KEYS[1], id) end
                return #ids
                """),
            keys: [key, indexKey], [capacity], decode: { try $0.decodeInteger() }
        ) { store in
            let ids = try await store.send(.ranks(of: indexKey, from: -capacity)).map(\.member)
            let filling: [KVRequest] = ids.isEmpty ? [] : [KVRequest(["RPUSH", key] + ids)]
            return .commit([["DEL", key]] + filling, returning: ids.count)
        }
    }
}
