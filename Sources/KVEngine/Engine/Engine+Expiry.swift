// Expiry: a key is gone at its deadline, for every command. The heaps say which key is next, so nothing is
// sampled; what is due goes before the next batch of commands runs, in the order of the deadlines, whatever
// database a key is in. A very large number of keys due at once is spread over several turns: until its turn
// comes, a key is hidden by the look-up, and commands that count or list keys finish the work first.
//
// Redis keeps a key through the millisecond of its deadline; here it is gone when that millisecond begins.

import RESP

extension Engine {
    /// The most keys removed in one turn: about a millisecond's work.
    static let expiryBatch = 4096

    /// The instant from which on a key may be due, a blocked client gives up, or a replica is told that it is not
    /// forgotten, in Unix milliseconds; nil when none will ever be.
    ///
    /// It is early when the key it stood for has been deleted meanwhile: `advance` then finds nothing to do.
    var nextDeadline: Int64? {
        let next = min(
            removesExpired ? horizon.value : .max, state.value.nextTimeout, state.value.nextReplication)
        return next == .max ? nil : next
    }

    /// When the next key goes, exactly; nil when none will. In Unix milliseconds.
    package var nextExpiry: Int64? {
        guard removesExpired else { return nil }
        let earliest = databases.used.lazy.map(\.element.deadlines.earliest).min() ?? .max
        return earliest == .max ? nil : earliest
    }

    /// Whether keys go at their deadline by themselves. For a script the time stands still.
    var removesExpired: Bool {
        state.value.expiresActively && !state.value.isReplica && madeScripting?.run == nil
    }

    /// Removes everything that is due, for commands that look at the whole keyspace.
    ///
    /// Without active expiry they see keys that are due and have not been looked up since, as in Redis.
    func removeExpired() {
        if horizon.value <= now, removesExpired { removeExpired(atMost: .max) }
    }

    /// Removes keys whose deadline has come, at most `limit` of them, the earliest deadline first.
    func removeExpired(atMost limit: Int) {
        var left = limit
        while let (index, end) = nextDue() {
            let database = databases[index]
            while let entry = database.deadlines.first, database.deadlines.earliest <= end {
                guard left > 0 else { return }
                expire(entry, in: database, index)
                left -= 1
            }
        }
    }

    /// The database with the earliest key that is due, and until when no other has an earlier one.
    ///
    /// Sets the horizon as well.
    private func nextDue() -> (index: Int, end: Int64)? {
        var (first, earliest, runnerUp) = (0, Int64.max, Int64.max)
        for (index, database) in databases.used {
            let deadline = database.deadlines.earliest
            if deadline < earliest {
                (first, earliest, runnerUp) = (index, deadline, earliest)
            } else {
                runnerUp = min(runnerUp, deadline)
            }
        }
        horizon.value = earliest
        return earliest <= now ? (first, min(runnerUp, now)) : nil
    }

    /// Removes a key whose deadline has come, and publishes the event.
    func expire(_ entry: Entry, in database: Database, _ index: Int) {
        counters.value.expiredKeys &+= 1
        if isPropagating { propagateDeletion(of: entry.key, in: index, .expiry) }
        database.unlink(entry)
        signal("expired", .expired, entry.key, in: index)
        release(entry)
    }

    /// Frees an entry that is out of its database.
    func release(_ entry: Entry) {
        if entry.representation == .object { dispose(of: entry.takeObject()) }
        entry.free()
    }

    /// Publishes what happened to a key; every change of a key comes through here.
    func signal(_ event: StaticString, _ eventClass: EventClass, _ key: ByteView, in database: Int) {
        guard state.value.isObserved else { return }
        if !watchers.isEmpty { touchWatchers(of: key, in: database) }
        if tracking.isAffectedByChanges { invalidate(key, eventClass) }
        if blocked.awaitGroups { noteLost(key, in: database) }
        publish(event, eventClass, key, in: database)
    }

    /// Publishes what happened to a key, or to what belongs to it. Callers look at `state.isObserved` first.
    func publish(_ event: StaticString, _ eventClass: EventClass, _ key: ByteView, in database: Int) {
        notify(event, eventClass, key, in: database)
        observer?(KeyEvent(name: event, eventClass: eventClass, key: Array(key), database: database))
    }

    /// Tells those who watch or track a key that it has changed, and nobody else.
    func signalSilently(_ key: ByteView, in database: Int) {
        guard state.value.isObserved else { return }
        if !watchers.isEmpty { touchWatchers(of: key, in: database) }
        if tracking.isAffectedByChanges { invalidate(key, .string) }
    }
}
