// The doors for strings. A string lives in its entry, so storing one may put another entry in the place of the
// first; only what is here does that, and keeps the table, the deadlines and the memory accounts in step.

import RESP

extension Call {
    // MARK: Storing

    /// Stores a string at a key, whatever was there; a number is kept as one. The entry is valid until the key
    /// changes.
    ///
    /// - Complexity: O(`value.count`).
    @discardableResult
    func setString(_ key: ByteView, to value: ByteView, _ deadline: DeadlineChange = .clear) -> Entry {
        let place = database.keys.place(of: key)
        guard let old = place.node else {
            let entry = Entry.make(key: key, string: value)
            add(entry, at: place)
            apply(deadline, to: entry)
            return entry
        }
        if removeIfDue(old) { return setString(key, to: value, deadline) }
        let accounted = old.memoryUsage
        if old.representation == .object { engine.dispose(of: old.takeObject()) }
        let entry =
            if let number = IntegerText.parse(value) { old.holding(number) } else { old.settingString(value) }
        if entry != old { database.replace(old, at: place, with: entry) }
        database.account(entry.memoryUsage - accounted)
        touch(entry)
        apply(deadline, to: entry)
        return entry
    }

    /// Changes the number at a key, or stores one at a missing key; the deadline stays.
    func setInteger(_ key: ByteView, _ existing: Entry?, to value: Int64) {
        guard let existing else {
            let entry = Entry.make(key: key).holding(value)
            return add(entry, at: database.keys.place(of: key))
        }
        if existing.representation == .integer {
            existing.integer = value
        } else {
            edit(existing) { $0.holding(value) }
        }
    }

    /// Changes the string at a key, or stores one at a missing key; the deadline stays, and text that looks like
    /// a number stays text.
    func setText(_ key: ByteView, _ existing: Entry?, to text: ByteView) {
        guard let existing else {
            let entry = Entry.make(key: key, room: Entry.room(for: text.count)).settingString(text)
            return add(entry, at: database.keys.place(of: key))
        }
        edit(existing) { $0.settingString(text) }
    }

    /// Overwrites or extends the string of an entry from `offset` on: APPEND and SETRANGE.
    ///
    /// `view` may not point into the entry, and the entry may not be used any more.
    func overwrite(_ entry: Entry, at offset: Int, with view: ByteView) {
        edit(entry) { $0.overwriting(at: offset, with: view) }
    }

    /// Stores zero bytes up to `offset` and then `view` at a missing key: SETRANGE.
    @discardableResult
    func setPadded(_ key: ByteView, at offset: Int, with view: ByteView) -> Entry {
        // With this room the entry need not move.
        let empty = Entry.make(key: key, room: Entry.room(for: offset + view.count))
        empty.setInline(.empty, raw: true)
        let entry = empty.overwriting(at: offset, with: view)
        add(entry, at: database.keys.place(of: key))
        return entry
    }

    // MARK: Pieces

    func add(_ entry: Entry, at place: HashTable<Entry>.Place) {
        engine.markNew(entry)
        database.insert(entry, at: place)
        noteNew(entry.key, .string)
    }

    /// Changes the string of an entry, which may move; the entry that holds the result.
    @discardableResult
    func edit(_ entry: Entry, _ change: (Entry) -> Entry) -> Entry {
        let accounted = entry.memoryUsage
        let result = change(entry)
        if result != entry { database.replace(entry, with: result) }
        database.account(result.memoryUsage - accounted)
        return result
    }

    func apply(_ change: DeadlineChange, to entry: Entry) {
        switch change {
        case .keep: break
        case .clear: database.clearDeadline(of: entry)
        case .set(let deadline): database.setDeadline(of: entry, to: deadline)
        }
    }

    // MARK: Limits

    /// Refuses a string that would be longer than `proto-max-bulk-len`.
    func checkLength(_ present: Int, adding count: Int) throws(RedisError) {
        let (total, overflow) = present.addingReportingOverflow(count)
        if overflow || total > engine.settings.longestString { throw .stringTooLong }
    }
}
