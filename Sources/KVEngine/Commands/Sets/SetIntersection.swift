// SINTER, SINTERCARD and SINTERSTORE, and SMEMBERS, which is the intersection of one set.

import RESP

extension Command {
    private static var cost: StaticString {
        "O(N*M) at worst, for M sets of which the smallest has N members"
    }

    static let smembers = Command(
        "smembers", arity: 2, [.readonly], keys: .first([.ro, .access]),
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .set, since: "1.0.0", "Returns all members of a set.",
            complexity: "O(N) in the number of members", syntax: "key")
    ) { call throws(RedisError) in
        guard let set = try call.read(try call.key(), as: SetValue.self) else { return call.reply.set(0) }
        call.reply.members(of: set)
    }

    static let sinter = Command(
        "sinter", arity: -2, [.readonly], keys: .all([.ro, .access]),
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .set, since: "1.0.0", "Returns the members that all the sets have.", complexity: cost,
            syntax: "key...")
    ) { call throws(RedisError) in
        var found: [SetMember] = []
        if let sets = try call.readExistingSets(call.remaining) {
            SetAlgebra.intersection(sets) { member in
                found.append(member)
                return true
            }
        }
        call.reply.set(found.count)
        for member in found { call.reply.bulk(member) }
    }

    static let sinterstore = Command(
        "sinterstore", arity: -3, [.write, .denyOOM],
        keys: [.at(1, [.rw, .update]), .from(2, [.ro, .access])],
        docs: Docs(
            .set, since: "1.0.0", "Stores the members that all the sets have in another set.",
            complexity: cost, syntax: "destination:key key...")
    ) { call throws(RedisError) in
        let destination = try call.key()
        let result = call.makeSet()
        if let sets = try call.readExistingSets(call.remaining) {
            SetAlgebra.intersection(sets) { member in
                result.insert(member)
                return true
            }
        }
        call.storeSet(result, at: destination, event: "sinterstore")
    }

    /// Error order: the number of keys, the options, the keys.
    static let sintercard = Command(
        "sintercard", arity: -3, [.readonly, .movableKeys], keys: [.counted(at: 1, [.ro, .access])],
        docs: Docs(
            .set, since: "7.0.0", "Counts the members that all the sets have, up to a limit.",
            complexity: cost, syntax: "numkeys:integer key... [LIMIT limit:integer]")
    ) { call throws(RedisError) in
        let (keys, limit) = try intersectionLimit(&call)
        var count = 0
        if let sets = try call.readExistingSets(keys) {
            SetAlgebra.intersection(sets) { _ in
                count += 1
                return count != limit
            }
        }
        call.reply.integer(count)
    }

    /// Reads SINTERCARD's number of keys and its limit (0 for none), and goes back to the first key.
    private static func intersectionLimit(
        _ call: inout Call
    ) throws(RedisError) -> (keys: Int, limit: Int64) {
        let keys = try call.positive(or: .keyCountNotPositive)
        guard keys <= call.remaining else {
            throw RedisError("ERR Number of keys can't be greater than number of args")
        }
        let firstKey = call.next
        var limit: Int64 = 0
        call.next += Int(keys)
        while call.remaining > 0 {
            guard call.accept("limit"), call.remaining > 0 else { throw .syntax }
            limit = try call.natural(or: .negativeLimit)
        }
        call.next = firstKey
        return (Int(keys), limit)
    }
}

extension Call {
    /// The sets at the next `count` keys; nil when any of them is missing, for then they share nothing.
    fileprivate mutating func readExistingSets(_ count: Int) throws(RedisError) -> [SetValue]? {
        let sets = try readSets(count)
        let existing = sets.compactMap(\.self)
        return existing.count == sets.count ? existing : nil
    }
}
