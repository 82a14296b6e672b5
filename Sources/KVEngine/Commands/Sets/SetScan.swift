// SSCAN: the members of a set, some at a time.

import RESP

extension Command {
    static let sscan = Command(
        "sscan", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: .scan(.set, "Iterates over the members of a set.")
    ) { call throws(RedisError) in
        guard let (set, cursor, options) = try call.beginScan(of: SetValue.self) else { return }
        let (next, found) = set.scan(cursor, options)
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
