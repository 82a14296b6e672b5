// RENAME and RENAMENX: gives a key another name. The value is not copied, and its deadline goes with it.

import RESP

extension Command {
    /// Renames a key, replacing whatever has the new name.
    static let rename = Command(
        "rename", arity: 3, [.write], keys: [.at(1, [.rw, .access, .delete]), .at(2, [.ow, .update])],
        docs: Docs(
            .generic, since: "1.0.0", "Renames a key, replacing a key of the new name.", complexity: "O(1)",
            syntax: "key newkey:key")
    ) { call throws(RedisError) in
        _ = try rename(&call, replacing: true)
        call.reply.ok()
    }

    /// Renames a key unless the new name is taken; its own name counts as taken.
    static let renamenx = Command(
        "renamenx", arity: 3, [.write, .fast],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.ow, .insert])],
        docs: Docs(
            .generic, since: "1.0.0", "Renames a key if the new name is free.", complexity: "O(1)",
            history: ["3.2.0": "A key may keep its name: no error."],
            syntax: "key newkey:key")
    ) { call throws(RedisError) in
        call.reply.integer(try rename(&call, replacing: false) ? 1 : 0)
    }

    /// Renames a key; whether it has another name now.
    private static func rename(_ call: inout Call, replacing: Bool) throws(RedisError) -> Bool {
        let (key, newKey) = (try call.key(), try call.key())
        guard let entry = call.lookupForWriting(key) else { throw .noSuchKey }
        guard key != newKey else { return false }
        if let target = call.lookupForWriting(newKey) {
            guard replacing else { return false }
            call.discard(target)
        }
        let deadline = call.database.deadline(of: entry)
        call.database.unlink(entry)
        let renamed = entry.renamed(to: newKey)
        call.database.insert(renamed, deadline: deadline)
        call.noteNew(newKey, renamed.kind)
        call.modified(key, "rename_from", .generic, changes: 0)
        call.modified(newKey, "rename_to", .generic)
        return true
    }
}
