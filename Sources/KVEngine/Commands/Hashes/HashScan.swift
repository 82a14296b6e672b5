// HSCAN: the fields of a hash with their values, some at a time.

import RESP

extension Command {
    /// Error order: the cursor, the key (a missing one ends it), the options.
    static let hscan = Command(
        "hscan", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .hash, since: "2.8.0", "Iterates over the fields of a hash and their values.",
            complexity: """
                O(1) for every call. O(N) for a complete iteration, including enough command calls for the \
                cursor to return back to 0. N is the number of elements inside the collection..
                """,
            syntax: "key cursor:integer [MATCH pattern] [COUNT count:integer]")
    ) { call throws(RedisError) in
        let key = try call.key()
        let cursor = try ScanOptions.cursor(&call)
        guard let hash = try call.read(key, as: HashValue.self) else {
            return call.reply.scanHead(cursor: 0, elements: 0)
        }
        let (next, found) = hash.scan(cursor, try ScanOptions(&call))
        call.reply.scanHead(cursor: next, elements: found.count * 2)
        for pair in found {
            call.reply.bulk(pair.field)
            call.reply.bulk(pair.value)
        }
    }
}

extension HashValue {
    /// The fields at a cursor that fit the options, and the next cursor; packed ones come all at once.
    fileprivate func scan(_ cursor: UInt64, _ options: ScanOptions) -> (next: UInt64, found: [Pair]) {
        var found: [Pair] = []
        switch form {
        case .table(let table):
            let next = options.walk(table, from: cursor) { node in
                if options.matches(node.field) { found.append((node.field, node.value)) }
            }
            return (next, found)
        case .packed:
            forEach { if options.matches($0.field) { found.append($0) } }
            return (0, found)
        }
    }
}
