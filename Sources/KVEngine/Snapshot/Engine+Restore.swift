// Putting a copy of a keyspace in the place of what is there. The databases are made ready apart from the engine,
// on any thread and without its lock; the exchange itself takes no time, whatever is in them.

import RESP

/// Databases that are ready to be an engine's.
package final class PreparedKeyspace {
    /// By number, those that have keys.
    let databases: [Int: Database]
    let usesLFU: Bool
    /// The code of the libraries of functions that came with them; none for a copy, which leaves functions alone.
    var libraries: [[UInt8]] = []

    init(databases: [Int: Database], usesLFU: Bool) {
        (self.databases, self.usesLFU) = (databases, usesLFU)
    }

    /// Copies a copy for an engine, of which it touches nothing that ever changes.
    ///
    /// The order in a database's table becomes what it was, where seed and size are the same.
    ///
    /// - Complexity: O(n) in the keys and their values.
    package init(_ copy: KeyspaceCopy, for engine: Engine) {
        precondition(
            copy.usedDatabases <= engine.databases.count,
            "the snapshot has keys in databases that this server has not")
        usesLFU = copy.usesLFU
        let (settings, seed) = (engine.settings, engine.hashSeed)
        var databases: [Int: Database] = [:]
        for (index, contents) in copy.databases.enumerated() where !contents.entries.isEmpty {
            let database = Database(seed: seed, horizon: Shared(.max))
            database.fill(with: contents, settings, seed)
            databases[index] = database
        }
        self.databases = databases
    }
}

extension Database {
    fileprivate func fill(with contents: KeyspaceCopy.Contents, _ settings: Settings, _ seed: HashSeed) {
        keys.reserve(contents.entries.count)
        // Each goes to the front of its chain, so the last comes first.
        for index in contents.entries.indices.reversed() {
            let deadline = contents.deadlines[index]
            insert(
                contents.entries[index].duplicate(settings: settings, seed: seed),
                deadline: deadline == .max ? nil : deadline)
        }
    }
}

extension Engine {
    /// Replaces everything in all databases; what was there is freed, elsewhere when it is much.
    ///
    /// To those who watch, it is as if each database had been exchanged with another (SWAPDB); those who track keys
    /// are told to forget all, as by FLUSHALL; those who wait for a key that comes back are served. Deadlines that
    /// have passed meanwhile are due at once.
    ///
    /// - Complexity: O(databases), and O(n) in the keys that are watched.
    package func replaceKeyspace(with prepared: PreparedKeyspace) {
        invalidateEverything()
        let used = Set(databases.used.map(\.offset)).union(prepared.databases.keys)
        for index in used.sorted() {
            let database = databases[index]
            let new = prepared.databases[index] ?? Database(seed: hashSeed, horizon: Shared(.max))
            counters.value.dirty += database.count + new.count
            touchWatchers(of: index, replacedByContentsOf: new)
            database.exchangeContents(with: new)
            horizon.value = min(horizon.value, database.deadlines.earliest)
            noteReadyKeys(of: index)
            dispose(of: new)
        }
        abandonHistory()
        _ = serveReadyKeys()
        guard prepared.usesLFU != state.value.usesLFU else { return }
        // Words of the other kind would make no sense.
        for (_, database) in databases.used { database.keys.forEach(markNew) }
    }
}
