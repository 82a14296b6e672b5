// SADD and SREM: members in and out of a set.

import RESP

extension Command {
    static let sadd = Command(
        "sadd", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: Docs(
            .set, since: "1.0.0", "Adds members to a set, which is created when missing.",
            complexity: "O(N) in the number of members given, O(1) for each",
            history: ["2.4.0": "Several members in one request."],
            syntax: "key member...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let added = try call.update(key, as: SetValue.self) { set in
            var added = 0
            for index in call.next..<call.argumentCount where set.insert(call.argument(index)) { added &+= 1 }
            if added > 0 { call.modified(key, "sadd", .set, changes: added) }
            return added
        }
        call.reply.integer(added)
    }

    static let srem = Command(
        "srem", arity: -3, [.write, .fast], keys: .first([.rw, .delete]),
        docs: Docs(
            .set, since: "1.0.0", "Removes members from a set, which is deleted with its last one.",
            complexity: "O(N) in the number of members given",
            history: ["2.4.0": "Several members in one request."], syntax: "key member...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let removed = try call.change(key, as: SetValue.self) { set in
            var removed = 0
            for index in call.next..<call.argumentCount where set.remove(call.argument(index)) {
                removed &+= 1
            }
            if removed > 0 { call.modified(key, "srem", .set, changes: removed) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }
}
