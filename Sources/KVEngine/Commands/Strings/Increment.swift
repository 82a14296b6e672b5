// Counters: INCR, INCRBY, DECR, DECRBY, and INCRBYFLOAT for numbers with a point.

import RESP

extension Command {
    static let incr = Command(
        "incr", arity: 2, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "1.0.0", "Adds one to the integer at a key; a missing key counts as 0.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        try increment(&call, try call.key(), by: 1)
    }

    static let decr = Command(
        "decr", arity: 2, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "1.0.0", "Subtracts one from the integer at a key; a missing key counts as 0.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        try increment(&call, try call.key(), by: -1)
    }

    static let incrby = Command(
        "incrby", arity: 3, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "1.0.0", "Adds a number to the integer at a key; a missing key counts as 0.",
            complexity: "O(1)", syntax: "key increment:integer")
    ) { call throws(RedisError) in
        try increment(&call, try call.key(), by: try call.integer())
    }

    static let decrby = Command(
        "decrby", arity: 3, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "1.0.0",
            "Subtracts a number from the integer at a key; a missing key counts as 0.",
            complexity: "O(1)", syntax: "key decrement:integer")
    ) { call throws(RedisError) in
        let (key, amount) = (try call.key(), try call.integer())
        guard amount != .min else { throw RedisError("ERR decrement would overflow") }
        try increment(&call, key, by: -amount)
    }

    private static func increment(_ call: inout Call, _ key: ByteView, by amount: Int64) throws(RedisError) {
        let entry = try call.stringForWriting(key)
        let old: Int64
        if let entry {
            guard let number = StringValue(entry: entry).number else { throw .notAnInteger }
            old = number
        } else {
            old = 0
        }
        let (sum, overflow) = old.addingReportingOverflow(amount)
        guard !overflow else { throw .overflow }
        call.setInteger(key, entry, to: sum)
        call.modified(key, "incrby", .string)
        call.reply.integer(sum)
    }

    /// Adds a number that may have a fraction.
    ///
    /// Error order: the type of the key, the number in it, the number given.
    static let incrbyfloat = Command(
        "incrbyfloat", arity: 3, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .string, since: "2.6.0",
            "Adds a floating-point number to the number at a key; a missing key counts as 0.",
            complexity: "O(1)", syntax: "key increment:double")
    ) { call throws(RedisError) in
        let key = try call.key()
        let entry = try call.stringForWriting(key)
        let old = entry.map { StringValue(entry: $0).withBytes { LongDoubleText.parse($0) } } ?? 0
        guard let old, let amount = LongDoubleText.parse(try call.bytes()) else { throw .notAFloat }
        let sum = old + amount
        guard sum.isFinite else { throw .notANumberOrInfinite }
        LongDoubleText.withSpelling(of: sum) { text in
            call.setText(key, entry, to: text)
            call.modified(key, "incrbyfloat", .string)
            call.propagate([.text("SET"), .bytes(key), .bytes(text), .text("KEEPTTL")])
            call.reply.bulk(text)
        }
    }
}
