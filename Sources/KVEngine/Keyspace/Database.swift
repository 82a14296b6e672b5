// One numbered database: its keys, their deadlines and the bytes they take. Commands reach it through the
// doors of `Call`; here is only what keeps the three in step.

import RESP

/// A database: keys by name, deadlines by time.
final class Database {
    let keys: HashTable<Entry>
    let deadlines = DeadlineHeap<Entry>()
    /// The bytes of entries and values, without the tables' own arrays.
    private let bytes = Shared(0)

    init(seed: HashSeed) {
        keys = HashTable(seed: seed)
    }

    /// The number of keys, expired ones not yet removed included.
    var count: Int { keys.count }

    /// The bytes the database takes.
    var memoryUsage: Int { bytes.value + keys.bucketBytes + deadlines.memoryUsage }

    /// Accounts for a value that grew (or shrank) in place.
    func account(_ delta: Int) { bytes.value &+= delta }

    // MARK: Entries

    func insert(_ entry: Entry) {
        keys.insert(entry)
        account(entry.memoryUsage)
    }

    /// Takes an entry out of the table and the heap; the caller frees it or uses it further.
    func unlink(_ entry: Entry) {
        clearDeadline(of: entry)
        keys.remove(node: entry)
        account(-entry.memoryUsage)
    }

    /// Puts `new` in the place of `old`, which is freed: a value that outgrew its entry.
    func replace(_ old: Entry, with new: Entry) {
        keys.replace(old, with: new)
        if old.expires { deadlines.replaceOwner(old: old, new: new) }
        old.free()
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
    }

    func clearDeadline(of entry: Entry) {
        if entry.expires { deadlines.remove(entry) }
    }

    /// Whether the key's deadline has come: at its deadline a key is gone.
    func isDue(_ entry: Entry, now: Int64) -> Bool {
        entry.expires && deadlines.deadline(of: entry) <= now
    }
}
