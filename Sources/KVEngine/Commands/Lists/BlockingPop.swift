// BLPOP, BRPOP and BLMPOP: LPOP, RPOP and LMPOP that wait when there is no list.

import RESP

extension Command {
    static let blpop = Command(
        "blpop", arity: -3, [.write, .noscript, .blocking], keys: .allButLast([.rw, .access, .delete]),
        docs: blockingDocs("Removes and returns a list's leftmost element, waiting for one.")
    ) { call throws(RedisError) in try blockingPop(&call, at: .left) }

    static let brpop = Command(
        "brpop", arity: -3, [.write, .noscript, .blocking], keys: .allButLast([.rw, .access, .delete]),
        docs: blockingDocs("Removes and returns a list's rightmost element, waiting for one.")
    ) { call throws(RedisError) in try blockingPop(&call, at: .right) }

    private static func blockingDocs(_ summary: StaticString) -> Docs {
        Docs(
            .list, since: "2.0.0", summary, complexity: "O(N) in the number of keys",
            history: ["6.0.0": "Timeouts in fractions of a second."], syntax: "key... timeout:double")
    }

    /// Error order: the timeout, then the keys' types up to the first that has elements.
    private static func blockingPop(_ call: inout Call, at end: ListEnd) throws(RedisError) {
        let last = call.argumentCount - 1
        let deadline = try call.deadline(call.argument(last))
        try call.takeOrBlock(.element(end), from: 1..<last, until: deadline)
    }

    /// Error order: as LMPOP, then the timeout, then the keys' types.
    static let blmpop = Command(
        "blmpop", arity: -5, [.write, .blocking, .movableKeys],
        keys: [.counted(at: 2, [.rw, .access, .delete])],
        docs: Docs(
            .list, since: "7.0.0",
            "Removes and returns elements of the first list among several that has any, waiting for one.",
            complexity: "O(N+M) for N keys and M elements removed",
            syntax: "timeout:double numkeys:integer key... where:(LEFT|RIGHT) [COUNT count:integer]")
    ) { call throws(RedisError) in
        let timeout = try call.bytes()
        let options = try MultiPopOptions(&call) { call throws(RedisError) in try call.listEnd() }
        try call.takeOrBlock(
            .elements(options.end, upTo: options.limit), from: options.keys, until: call.deadline(timeout))
    }
}
