// What SELECT, COPY and MOVE share: naming a database by number, and reaching a key in another one.

import RESP

extension Call {
    /// The next argument as the number of a database.
    mutating func databaseIndex() throws(RedisError) -> Int {
        let number = try integer()
        guard Int32(exactly: number) != nil else { throw .notAnInt32 }
        guard let index = Int(exactly: number), engine.databases.indices.contains(index) else {
            throw .databaseOutOfRange
        }
        return index
    }

    /// The entry of a key in any database; one that has expired is removed.
    func live(_ key: ByteView, in index: Int) -> Entry? {
        let database = engine.databases[index]
        guard let entry = database.keys.find(key) else { return nil }
        guard database.isDue(entry, now: now) else { return entry }
        engine.expire(entry, in: database, index)
        return nil
    }

    /// Says what a command did to a key of any database, and counts one change.
    func modified(_ key: ByteView, _ event: StaticString, in index: Int) {
        engine.counters.value.dirty &+= 1
        engine.signal(event, .generic, key, in: index)
    }

    /// Says that a database has a key that it had not.
    func noteNew(_ key: ByteView, _ kind: ValueKind, in index: Int) {
        if engine.state.value.isObserved { engine.noteNew(key, kind, in: index) }
    }
}

extension Engine {
    /// Tells those who wait for a new key, and publishes it.
    fileprivate func noteNew(_ key: ByteView, _ kind: ValueKind, in index: Int) {
        noteReady(key, kind, in: index)
        notify("new", .new, key, in: index)
    }
}

extension RedisError {
    /// A number is no 32-bit integer.
    static var notAnInt32: RedisError {
        RedisError("ERR value is out of range, value must between -2147483648 and 2147483647")
    }

    /// A key is to be moved or copied onto itself.
    static var sameObject: RedisError { RedisError("ERR source and destination objects are the same") }
}
