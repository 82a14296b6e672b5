// HRANDFIELD: random fields of a hash, with their values if wanted. A positive count asks for different ones, a
// negative count for as many draws, which may repeat.

import RESP

extension Command {
    /// Error order: the count, too many arguments or a word other than WITHVALUES, the count again (it has to
    /// leave room for twice as many elements), the key.
    static let hrandfield = Command(
        "hrandfield", arity: -2, [.readonly], keys: .first([.ro, .access]), tips: ["nondeterministic_output"],
        docs: Docs(
            .hash, since: "6.2.0", "Returns random fields of a hash.",
            complexity: "O(N) in the number of fields drawn",
            syntax: "key [options:(count:integer [WITHVALUES])]")
    ) { call throws(RedisError) in
        let key = try call.key()
        if call.remaining > 0 { return try chooseFields(&call, key) }
        let hash = try call.read(key, as: HashValue.self)
        if let pair = hash?.random(using: &call.engine.random.value) {
            call.reply.bulk(pair.field)
        } else {
            call.reply.null()
        }
    }

    private static func chooseFields(_ call: inout Call, _ key: ByteView) throws(RedisError) {
        let count = try call.signedCount()
        let withValues = call.accept("withvalues")
        guard call.remaining == 0 else { throw .syntax }
        if withValues, count.magnitude > UInt64(Int64.max / 2) { throw .valueOutOfRange }
        guard let hash = try call.read(key, as: HashValue.self) else { return call.reply.array(0) }
        let wanted = count < 0 ? Int(-count) : Int(min(count, Int64(hash.count)))
        let writer = FieldWriter(reply: call.reply, withValues: withValues)
        writer.head(wanted)
        if count < 0 {
            try call.repeatReply(wanted) {
                if let pair = hash.random(using: &call.engine.random.value) { writer.write(pair) }
            }
        } else if wanted == hash.count {
            hash.forEach { writer.write($0) }
        } else {
            hash.choose(wanted, using: &call.engine.random.value) { writer.write($0) }
        }
    }
}

/// Writes fields, alone or with their values: in pairs to a client that speaks RESP3, flat to others.
private struct FieldWriter {
    let reply: ReplyWriter
    let withValues: Bool

    func head(_ count: Int) {
        reply.array(withValues && !reply.isRESP3 ? count * 2 : count)
    }

    func write(_ pair: HashValue.Pair) {
        if withValues, reply.isRESP3 { reply.array(2) }
        reply.bulk(pair.field)
        if withValues { reply.bulk(pair.value) }
    }
}
