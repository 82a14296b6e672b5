// LRANGE and LTRIM: a stretch of a list, read or kept.

import RESP

extension Command {
    /// Error order: both indices, then the key.
    static let lrange = Command(
        "lrange", arity: 4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .list, since: "1.0.0", "Returns the elements between two indices of a list.",
            complexity: "O(S+N) for N elements, S of them away from the nearer end",
            syntax: "key start:integer stop:integer")
    ) { call throws(RedisError) in
        let key = try call.key()
        let (start, stop) = (try call.integer(), try call.integer())
        guard let list = try call.read(key, as: ListValue.self) else { return call.reply.array(0) }
        let places = Range(from: start, through: stop, in: list.count)
        call.reply.array(places.count)
        list.elements.appendBulks(in: places, to: call.reply.buffer)
    }

    /// Error order: both indices, then the key. A list that stays as it is has changed all the same, for
    /// those who watch it.
    static let ltrim = Command(
        "ltrim", arity: 4, [.write], keys: .first([.rw, .delete]),
        docs: Docs(
            .list, since: "1.0.0", "Keeps the elements between two indices of a list and removes the others.",
            complexity: "O(N) in the number of elements removed",
            syntax: "key start:integer stop:integer")
    ) { call throws(RedisError) in
        let key = try call.key()
        let (start, stop) = (try call.integer(), try call.integer())
        _ = try call.change(key, as: ListValue.self) { list in
            let before = list.count
            list.elements.trim(to: Range(from: start, through: stop, in: before))
            call.modified(key, "ltrim", .list, changes: before - list.count)
        }
        call.reply.ok()
    }
}
