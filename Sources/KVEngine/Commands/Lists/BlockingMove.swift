// BLMOVE and BRPOPLPUSH: LMOVE and RPOPLPUSH that wait when there is no source.

import RESP

extension Command {
    /// Error order: both ends, the timeout, then as LMOVE.
    static let blmove = Command(
        "blmove", arity: 6, [.write, .denyOOM, .noscript, .blocking],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.rw, .insert])],
        docs: Docs(
            .list, since: "6.2.0",
            "Moves an element from one list's end to another's and returns it, waiting for one.",
            complexity: "O(1)",
            syntax: """
                source:key destination:key wherefrom:(LEFT|RIGHT) whereto:(LEFT|RIGHT) timeout:double
                """)
    ) { call throws(RedisError) in
        call.next = 3
        let (from, to) = (try call.listEnd(), try call.listEnd())
        try call.takeOrBlock(.move(from: from, to: to), from: 1..<2, until: call.deadline(call.argument(5)))
    }

    /// Error order: the timeout, then as RPOPLPUSH.
    static let brpoplpush = Command(
        "brpoplpush", arity: 4, [.write, .denyOOM, .noscript, .blocking],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.rw, .insert])],
        docs: Docs(
            .list, since: "2.2.0",
            "Moves a list's last element to the left of another and returns it, waiting for one.",
            complexity: "O(1)", status: .deprecated(since: "6.2.0", by: "`BLMOVE` from `RIGHT` to `LEFT`"),
            history: ["6.0.0": "Timeouts in fractions of a second."],
            syntax: "source:key destination:key timeout:double")
    ) { call throws(RedisError) in
        let deadline = try call.deadline(call.argument(3))
        try call.takeOrBlock(.move(from: .right, to: .left), from: 1..<2, until: deadline)
    }
}

extension Call {
    /// Moves what has been waited for; those who follow are told the command that does not wait.
    func moveAwaited(_ key: ByteView, _ from: ListEnd, _ to: ListEnd) throws(RedisError) -> Bool {
        let destination = argument(2)
        guard try moveElement(key, from, to: destination, to) else { return false }
        if engine.table.rows[id].arity == 6 {
            propagate(
                [.text("LMOVE"), .bytes(key), .bytes(destination), .bytes(argument(3)), .bytes(argument(4))])
        } else {
            propagate([.text("RPOPLPUSH"), .bytes(key), .bytes(destination)])
        }
        return true
    }
}
