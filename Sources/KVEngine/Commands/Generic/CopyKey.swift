// COPY: makes a second key of a key, in this database or another.

import RESP

extension Command {
    /// Copies a key with its deadline.
    ///
    /// Error order: the options from left to right, the two keys being one; then the keys are looked at.
    static let copy = Command(
        "copy", arity: -3, [.write, .denyOOM], keys: [.at(1, [.ro, .access]), .at(2, [.ow, .update])],
        docs: Docs(
            .generic, since: "6.2.0", "Copies a key to another, in the same database or a different one.",
            complexity: "O(N) in the number of elements, O(1) for a string",
            syntax: "source:key destination:key [DB destination-db:integer] [REPLACE]")
    ) { call throws(RedisError) in
        let (source, destination) = (try call.key(), try call.key())
        let options = try CopyOptions(&call)
        guard options.database != call.client.databaseIndex || source != destination else {
            throw .sameObject
        }
        guard let entry = call.lookup(source), call.makeWay(for: destination, options) else {
            return call.reply.integer(0)
        }
        let copy = entry.copied(
            to: destination, settings: call.engine.settings, seed: call.engine.hashSeed)
        call.engine.markNew(copy)
        let deadline = call.database.deadline(of: entry)
        call.engine.databases[options.database].insert(copy, deadline: deadline)
        call.noteNew(destination, copy.kind, in: options.database)
        call.modified(destination, "copy_to", in: options.database)
        call.reply.integer(1)
    }
}

/// DB and REPLACE.
private struct CopyOptions {
    /// The number of the database copied to.
    var database: Int
    var replaces = false

    init(_ call: inout Call) throws(RedisError) {
        database = call.client.databaseIndex
        while call.remaining > 0 {
            if call.accept("replace") {
                replaces = true
            } else if call.remaining > 1, call.accept("db") {
                database = try call.databaseIndex()
            } else {
                throw .syntax
            }
        }
    }
}

extension Call {
    /// Drops a key in the way of a copy; false when it is there to stay.
    fileprivate func makeWay(for key: ByteView, _ options: CopyOptions) -> Bool {
        guard let entry = live(key, in: options.database) else { return true }
        guard options.replaces else { return false }
        engine.databases[options.database].unlink(entry)
        engine.release(entry)
        return true
    }
}
