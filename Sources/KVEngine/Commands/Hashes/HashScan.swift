// HSCAN: the fields of a hash with their values, some at a time.

import RESP

extension Command {
    static let hscan = Command(
        "hscan", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: .scan(.hash, "Iterates over the fields of a hash and their values.")
    ) { call throws(RedisError) in
        guard let (hash, cursor, options) = try call.beginScan(of: HashValue.self) else { return }
        let (next, found) = hash.scan(cursor, options)
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
