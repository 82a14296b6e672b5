// The newest entries of something that grows, such as comments: accumulated with each post, never read back from
// everything there is. Three keys, always changed together: the entry itself, which is the truth; an index of all entries by
// time; and the list of the newest, which holds names only, so that nothing in it can be out of date.

import KVClient

/// The newest entries of something that grows.
///
/// ```swift
/// let comments = RecentList<Comment>(
///     context, "comments", entryPrefix: "comment:", coding: .json, id: \.id, timestamp: \.timestamp)
/// try await comments.append(comment)
/// let pending = try await comments.recent().filter { $0.status == "pending" }
/// ```
///
/// The list has no end of its own: a list that expires and starts anew has lost what was in it. `rebuild` makes it again
/// from the entries when it was lost, and is called for that only.
public struct RecentList<Entry: Sendable>: Sendable {
    let context: CachingContext
    /// The list of the newest: `recent:` and its name.
    public let key: KVString
    /// All entries by their time: the prefix of entries and `index`.
    public let indexKey: KVString
    /// How many the list keeps.
    public let capacity: Int
    let entryPrefix: String
    let coding: CacheCoding<Entry>
    let id: @Sendable (Entry) -> String
    let timestamp: @Sendable (Entry) -> Int64
    let rebuilding = SingleFlight<RebuildReport?>()

    /// A list.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - name: what the list is called.
    ///   - entryPrefix: what the keys of entries begin with.
    ///   - capacity: how many it keeps.
    ///   - coding: how entries are stored.
    ///   - id: an entry's name, which is the rest of its key.
    ///   - timestamp: what entries are ordered by, such as milliseconds since 1970.
    public init(
        _ context: CachingContext, _ name: String, entryPrefix: String, capacity: Int = 50,
        coding: CacheCoding<Entry>, id: @escaping @Sendable (Entry) -> String,
        timestamp: @escaping @Sendable (Entry) -> Int64
    ) {
        self.context = context
        key = KVString("recent:" + name)
        indexKey = KVString(entryPrefix + "index")
        self.capacity = min(max(capacity, 1), 100_000)
        self.entryPrefix = entryPrefix
        self.coding = coding
        self.id = id
        self.timestamp = timestamp
    }

    /// The key of an entry.
    public func entryKey(_ id: String) -> KVString { KVString(entryPrefix + id) }

    /// Stores an entry and puts it at the end of the list. Appending it again changes nothing but its place.
    ///
    /// - Throws: what encoding throws; `KVError`; `CancellationError`.
    public func append(_ entry: Entry) async throws {
        let requests = try storing(entry) + listing(KVString(id(entry)))
        let replies = try await context.store.transaction(requests)
        if replies.contains(where: \.isWrongType) {
            // A list as other code has stored it: one string of JSON.
            try await migrate()
            for reply in try await context.store.transaction(listing(KVString(id(entry)))) {
                try reply.decodeNothing()
            }
            return
        }
        for reply in replies { try reply.decodeNothing() }
    }

    /// Changes an entry, such as its status; false when there is none.
    ///
    /// - Throws: what encoding throws; `KVError`; `CancellationError`.
    @discardableResult
    public func update(_ entry: Entry) async throws -> Bool {
        try await context.store.send(.set(entryKey(id(entry)), to: try coding.encode(entry), if: .present))
    }

    /// Deletes an entry everywhere; whether there was one.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func remove(_ id: String) async throws -> Bool {
        let replies = try await context.store.transaction([
            ["DEL", entryKey(id)], ["ZREM", indexKey, id], ["LREM", key, 0, id],
        ])
        return try replies[0].decodeBool()
    }

    /// The newest entries, the oldest of them first, each as it is now.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func recent() async throws -> [Entry] {
        let reply = try await context.store.reply(to: "LRANGE", key, 0, -1)
        if reply.isWrongType {
            try await migrate()
            return try await recent()
        }
        let ids = try reply.decodeElements { element throws(KVError) in try element.decodeString() }
        return try await entries(of: ids).compactMap(\.entry)
    }

    private func storing(_ entry: Entry) throws -> [KVRequest] {
        [
            ["SET", entryKey(id(entry)), try coding.encode(entry)],
            ["ZADD", indexKey, timestamp(entry), id(entry)],
        ]
    }

    private func listing(_ id: KVString) -> [KVRequest] {
        [["LREM", key, 0, id], ["RPUSH", key, id], ["LTRIM", key, -capacity, -1]]
    }

    /// What is at the keys of entries.
    func entries(of ids: [KVString]) async throws -> [(id: KVString, entry: Entry?, isThere: Bool)] {
        var found: [(id: KVString, entry: Entry?, isThere: Bool)] = []
        for start in stride(from: 0, to: ids.count, by: 100) {
            let part = ids[start..<min(start + 100, ids.count)]
            let stored = try await context.store.send(
                .values(of: part.map { KVString(Array(entryPrefix.utf8) + $0.bytes) }))
            for (id, value) in zip(part, stored) {
                found.append((id, value.flatMap { decode(id, $0) }, value != nil))
            }
        }
        return found
    }

    private func decode(_ id: KVString, _ value: KVString) -> Entry? {
        do {
            return try coding.decode(value.bytes)
        } catch {
            context.log(.warning, "[Cache] Skipped \(entryPrefix)\(id), which cannot be read: \(error)")
            return nil
        }
    }
}

extension Reply {
    /// Whether the key holds another type.
    var isWrongType: Bool {
        if case .error(let line) = self { line.hasPrefix("WRONGTYPE") } else { false }
    }
}
