// SPOP: random members out of a set. One is taken in constant time. Several are taken one by one, unless few
// remain: then those few are moved to a new set, and all others are answered at once.

import RESP

extension Command {
    /// Error order: too many arguments, then the count, then the key.
    static let spop = Command(
        "spop", arity: -2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        tips: ["nondeterministic_output"],
        docs: Docs(
            .set, since: "1.0.0", "Removes and returns random members of a set.",
            complexity: "O(N) in the number of members removed, O(1) for one",
            history: ["3.2.0": "Argument count."],
            syntax: "key [count:integer@3.2.0]")
    ) { call throws(RedisError) in
        guard call.argumentCount <= 3 else { throw .syntax }
        let key = try call.key()
        if call.remaining > 0 { return try popSeveral(&call, key) }
        let found: Void? = try call.change(key, as: SetValue.self) { set in
            set.popRandom(using: &call.engine.random.value) { member in
                call.reply.bulk(member)
                call.propagate(removalOf: member, from: key)
            }
            call.modified(key, "spop", .set)
        }
        if found == nil { call.reply.null() }
    }

    private static func popSeveral(_ call: inout Call, _ key: ByteView) throws(RedisError) {
        let count = try call.natural(or: .notPositive)
        let found: Void? = try call.change(key, as: SetValue.self) { set in
            guard count > 0 else { return call.reply.set(0) }
            let taken = Int(min(count, Int64(set.count)))
            call.pop(taken, from: set, key)
            call.modified(key, "spop", .set, changes: taken)
        }
        if found == nil { call.reply.set(0) }
    }
}

extension Call {
    /// How many times more members must go than stay before those that stay are moved.
    private static var moveRatio: Int { 5 }

    /// Answers with `count` random members, which are removed from the set at a key.
    fileprivate func pop(_ count: Int, from set: SetValue, _ key: ByteView) {
        let rest = set.count - count
        if rest == 0 {
            popAll(from: set)
            propagate([.text("DEL"), .bytes(key)])
        } else if rest > count / Call.moveRatio {
            reply.set(count)
            for _ in 0..<count {
                set.popRandom(using: &engine.random.value) { member in
                    reply.bulk(member)
                    propagate(removalOf: member, from: key)
                }
            }
        } else {
            let kept = set.emptyTwin()
            for _ in 0..<rest { set.popRandom(using: &engine.random.value) { kept.insert($0) } }
            reply.set(count)
            set.forEachMember { member in
                reply.bulk(member)
                propagate(removalOf: member, from: key)
            }
            set.adopt(kept)
        }
    }

    /// Tells those who follow which member has gone.
    fileprivate func propagate(removalOf member: SetMember, from key: ByteView) {
        guard engine.isPropagating else { return }
        member.withBytes { propagate([.text("SREM"), .bytes(key), .bytes($0)]) }
    }

    /// Answers with all members as the union of one set, which Redis counts as a hit.
    private func popAll(from set: SetValue) {
        engine.counters.value.keyspaceHits &+= 1
        let all = set.emptyTwin()
        SetAlgebra.union([set], into: all)
        reply.members(of: all)
        set.adopt(set.emptyTwin())
    }
}
