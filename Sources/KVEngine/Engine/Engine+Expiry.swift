// Expiry: a key is gone at its deadline, for every command. The heap says which key is next, so nothing is
// sampled; what is due goes before the next command runs, in the order of the deadlines. A very large number
// of keys due at once is spread over several turns, and until its turn comes each is hidden by the lookup.

import RESP

extension Engine {
    /// The most keys removed in one turn: about a millisecond's work.
    static let expiryBatch = 4096

    /// The instant at which the next key goes, in Unix milliseconds.
    package var nextDeadline: Int64? {
        var earliest = Int64.max
        for database in databases { earliest = min(earliest, database.deadlines.minimum ?? .max) }
        return earliest == .max ? nil : earliest
    }

    /// Removes keys whose deadline has come, at most `limit` of them; whether none is left.
    @discardableResult
    package func removeExpired(atMost limit: Int = .max) -> Bool {
        var left = limit
        for index in databases.indices {
            let database = databases[index]
            while let earliest = database.deadlines.minimum, earliest <= now {
                guard left > 0, let entry = database.deadlines.first else { return false }
                expire(entry, in: database, index)
                left -= 1
            }
        }
        return true
    }

    /// Removes a key whose deadline has come, and says so.
    func expire(_ entry: Entry, in database: Database, _ index: Int) {
        counters.value.expiredKeys &+= 1
        database.unlink(entry)
        signal("expired", .expired, entry.key, in: index)
        release(entry)
    }

    /// Frees an entry that is out of its database.
    func release(_ entry: Entry) {
        if entry.representation == .object { dispose(of: entry.object) }
        entry.free()
    }

    /// Tells those who watch keys that one has changed.
    ///
    /// Nobody can watch yet: transactions, notifications and tracking attach here.
    func signal(_ event: StaticString, _ eventClass: EventClass, _ key: ByteView, in database: Int) {}
}
