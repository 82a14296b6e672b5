// WATCH: which clients have to hear of changes to which keys. A server on which nobody watches pays nothing: a
// change asks one bit (`State.isObserved`) whether anybody wants to know.
//
// A key that had expired when WATCH came, and had yet to be removed, is as good as missing: that it is removed is no
// change. So a watch remembers that about its key.

import RESP

/// A key of one database, there or not.
struct WatchedKey: Hashable {
    let database: Int
    let key: [UInt8]
}

extension Engine {
    /// Lets a client's next EXEC depend on a key; a second time changes nothing.
    func watch(_ key: ByteView, by client: Client) {
        let watched = WatchedKey(database: client.databaseIndex, key: [UInt8](key))
        guard client.watched[watched] == nil else { return }
        client.watched[watched] = isDue(watched)
        watchers[watched, default: []].append(client)
        refreshObservation()
    }

    /// Ends every watch of a client.
    func unwatch(_ client: Client) {
        guard !client.watched.isEmpty else { return }
        for key in client.watched.keys {
            watchers[key]?.removeAll { $0 === client }
            if watchers[key]?.isEmpty == true { watchers[key] = nil }
        }
        client.watched = [:]
        refreshObservation()
    }

    /// Whether the time of a key has come since the client began to watch it.
    func isWatchedKeyDue(of client: Client) -> Bool {
        client.watched.contains { key, wasDue in !wasDue && isDue(key) }
    }

    // MARK: Changes

    /// Notes a change of a key for those who watch it.
    func touchWatchers(of key: ByteView, in database: Int) {
        let watched = WatchedKey(database: database, key: [UInt8](key))
        guard let clients = watchers[watched] else { return }
        let isThere = databases[database].keys.find(key) != nil
        for client in clients {
            if client.watched[watched] == true {
                if !isThere { client.watched[watched] = false }
            } else {
                touch(client)
            }
        }
    }

    /// Notes, before it happens, that a database gets the contents of another, or is emptied.
    ///
    /// What matters is whether a watched key is in either, and whether it is there only because nobody has looked.
    func touchWatchers(of database: Int, replacedBy other: Int?) {
        touchWatchers(of: database, replacedByContentsOf: other.map { databases[$0] })
    }

    /// Notes the same, of contents that may be in no database yet.
    func touchWatchers(of database: Int, replacedByContentsOf other: Database?) {
        var touched: [Client] = []
        for (key, clients) in watchers where key.database == database {
            let isHere = entry(key) != nil
            let new = other.flatMap { other in key.key.withByteView { other.keys.find($0) } }
            let isThere = new != nil
            let isDueThere = new.map { other?.isDue($0, now: now) ?? false } ?? false
            for client in clients where isHere || isThere {
                if client.watched[key] == true {
                    if !isThere { client.watched[key] = false }
                    if !isThere || isDueThere { continue }
                } else if !isHere, isDueThere {
                    client.watched[key] = true
                    continue
                }
                touched.append(client)
            }
        }
        touched.forEach(touch)
    }

    /// Lets a client's next EXEC do nothing; there is no need to watch further.
    private func touch(_ client: Client) {
        client.modes.value.transaction.insert(.touched)
        unwatch(client)
    }

    // MARK: Keys

    private func entry(_ watched: WatchedKey) -> Entry? {
        watched.key.withByteView { databases[watched.database].keys.find($0) }
    }

    private func isDue(_ watched: WatchedKey) -> Bool {
        guard let entry = entry(watched) else { return false }
        return databases[watched.database].isDue(entry, now: now)
    }

    /// Sets the bit that changes ask.
    func refreshObservation() {
        let isPublished = settings.notificationClasses.arePublished
        state.value.isObserved =
            observer != nil || !watchers.isEmpty || blocked.awaitKeys || isPublished
            || tracking.isAffectedByChanges
    }
}
