// Everything that is in the databases of an engine, copied out: what a snapshot is made of. It belongs to no engine
// and refers to none, so it can outlive the one it came from, and be given to others, any number of times.
//
// Its entries are never changed. Looking at them is work for one thread at a time all the same, since the tables
// of collections count those who walk over them.

import RESP

/// A deep copy of an engine's keys.
package final class KeyspaceCopy {
    /// What is in one database, in the order in which its table has it.
    struct Contents {
        var entries: [Entry] = []
        /// Unix milliseconds; `.max` for a key that stays.
        var deadlines: [Int64] = []
    }

    let databases: [Contents]
    /// Whether the entries' access times are LFU words.
    let usesLFU: Bool
    /// Unix microseconds of the instant at which it was made.
    package let time: Int64

    fileprivate init(databases: [Contents], usesLFU: Bool, time: Int64) {
        self.databases = databases
        self.usesLFU = usesLFU
        self.time = time
    }

    deinit {
        for contents in databases { contents.entries.forEach { $0.free() } }
    }

    /// The number of keys in all databases.
    package var count: Int { databases.reduce(0) { $0 + $1.entries.count } }

    /// One more than the number of the last database that has keys.
    package var usedDatabases: Int { (databases.lastIndex { !$0.entries.isEmpty } ?? -1) + 1 }
}

extension Engine {
    /// Copies all keys, with their deadlines and access times.
    ///
    /// - Complexity: O(n) in the keys and their values.
    package func copyKeyspace() -> KeyspaceCopy {
        removeExpired()
        // The settings of an engine change under the eyes of those who share its values.
        let neutral = Settings()
        var copies = Array(repeating: KeyspaceCopy.Contents(), count: databases.count)
        for (index, database) in databases.used {
            var copy = KeyspaceCopy.Contents()
            copy.entries.reserveCapacity(database.count)
            copy.deadlines.reserveCapacity(database.count)
            database.keys.forEach { entry in
                copy.entries.append(entry.duplicate(settings: neutral, seed: hashSeed))
                copy.deadlines.append(database.deadline(of: entry) ?? .max)
            }
            copies[index] = copy
        }
        return KeyspaceCopy(
            databases: copies, usesLFU: state.value.usesLFU, time: state.value.nowMicroseconds)
    }
}

extension Entry {
    /// A copy under the same key, with the same access time.
    func duplicate(settings: Settings, seed: HashSeed) -> Entry {
        let copy = copied(to: key, settings: settings, seed: seed)
        copy.access = access
        return copy
    }
}
