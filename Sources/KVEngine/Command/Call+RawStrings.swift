// The doors for strings that are bytes and nothing else: bitmaps and HyperLogLogs. Such a string is raw from its first
// change on, a number no longer, and is changed where it is.

import RESP

extension Call {
    /// The string at a key as raw bytes, with zero bytes at its end until there are `count` of them; a missing one is
    /// made of zero bytes. Reports nothing but a new key.
    ///
    /// - Complexity: O(1), or O(n) in the bytes that are added.
    func rawString(_ key: ByteView, _ existing: Entry?, growingTo count: Int) -> Entry {
        guard let existing else {
            return setPadded(key, at: count, with: .empty)
        }
        let present = StringValue(entry: existing).count
        return edit(existing) { $0.overwriting(at: max(present, count), with: .empty) }
    }

    /// Stores a block of bytes at a key as a raw string, whatever was there, and takes it over; a deadline goes.
    func setRaw(_ key: ByteView, to block: StringBlock) {
        guard let old = live(key) else {
            let entry = Entry.make(key: key, room: Entry.room(for: block.count)).holding(block)
            return add(entry, at: database.keys.place(of: key))
        }
        let accounted = old.memoryUsage
        if old.representation == .object { engine.dispose(of: old.takeObject()) }
        let entry = old.holding(block)
        if entry != old { database.replace(old, with: entry) }
        database.account(entry.memoryUsage - accounted)
        touch(entry)
        apply(.clear, to: entry)
    }
}
