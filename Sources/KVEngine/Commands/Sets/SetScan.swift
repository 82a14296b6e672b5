// SSCAN: the members of a set, some at a time.

import RESP

extension Command {
    /// Error order: the cursor, the key (a missing one ends it), the options.
    static let sscan = Command(
        "sscan", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .set, since: "2.8.0", "Iterates over the members of a set.",
            complexity: """
                O(1) for every call. O(N) for a complete iteration, including enough command calls for the \
                cursor to return back to 0. N is the number of elements inside the collection..
                """,
            syntax: "key cursor:integer [MATCH pattern] [COUNT count:integer]")
    ) { call throws(RedisError) in
        let key = try call.key()
        let cursor = try ScanOptions.cursor(&call)
        guard let set = try call.read(key, as: SetValue.self) else {
            return call.reply.scanHead(cursor: 0, elements: 0)
        }
        let (next, found) = set.scan(cursor, try ScanOptions(&call))
        call.reply.scanHead(cursor: next, elements: found.count)
        for member in found { call.reply.bulk(member) }
    }
}

extension SetValue {
    /// The members at a cursor that fit the options, and the next cursor; integers come all at once.
    fileprivate func scan(_ cursor: UInt64, _ options: ScanOptions) -> (next: UInt64, found: [SetMember]) {
        var found: [SetMember] = []
        switch form {
        case .table(let table):
            let next = options.walk(table, from: cursor) { node in
                if options.matches(node.key) { found.append(.bytes(node.key)) }
            }
            return (next, found)
        case .integers:
            forEachMember { member in
                if member.withBytes({ options.matches($0) }) { found.append(member) }
            }
            return (0, found)
        }
    }
}
