// MOVE: takes a key to another database.

import RESP

extension Command {
    /// Moves a key with its deadline to another database, unless that one has a key of the same name.
    ///
    /// Error order: the number, its range, the two databases being one; then the keys are looked at.
    static let move = Command(
        "move", arity: 3, [.write, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .generic, since: "1.0.0", "Moves a key to another database.", complexity: "O(1)",
            syntax: "key db:integer")
    ) { call throws(RedisError) in
        let (key, target) = (try call.key(), try call.databaseIndex())
        guard target != call.client.databaseIndex else { throw .sameObject }
        guard let entry = call.lookupForWriting(key), call.live(key, in: target) == nil else {
            return call.reply.integer(0)
        }
        let deadline = call.database.deadline(of: entry)
        call.database.unlink(entry)
        call.engine.databases[target].insert(entry, deadline: deadline)
        call.noteNew(key, entry.kind, in: target)
        call.modified(key, "move_from", .generic, changes: 0)
        call.modified(key, "move_to", in: target)
        call.reply.integer(1)
    }
}
