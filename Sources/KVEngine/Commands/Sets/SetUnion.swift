// SUNION and SUNIONSTORE, SDIFF and SDIFFSTORE: the members of any of the sets, and those of the first alone.
// Both build the result as a set before they answer: it is what takes doubles out, and the order of a reply
// that holds integers only comes from it.

import RESP

extension Command {
    private static var cost: StaticString {
        "O(N) in the number of members of all sets together"
    }

    private static let storeKeys: [KeySpec] = [.at(1, [.ow, .update]), .from(2, [.ro, .access])]

    static let sunion = Command(
        "sunion", arity: -2, [.readonly], keys: .all([.ro, .access]),
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .set, since: "1.0.0", "Returns the members that any of the sets has.", complexity: cost,
            syntax: "key...")
    ) { call throws(RedisError) in
        let result = try union(&call)
        call.reply.members(of: result)
    }

    static let sunionstore = Command(
        "sunionstore", arity: -3, [.write, .denyOOM], keys: storeKeys,
        docs: Docs(
            .set, since: "1.0.0", "Stores the members that any of the sets has in another set.",
            complexity: cost, syntax: "destination:key key...")
    ) { call throws(RedisError) in
        let destination = try call.key()
        let result = try union(&call)
        call.storeSet(result, at: destination, event: "sunionstore")
    }

    static let sdiff = Command(
        "sdiff", arity: -2, [.readonly], keys: .all([.ro, .access]),
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .set, since: "1.0.0", "Returns the members of the first set that no other one has.",
            complexity: cost, syntax: "key...")
    ) { call throws(RedisError) in
        let result = try difference(&call)
        call.reply.members(of: result)
    }

    static let sdiffstore = Command(
        "sdiffstore", arity: -3, [.write, .denyOOM], keys: storeKeys,
        docs: Docs(
            .set, since: "1.0.0", "Stores the members of the first set that no other one has.",
            complexity: cost, syntax: "destination:key key...")
    ) { call throws(RedisError) in
        let destination = try call.key()
        let result = try difference(&call)
        call.storeSet(result, at: destination, event: "sdiffstore")
    }

    /// The union of the sets at all keys not yet read.
    private static func union(_ call: inout Call) throws(RedisError) -> SetValue {
        let result = call.makeSet()
        SetAlgebra.union(try call.readSets(call.remaining).compactMap(\.self), into: result)
        return result
    }

    /// What the set at the next key has and those at the keys after it have not.
    private static func difference(_ call: inout Call) throws(RedisError) -> SetValue {
        let result = call.makeSet()
        let sets = try call.readSets(call.remaining)
        if let first = sets.first ?? nil {
            let others = sets.dropFirst().compactMap(\.self)
            SetAlgebra.difference(first, minus: others, into: result)
        }
        return result
    }
}
