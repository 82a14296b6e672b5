// BITFIELD and BITFIELD_RO: numbers of any width up to 64 bits, anywhere in a string.
//
// Source: https://redis.io/commands/bitfield/, https://redis.io/commands/bitfield_ro/

import RESP

extension Command {
    /// Error order: the operations from left to right, of each its word, type, offset and number; the type of the key.
    static let bitfield = Command(
        "bitfield", arity: -2, [.write, .denyOOM],
        keys: [
            .at(
                1, [.rw, .update, .access, .variableFlags],
                notes: "Read only when every operation is a GET.")
        ],
        findingKeys: keysOfBitfield,
        docs: Docs(
            .bitmap, since: "3.2.0", "Reads and changes numbers of any width in the string at a key.",
            complexity: "O(1) for each operation",
            syntax: """
                key [operation:(GET encoding_offset:(encoding offset:integer)|\
                write:([OVERFLOW wrap_sat_fail:(WRAP|SAT|FAIL)] \
                write_operation:(SET encoding_offset_value:(encoding offset:integer value:integer)|\
                INCRBY encoding_offset_increment:(encoding offset:integer increment:integer))))]...
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let operations = try BitFieldOperation.all(&call)
        guard let end = BitFieldOperation.writtenEnd(operations) else {
            return try call.readFields(key, operations)
        }
        try call.changeFields(key, operations, end)
    }

    static let bitfieldReadOnly = Command(
        "bitfield_ro", arity: -2, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .bitmap, since: "6.0.0", "Reads numbers of any width in the string at a key.",
            complexity: "O(1) for each operation",
            syntax: "key [GET encoding_offset:(encoding offset:integer)]...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let operations = try BitFieldOperation.all(&call)
        guard BitFieldOperation.writtenEnd(operations) == nil else {
            throw RedisError("ERR BITFIELD_RO only supports the GET subcommand")
        }
        try call.readFields(key, operations)
    }

    /// The key is only read when every operation is a GET; what is no operation may be anything.
    private static let keysOfBitfield: KeyFinder = { words in
        var index = 2
        while index < words.count {
            let rest = words.count - index - 1
            if words[index].matchesBeforeNUL("get"), rest >= 2 {
                index += 3
            } else if words[index].matchesBeforeNUL("overflow"), rest >= 1 {
                index += 2
            } else {
                return [FoundKey(index: 1, access: [.rw, .access, .update])]
            }
        }
        return [FoundKey(index: 1, access: [.ro, .access])]
    }
}

extension Call {
    fileprivate func readFields(_ key: ByteView, _ operations: [BitFieldOperation]) throws(RedisError) {
        let value = try readString(key)
        reply.array(operations.count)
        guard let value else { return operations.forEach { answer($0, .empty) } }
        value.withBytes { bytes in operations.forEach { answer($0, bytes) } }
    }

    private func answer(_ operation: BitFieldOperation, _ bytes: ByteView) {
        reply.integer(operation.type.number(operation.read(bytes)))
    }

    /// Does the operations on a string that has room for all of them, up to bit `end`.
    fileprivate func changeFields(
        _ key: ByteView, _ operations: [BitFieldOperation], _ end: Int
    ) throws(RedisError) {
        let existing = try stringForWriting(key)
        let count = existing.map { StringValue(entry: $0).count } ?? 0
        let entry = rawString(key, existing, growingTo: (end - 1) >> 3 + 1)
        // A longer string counts as changed by every operation.
        let hasGrown = entry.bytes.count != count
        var changes = 0
        reply.array(operations.count)
        for operation in operations {
            let old = operation.read(entry.bytes)
            guard let (new, answer) = operation.result(replacing: old) else {
                reply.null()
                continue
            }
            reply.integer(operation.type.number(answer))
            guard operation.writes else { continue }
            entry.mutableBytes.write(new, at: operation.offset, width: operation.type.width)
            if hasGrown || new != old { changes += 1 }
        }
        if changes > 0 { modified(key, "setbit", .string, changes: changes) }
    }
}
