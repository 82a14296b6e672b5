// ZRANDMEMBER: random elements of a sorted set that stay in it. A positive count asks for different ones, a
// negative count for as many draws, which may repeat.

import RESP

extension Command {
    /// Error order: the count, the option, the range of the count with it, then the key.
    static let zrandmember = Command(
        "zrandmember", arity: -2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output"],
        docs: Docs(
            .sortedSet, since: "6.2.0", "Returns random members of a sorted set.",
            complexity: "O(N) in the number of elements drawn",
            syntax: "key [options:(count:integer [WITHSCORES])]")
    ) { call throws(RedisError) in
        let key = try call.key()
        if call.remaining > 0 { return try chooseElements(&call, key) }
        guard let set = try call.read(key, as: SortedSetValue.self) else { return call.reply.null() }
        let rank = call.engine.random.value.below(set.count)
        set.forEach(in: rank..<rank + 1) { member, _ in call.reply.bulk(member) }
    }

    private static func chooseElements(_ call: inout Call, _ key: ByteView) throws(RedisError) {
        let count = try call.signedCount()
        let withScores = call.accept("withscores")
        guard call.remaining == 0 else { throw .syntax }
        // The reply has two items an element, whose number must be within range as well.
        if withScores, count.magnitude > Int64.max.magnitude / 2 { throw .valueOutOfRange }
        guard let set = try call.read(key, as: SortedSetValue.self) else { return call.reply.array(0) }
        try call.sendChoice(count, from: set, withScores: withScores)
    }
}

extension Call {
    /// Answers with elements chosen at random; all of them come from the highest down, as in Redis.
    fileprivate func sendChoice(_ count: Int64, from set: SortedSetValue, withScores: Bool) throws(RedisError)
    {
        if count >= set.count {
            return reply.elements(of: set, in: 0..<set.count, reversed: true, withScores: withScores)
        }
        let wanted = Int(count.magnitude)
        reply.elements(wanted, withScores: withScores)
        if count >= 0 {
            engine.random.value.choose(wanted, of: set.count) { send(set, $0, withScores) }
        } else {
            try repeatReply(wanted) { send(set, engine.random.value.below(set.count), withScores) }
        }
    }

    private func send(_ set: SortedSetValue, _ rank: Int, _ withScores: Bool) {
        set.forEach(in: rank..<rank + 1) { reply.element($0, $1, withScores: withScores) }
    }
}
