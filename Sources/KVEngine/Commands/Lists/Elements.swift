// LLEN, LINDEX and LSET: how many elements, and one of them by its index.

import RESP

extension Command {
    static let llen = Command(
        "llen", arity: 2, [.readonly, .fast], keys: .first([.ro]),
        docs: Docs(
            .list, since: "1.0.0", "Returns the number of elements of a list.", complexity: "O(1)",
            syntax: "key")
    ) { call throws(RedisError) in
        let list = try call.read(call.key(), as: ListValue.self)
        call.reply.integer(list?.count ?? 0)
    }

    /// Error order: the key, then the index.
    static let lindex = Command(
        "lindex", arity: 3, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .list, since: "1.0.0", "Returns the element at an index of a list.",
            complexity: "O(N) in the distance from the nearer end, O(1) at the ends",
            syntax: "key index:integer")
    ) { call throws(RedisError) in
        guard let list = try call.read(call.key(), as: ListValue.self) else { return call.reply.null() }
        guard let place = list.place(of: try call.integer()), let element = list.elements.element(at: place)
        else { return call.reply.null() }
        call.reply.bulk(element)
    }

    /// Error order: the key, then the index.
    static let lset = Command(
        "lset", arity: 4, [.write, .denyOOM], keys: .first([.rw, .update]),
        docs: Docs(
            .list, since: "1.0.0", "Replaces the element at an index of a list.",
            complexity: "O(N) in the distance from the nearer end, O(1) at the ends",
            syntax: "key index:integer element")
    ) { call throws(RedisError) in
        let key = try call.key()
        let (index, element) = (try call.bytes(), try call.bytes())
        let found: Void? = try call.change(key, as: ListValue.self) { list throws(RedisError) in
            guard let index = IntegerText.parse(index) else { throw .notAnInteger }
            guard let place = list.place(of: index) else { throw .indexOutOfRange }
            list.elements.set(at: place, to: element)
            call.modified(key, "lset", .list)
        }
        guard found != nil else { throw .noSuchKey }
        call.reply.ok()
    }
}
