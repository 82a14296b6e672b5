// The other two doors: changing a value in place, and storing one. They keep memory accounts, deadlines and
// the table in step, create a collection when it is missing and delete it when it is empty. Those for strings
// are in Call+Strings.swift.
//
// A handler reports what it did through `modified`, inside the closure it gives to a door, so that its event
// comes before the `del` of a value that has become empty.

import RESP

/// What becomes of a key's deadline when a value is stored.
enum DeadlineChange {
    case clear
    case keep
    /// Unix milliseconds.
    case set(Int64)
}

extension Call {
    // MARK: Collections, in place

    /// Changes the collection at a key, creating it when it is missing and deleting it when it is empty.
    ///
    /// - Throws: WRONGTYPE when the key holds another type, and what `body` throws.
    func update<V: CollectionValue, R>(
        _ key: ByteView, as type: V.Type, _ body: (V) throws(RedisError) -> R
    ) throws(RedisError) -> R {
        if let entry = lookupForWriting(key) {
            guard entry.kind == V.kind else { throw .wrongType }
            return try edit(entry, as: type, body)
        }
        let value = V(settings: engine.settings, seed: engine.hashSeed)
        noteNew(key, V.kind)
        let result = try body(value)
        if value.count > 0 || V.kind.staysWhenEmpty { insert(value, at: key) }
        return result
    }

    /// Changes the collection at a key, deleting it when it is empty; nil when there is none.
    ///
    /// - Throws: WRONGTYPE when the key holds another type, and what `body` throws.
    func change<V: CollectionValue, R>(
        _ key: ByteView, as type: V.Type, _ body: (V) throws(RedisError) -> R
    ) throws(RedisError) -> R? {
        guard let entry = lookupForWriting(key) else { return nil }
        guard entry.kind == V.kind else { throw .wrongType }
        return try edit(entry, as: type, body)
    }

    /// Changes the collection of an entry that has just been looked up, deleting it when it is empty.
    func edit<V: CollectionValue, R>(
        _ entry: Entry, as type: V.Type, _ body: (V) throws(RedisError) -> R
    ) throws(RedisError) -> R {
        let value = entry.object(as: V.self)
        let before = value.memoryUsage
        defer {
            database.account(value.memoryUsage - before)
            if value.count == 0, !V.kind.staysWhenEmpty { remove(entry, event: "del", changes: 0) }
        }
        return try body(value)
    }

    private func insert(_ value: StoredObject, at key: ByteView) {
        let entry = Entry.make(key: key)
        entry.setObject(value)
        engine.markNew(entry)
        database.insert(entry)
    }

    // MARK: Storing

    /// Stores a collection at a key, whatever was there; an empty one deletes the key without an event.
    func store(_ object: StoredObject, at key: ByteView, _ deadline: DeadlineChange = .clear) {
        if object.count == 0 {
            if let entry = live(key) { discard(entry) }
            return
        }
        let (entry, isNew) = database.keys.findOrInsert(key) { Entry.make(key: key) }
        if !isNew, removeIfDue(entry) { return store(object, at: key, deadline) }
        let accounted = isNew ? 0 : entry.memoryUsage
        if !isNew, entry.representation == .object { engine.dispose(of: entry.takeObject()) }
        entry.setObject(object)
        database.account(entry.memoryUsage - accounted)
        if isNew {
            engine.markNew(entry)
            noteNew(key, object.kind)
        } else {
            touch(entry)
        }
        apply(deadline, to: entry)
    }

    // MARK: Deleting

    /// Deletes a key; whether there was one.
    @discardableResult
    func delete(_ key: ByteView, event: StaticString = "del") -> Bool {
        guard let entry = live(key) else { return false }
        remove(entry, event: event)
        return true
    }

    /// Deletes a key and reports it as `event`.
    ///
    /// `changes` is zero where what emptied a collection has been counted already.
    func remove(
        _ entry: Entry, event: StaticString, _ eventClass: EventClass = .generic, changes: Int = 1
    ) {
        database.unlink(entry)
        modified(entry.key, event, eventClass, changes: changes)
        engine.release(entry)
    }

    /// Deletes a key without an event: something is stored in its place, or its event was reported already.
    func discard(_ entry: Entry) {
        database.unlink(entry)
        engine.release(entry)
    }

    // MARK: Reporting changes

    /// Reports what a command did to a key without changing what it holds, for those who watch or track it: counts
    /// the changes and publishes the event.
    ///
    /// Redis takes it so with what becomes of a stream's groups.
    func noted(_ key: ByteView, _ event: StaticString, _ eventClass: EventClass, changes: Int = 1) {
        engine.counters.value.dirty &+= changes
        if engine.state.value.isObserved { engine.publish(event, eventClass, key, in: client.databaseIndex) }
    }

    /// Says that there is a key where there was none, which comes before what a command did to it.
    func noteNew(_ key: ByteView, _ kind: ValueKind) {
        noteNew(key, kind, in: client.databaseIndex)
    }

    /// Reports what a command did to a key: counts the changes and publishes the event.
    ///
    /// Called once per key, inside the door that changed it. `changes` counts as Redis's dirty counter does.
    func modified(_ key: ByteView, _ event: StaticString, _ eventClass: EventClass, changes: Int = 1) {
        engine.counters.value.dirty &+= changes
        engine.signal(event, eventClass, key, in: client.databaseIndex)
    }

    /// Reports a change that has no event, which only those who watch or track the key hear of (PFCOUNT).
    func modifiedSilently(_ key: ByteView) {
        engine.counters.value.dirty &+= 1
        engine.signalSilently(key, in: client.databaseIndex)
    }
}
