// LPOP and RPOP, for one element or several; LMPOP, which looks for a list that has some.

import RESP

extension Command {
    static let lpop = Command(
        "lpop", arity: -2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        docs: popDocs("Removes and returns elements at the left of a list.")
    ) { call throws(RedisError) in try pop(&call, at: .left) }

    static let rpop = Command(
        "rpop", arity: -2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        docs: popDocs("Removes and returns elements at the right of a list.")
    ) { call throws(RedisError) in try pop(&call, at: .right) }

    private static func popDocs(_ summary: StaticString) -> Docs {
        Docs(
            .list, since: "1.0.0", summary, complexity: "O(N) in the number of elements removed",
            history: ["6.2.0": "Argument count."], syntax: "key [count:integer@6.2.0]")
    }

    /// Error order: too many arguments, then the count, then the key.
    private static func pop(_ call: inout Call, at end: ListEnd) throws(RedisError) {
        guard call.argumentCount <= 3 else { throw .wrongArity(of: call.commandName) }
        let key = try call.key()
        if call.remaining > 0 { return try popSeveral(&call, key, at: end) }
        let found: Void? = try call.change(key, as: ListValue.self) { list in
            list.pop(at: end) { call.reply.bulk($0) }
            call.modified(key, end.popEvent, .list)
        }
        if found == nil { call.reply.null() }
    }

    private static func popSeveral(
        _ call: inout Call, _ key: ByteView, at end: ListEnd
    ) throws(RedisError) {
        let limit = try call.natural(or: .notPositive)
        if try !call.popElements(upTo: limit, of: key, at: end) { call.reply.nullArray() }
    }
}

extension Call {
    /// Answers with the key and an element popped from it; false, without an answer, when there is no list.
    func popElement(of key: ByteView, at end: ListEnd) throws(RedisError) -> Bool {
        let found: Void? = try change(key, as: ListValue.self) { list in
            reply.array(2)
            reply.bulk(key)
            list.pop(at: end) { reply.bulk($0) }
            modified(key, end.popEvent, .list)
            propagate([.text(end.popCommand), .bytes(key)])
        }
        return found != nil
    }

    /// Answers with up to `limit` elements popped from a key; false, without an answer, when there is no list.
    func popElements(
        upTo limit: Int64, of key: ByteView, at end: ListEnd, named: Bool = false
    ) throws(RedisError) -> Bool {
        let found: Void? = try change(key, as: ListValue.self) { list in
            if named {
                reply.array(2)
                reply.bulk(key)
            }
            let taken = list.pop(upTo: limit, at: end, into: reply)
            guard taken > 0 else { return }
            modified(key, end.popEvent, .list, changes: taken)
            if named { propagate([.text(end.popCommand), .bytes(key), .number(Int64(taken))]) }
        }
        return found != nil
    }
}

extension Command {
    static let lmpop = Command(
        "lmpop", arity: -4, [.write, .movableKeys], keys: [.counted(at: 1, [.rw, .access, .delete])],
        docs: Docs(
            .list, since: "7.0.0",
            "Removes and returns elements of the first list among several that has any.",
            complexity: "O(N+M) for N keys and M elements removed",
            syntax: "numkeys:integer key... where:(LEFT|RIGHT) [COUNT count:integer]")
    ) { call throws(RedisError) in
        let options = try MultiPopOptions(&call) { call throws(RedisError) in try call.listEnd() }
        for index in options.keys {
            let key = call.argument(index)
            if try call.popElements(upTo: options.limit, of: key, at: options.end, named: true) { return }
        }
        call.reply.nullArray()
    }
}
