// The first door to the keyspace: reading. Each look-up removes the key if it has expired, counts a hit or a
// miss, and notes the access, in this order, as Redis does.

import RESP

/// How a look-up for reading counts.
struct LookupOptions: OptionSet {
    let rawValue: UInt8

    /// The access time stays as it is (TYPE, TTL, OBJECT).
    static let noTouch = LookupOptions(rawValue: 1)
    /// Neither a hit nor a miss is counted.
    static let noStatistics = LookupOptions(rawValue: 2)
    /// A miss is no event (OBJECT).
    static let noMissEvent = LookupOptions(rawValue: 4)
}

extension Call {
    /// Looks a key up for reading; a hit or a miss is counted.
    func lookup(_ key: ByteView, _ options: LookupOptions = []) -> Entry? {
        let found = live(key)
        if found == nil, engine.state.value.isObserved, !options.contains(.noMissEvent) {
            engine.notify("keymiss", .miss, key, in: client.databaseIndex)
        }
        if !options.contains(.noStatistics) {
            if found == nil {
                engine.counters.value.keyspaceMisses &+= 1
            } else {
                engine.counters.value.keyspaceHits &+= 1
            }
        }
        if let found, !options.contains(.noTouch) { touch(found) }
        return found
    }

    /// Looks a key up for writing: nothing is counted.
    func lookupForWriting(_ key: ByteView) -> Entry? {
        guard let found = live(key) else { return nil }
        touch(found)
        return found
    }

    /// The entry of a key that has not expired; one that has is removed, or hidden on a replica.
    func live(_ key: ByteView) -> Entry? {
        guard let entry = database.keys.find(key) else { return nil }
        return removeIfDue(entry) ? nil : entry
    }

    /// Removes an entry that is about to be overwritten if it has expired; whether it had.
    @inline(__always)
    func removeIfDue(_ entry: Entry) -> Bool {
        entry.expires && removeExpiring(entry)
    }

    private func removeExpiring(_ entry: Entry) -> Bool {
        guard database.isDue(entry, now: now) else { return false }
        // On a replica it is only as if it were not there, unless it is written to.
        if engine.state.value.isReplica, !engine.table.rows[id].flags.contains(.write) { return true }
        engine.expire(entry, in: database, client.databaseIndex)
        return true
    }

    /// The string at a key; nil when there is none.
    ///
    /// - Throws: WRONGTYPE when the key holds another type.
    func readString(_ key: ByteView, _ options: LookupOptions = []) throws(RedisError) -> StringValue? {
        guard let entry = lookup(key, options) else { return nil }
        guard entry.kind == .string else { throw .wrongType }
        return StringValue(entry: entry)
    }

    /// The entry of the string at a key, to be changed through the doors for strings; nil when there is none.
    ///
    /// - Throws: WRONGTYPE when the key holds another type.
    func stringForWriting(_ key: ByteView) throws(RedisError) -> Entry? {
        guard let entry = lookupForWriting(key) else { return nil }
        guard entry.kind == .string else { throw .wrongType }
        return entry
    }

    /// The collection at a key; nil when there is none.
    ///
    /// - Throws: WRONGTYPE when the key holds another type.
    func read<V: CollectionValue>(
        _ key: ByteView, as type: V.Type, _ options: LookupOptions = []
    ) throws(RedisError) -> V? {
        guard let entry = lookup(key, options) else { return nil }
        guard entry.kind == V.kind else { throw .wrongType }
        return entry.object(as: V.self)
    }

    /// Notes that a key was used now.
    @inline(__always)
    func touch(_ entry: Entry) {
        if client.modes.value.noTouch { return }
        engine.touch(entry)
    }
}

extension Engine {
    /// Notes that a key was used now: its access time, or its count under an LFU policy.
    @inline(__always)
    func touch(_ entry: Entry) {
        if state.value.usesLFU {
            entry.access = frequencyAfterUse(entry.access)
        } else {
            entry.access = state.value.accessClock
        }
    }
}
