// A snapshot of a server's data: a value that a test keeps, compares and puts back.

public import KVClient
import KVServer

/// Everything that was in a server's databases at one instant: keys, values, times to live.
///
/// ```swift
/// let before = server.snapshot()
/// try await checkout.run()
/// #expect(server.snapshot().changes(since: before) == [.added("order:1"), .changed("stock:9")])
/// server.restore(before)
/// ```
///
/// It is a copy that never changes, belongs to no server, and can be given to any, and to several at once:
/// `TestServer(startingFrom:)`. Connections, subscriptions and settings are no part of it.
public struct Snapshot: Sendable {
    let contents: ServerSnapshot

    /// When it was made, by the server's clock.
    public var time: UnixTime { UnixTime(microseconds: contents.time) }

    /// The number of keys in all databases.
    public var count: Int { contents.count }

    /// The keys of database 0, sorted.
    public var keys: [KVString] { keys(in: 0) }

    /// The keys of a database, sorted.
    public func keys(in database: Int) -> [KVString] {
        contents.keys(in: database).map { KVString($0) }.sorted()
    }

    /// What a key of database 0 held; nil if there was no such key.
    public subscript(key: KVString) -> Value? { value(of: key) }

    /// What a key held; nil if there was no such key.
    ///
    /// - Complexity: O(n) in the keys of the database.
    public func value(of key: KVString, database: Int = 0) -> Value? {
        contents.value(of: key.bytes, in: database).map(Value.init)
    }

    /// What was added, removed and changed since an earlier snapshot, sorted by database and key.
    ///
    /// - Parameter old: a snapshot of this server or another.
    /// - Complexity: O(n log n) in the keys of both.
    public func changes(since old: Snapshot) -> [Change] {
        contents.changes(since: old.contents).map(Change.init)
    }
}

extension Snapshot: CustomStringConvertible {
    /// The number of keys.
    public var description: String { "snapshot of \(count) keys" }
}

extension TestServer {
    /// Starts a server with the data of a snapshot, which may be another server's.
    ///
    /// - Throws: `TestServerError` when it cannot listen, a setting is refused, or it has too few databases.
    public convenience init(
        startingFrom snapshot: Snapshot, _ configuration: Configuration = Configuration()
    ) throws(TestServerError) {
        var configuration = configuration
        configuration.snapshot = snapshot
        try self.init(configuration)
    }

    /// Copies everything that is in the databases.
    ///
    /// - Complexity: O(n) in the keys and their values: some milliseconds for 10,000 small ones.
    public func snapshot() -> Snapshot { Snapshot(contents: server.snapshot()) }

    /// Replaces everything in the databases by what a snapshot has.
    ///
    /// To clients it is as if the data had been flushed and loaded in an instant: transactions that watch a key of
    /// either fail, who is blocked on a key that comes back is served, who tracks keys forgets all. The times to
    /// live end when they did, by the clock, so what is overdue is gone at once. A snapshot with keys in a database
    /// that the server has not got is a mistake in the test, and traps.
    public func restore(_ snapshot: Snapshot) { server.restore(snapshot.contents) }
}
