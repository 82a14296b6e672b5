// A snapshot as servers hand it out and take it back, on any thread.

import KVEngine
import KVSockets

/// Everything that was in a server's databases at one instant.
///
/// The copy never changes, but only one thread at a time may look at it: that is why sending it is not checked.
package final class ServerSnapshot: @unchecked Sendable {
    private let copy: KeyspaceCopy
    private let lock = Locked(false)

    init(_ copy: KeyspaceCopy) { self.copy = copy }

    /// The instant at which it was made, in Unix microseconds.
    package var time: Int64 { copy.time }

    /// The number of keys in all databases.
    package var count: Int { copy.count }

    /// One more than the number of the last database that has keys.
    package var usedDatabases: Int { copy.usedDatabases }

    /// The keys of a database, in no order.
    package func keys(in database: Int) -> [[UInt8]] { copy.keys(in: database) }

    /// What a key held; nil if there was no such key.
    package func value(of key: [UInt8], in database: Int) -> StoredValue? {
        reading { $0.value(of: key, in: database) }
    }

    /// What differs from an earlier snapshot, by database and key.
    package func changes(since old: ServerSnapshot) -> [KeyChange] {
        guard old !== self else { return [] }
        // Two that compare each other must not wait for each other.
        let isFirst = ObjectIdentifier(self) < ObjectIdentifier(old)
        let (outer, inner) = isFirst ? (self, old) : (old, self)
        return outer.reading { _ in inner.reading { _ in copy.changes(since: old.copy) } }
    }

    func prepare(for engine: Engine) -> PreparedKeyspace { reading { PreparedKeyspace($0, for: engine) } }

    private func reading<Result>(_ body: (KeyspaceCopy) -> Result) -> Result {
        lock.withLock { _ in body(copy) }
    }
}

extension Server {
    /// Copies everything that is in the databases.
    package func snapshot() -> ServerSnapshot { ServerSnapshot(core.locked { core.engine.copyKeyspace() }) }

    /// Replaces everything in the databases by what a snapshot has, of this server or another.
    ///
    /// Clients wait for the exchange only, which takes no time; the copy is made before.
    package func restore(_ snapshot: ServerSnapshot) {
        let prepared = snapshot.prepare(for: core.engine)
        core.direct { core.engine.replaceKeyspace(with: prepared) }
    }
}
