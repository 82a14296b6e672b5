// SRANDMEMBER: random members of a set that stay in it. A positive count asks for different ones, a negative
// count for as many draws, which may repeat.

import RESP

extension Command {
    /// Error order: too many arguments, then the count, then the key.
    static let srandmember = Command(
        "srandmember", arity: -2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output"],
        docs: Docs(
            .set, since: "1.0.0", "Returns random members of a set.",
            complexity: "O(N) in the number of members drawn, O(1) for one",
            history: ["2.6.0": "Argument count."],
            syntax: "key [count:integer@2.6.0]")
    ) { call throws(RedisError) in
        guard call.argumentCount <= 3 else { throw .syntax }
        let key = try call.key()
        if call.remaining > 0 { return try chooseSeveral(&call, key) }
        let set = try call.read(key, as: SetValue.self)
        if let member = set?.random(using: &call.engine.random.value) {
            call.reply.bulk(member)
        } else {
            call.reply.null()
        }
    }

    private static func chooseSeveral(_ call: inout Call, _ key: ByteView) throws(RedisError) {
        let count = try call.signedCount()
        guard let set = try call.read(key, as: SetValue.self) else { return call.reply.array(0) }
        if count < 0 {
            call.reply.array(Int(-count))
            try call.repeatReply(Int(-count)) {
                if let member = set.random(using: &call.engine.random.value) { call.reply.bulk(member) }
            }
        } else if count >= set.count {
            call.reply.array(set.count)
            set.forEachMember { call.reply.bulk($0) }
        } else {
            call.reply.array(Int(count))
            set.choose(Int(count), using: &call.engine.random.value) { call.reply.bulk($0) }
        }
    }
}

extension Call {
    /// The next argument as a count of random elements, where a negative one means that they may repeat.
    mutating func signedCount() throws(RedisError) -> Int64 {
        let count = try integer()
        guard count != .min else { throw .countOutOfRange }
        return count
    }

    /// The fewest bytes that an element takes in a reply.
    private static var leastElement: Int { 6 }

    /// Runs `body`, which answers with an element, `count` times, as long as the reply is no longer than a string
    /// may be: nothing but the count says how much memory it takes.
    ///
    /// - Throws: `ERR value is out of range`; the elements written are taken back.
    func repeatReply(_ count: Int, _ body: () -> Void) throws(RedisError) {
        let (start, limit) = (reply.buffer.count, engine.settings.longestString)
        guard count <= limit / Call.leastElement else { throw .valueOutOfRange }
        for _ in 0..<count {
            body()
            guard reply.buffer.count - start <= limit else { throw .valueOutOfRange }
        }
    }
}
