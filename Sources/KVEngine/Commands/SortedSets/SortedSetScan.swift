// ZSCAN: the elements of a sorted set, some at a time.

import RESP

extension Command {
    static let zscan = Command(
        "zscan", arity: -3, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: .scan(.sortedSet, "Iterates over the members of a sorted set and their scores.")
    ) { call throws(RedisError) in
        guard let (set, cursor, options) = try call.beginScan(of: SortedSetValue.self) else { return }
        switch set.form {
        case .packed(let scores): call.sendAll(scores, options)
        case .indexed(let scores): call.sendSome(scores, from: cursor, options)
        }
    }
}

extension Call {
    /// A packed set comes all at once, in order.
    fileprivate func sendAll(_ scores: PackedScores, _ options: ScanOptions) {
        var found: [(member: ByteView, score: Double)] = []
        _ = scores.walk(in: 0..<scores.count, reversed: false) { member, score in
            if options.matches(member) { found.append((member, score)) }
            return true
        }
        reply.scanHead(cursor: 0, elements: 2 * found.count)
        for (member, score) in found {
            reply.bulk(member)
            reply.bulk(packedScore: score)
        }
    }

    fileprivate func sendSome(_ scores: IndexedScores, from cursor: UInt64, _ options: ScanOptions) {
        var found: [ScoredNode] = []
        let next = options.walk(scores.table, from: cursor) { node in
            if options.matches(node.key) { found.append(node) }
        }
        reply.scanHead(cursor: next, elements: 2 * found.count)
        for node in found {
            reply.bulk(node.key)
            DoubleText.withSpelling(of: node.score) { reply.bulk($0) }
        }
    }
}

extension ReplyWriter {
    /// A score as ZSCAN finds it in a packed set: Redis keeps whole numbers as integers there, and spells them
    /// as such however many digits they have. It is text even in RESP3.
    fileprivate func bulk(packedScore score: Double) {
        if score.magnitude <= 0x1p62, let whole = Int64(exactly: score) { return bulk(decimal: whole) }
        DoubleText.withSpelling(of: score) { bulk($0) }
    }
}
