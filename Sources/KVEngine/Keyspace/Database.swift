// One numbered database: its keys, their deadlines and the bytes they take. Commands reach it through the
// doors of `Call`; here is only what keeps the three in step.
//
// A `Database` lives as long as the engine, and many refer to it: FLUSHDB and SWAPDB exchange its contents, so
// that all of them see the change at once.

import RESP

/// A database: keys by name, deadlines by time.
final class Database {
    let keys: HashTable<Entry>
    let deadlines = DeadlineHeap<Entry>()
    /// The bytes of entries and values, without the tables' own arrays.
    private let bytes = Shared(0)
    /// The engine's bound on deadlines, brought forward here.
    private let horizon: Shared<Int64>

    init(seed: HashSeed, horizon: Shared<Int64>) {
        keys = HashTable(seed: seed)
        self.horizon = horizon
    }

    /// The number of keys, expired ones not yet removed included.
    var count: Int { keys.count }

    /// The bytes of entries and values.
    var accountedBytes: Int { bytes.value }

    /// The bytes the database takes.
    var memoryUsage: Int { bytes.value + keys.bucketBytes + deadlines.memoryUsage }

    /// Accounts for a value that grew (or shrank) in place.
    func account(_ delta: Int) { bytes.value &+= delta }

    // MARK: Entries

    func insert(_ entry: Entry) {
        keys.insert(entry)
        account(entry.memoryUsage)
    }

    /// Adds an entry that came from elsewhere, with the deadline it had there.
    func insert(_ entry: Entry, deadline: Int64?) {
        insert(entry)
        if let deadline { setDeadline(of: entry, to: deadline) }
    }

    /// Inserts at a place that was just looked up and is free.
    func insert(_ entry: Entry, at place: HashTable<Entry>.Place) {
        keys.insert(entry, at: place)
        account(entry.memoryUsage)
    }

    /// Takes an entry out of the table and the heap; the caller frees it or uses it further.
    func unlink(_ entry: Entry) {
        clearDeadline(of: entry)
        keys.remove(node: entry)
        account(-entry.memoryUsage)
    }

    /// Puts `new` in the place of `old`, which is freed: a value that outgrew its entry.
    func replace(_ old: Entry, with new: Entry) { replace(old, at: keys.place(of: old.key), with: new) }

    /// Puts `new` in the place of `old`, which was just looked up.
    func replace(_ old: Entry, at place: HashTable<Entry>.Place, with new: Entry) {
        keys.replace(at: place, with: new)
        if old.expires { deadlines.replaceOwner(old: old, new: new) }
        old.free()
    }

    // MARK: Everything at once

    /// Exchanges everything in two databases of one engine.
    ///
    /// - Complexity: O(1).
    func exchangeContents(with other: Database) {
        keys.exchangeContents(with: other.keys)
        deadlines.exchangeContents(with: other.deadlines)
        (bytes.value, other.bytes.value) = (other.bytes.value, bytes.value)
    }

    /// Empties the database; what was in it is in the database returned, which nothing else refers to.
    ///
    /// - Complexity: O(1).
    func takeContents(seed: HashSeed) -> Database {
        let taken = Database(seed: seed, horizon: horizon)
        exchangeContents(with: taken)
        return taken
    }

    // MARK: Deadlines

    /// The instant at which the key goes, in Unix milliseconds; nil when it stays.
    func deadline(of entry: Entry) -> Int64? {
        entry.expires ? deadlines.deadline(of: entry) : nil
    }

    func setDeadline(of entry: Entry, to deadline: Int64) {
        if entry.expires {
            deadlines.update(entry, deadline)
        } else {
            deadlines.insert(entry, deadline)
        }
        if deadline < horizon.value { horizon.value = deadline }
    }

    func clearDeadline(of entry: Entry) {
        if entry.expires { deadlines.remove(entry) }
    }

    /// Whether the key's deadline has come: at its deadline a key is gone.
    func isDue(_ entry: Entry, now: Int64) -> Bool {
        entry.expires && deadlines.deadline(of: entry) <= now
    }
}
