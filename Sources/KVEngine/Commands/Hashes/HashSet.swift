// HSET, HMSET and HSETNX: fields into a hash.

import RESP

extension Command {
    private static let fieldKeys = [KeySpec].first([.rw, .update])

    static let hset = Command(
        "hset", arity: -4, [.write, .denyOOM, .fast], keys: fieldKeys,
        docs: Docs(
            .hash, since: "2.0.0", "Sets fields of a hash, which is created when missing.",
            complexity: "O(N) in the number of fields set, O(1) for each",
            history: ["4.0.0": "Several fields in one request."],
            syntax: "key field_value:(field value)...")
    ) { call throws(RedisError) in
        let added = try setFields(&call)
        call.reply.integer(added)
    }

    static let hmset = Command(
        "hmset", arity: -4, [.write, .denyOOM, .fast], keys: fieldKeys,
        docs: Docs(
            .hash, since: "2.0.0", "Sets fields of a hash, as HSET does, and answers OK.",
            complexity: "O(N) in the number of fields set",
            status: .deprecated(since: "4.0.0", by: "`HSET`, which takes several fields"),
            syntax: "key field_value:(field value)...")
    ) { call throws(RedisError) in
        _ = try setFields(&call)
        call.reply.ok()
    }

    /// Sets the fields not yet read; returns how many of them are new.
    ///
    /// - Throws: an arity error when a field has no value, before the key is looked at.
    private static func setFields(_ call: inout Call) throws(RedisError) -> Int {
        guard call.argumentCount.isMultiple(of: 2) else { throw .wrongArity(of: call.commandName) }
        let key = try call.key()
        return try call.update(key, as: HashValue.self) { hash in
            var (added, index) = (0, call.next)
            while index < call.argumentCount {
                if hash.set(call.argument(index), to: call.argument(index &+ 1)) { added &+= 1 }
                index &+= 2
            }
            call.modified(key, "hset", .hash, changes: call.remaining / 2)
            return added
        }
    }

    static let hsetnx = Command(
        "hsetnx", arity: 4, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: Docs(
            .hash, since: "2.0.0", "Sets a field of a hash unless it is there.", complexity: "O(1)",
            syntax: "key field value")
    ) { call throws(RedisError) in
        let key = try call.key()
        let (field, value) = (try call.bytes(), try call.bytes())
        let isNew = try call.update(key, as: HashValue.self) { hash in
            guard !hash.contains(field) else { return false }
            hash.set(field, to: value)
            call.modified(key, "hset", .hash)
            return true
        }
        call.reply.integer(isNew ? 1 : 0)
    }
}
