// SETBIT and GETBIT: one bit of a string.
//
// Source: https://redis.io/commands/setbit/, https://redis.io/commands/getbit/

import RESP

extension Command {
    /// Changes a bit and answers with what it was; zero bytes lead up to one behind the end.
    ///
    /// Error order: the offset, the bit, the type of the key.
    static let setbit = Command(
        "setbit", arity: 4, [.write, .denyOOM], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .bitmap, since: "2.2.0", "Sets or clears a bit of the string at a key, and returns what it was.",
            complexity: "O(1)", syntax: "key offset:integer value:integer")
    ) { call throws(RedisError) in
        let (key, offset) = (try call.key(), try call.bitOffset())
        guard let bit = IntegerText.parse(try call.bytes()), 0...1 ~= bit else { throw .notABit }
        let existing = try call.stringForWriting(key)
        let count = existing.map { StringValue(entry: $0).count } ?? 0
        let entry = call.rawString(key, existing, growingTo: offset >> 3 + 1)
        let old = entry.bytes.number(at: offset, width: 1)
        if entry.bytes.count != count || old != bit {
            entry.mutableBytes.write(UInt64(bit), at: offset, width: 1)
            call.modified(key, "setbit", .string)
        }
        call.reply.integer(Int64(old))
    }

    static let getbit = Command(
        "getbit", arity: 3, [.readonly, .fast], keys: .first([.ro, .access]),
        docs: Docs(
            .bitmap, since: "2.2.0", "Returns a bit of the string at a key; 0 behind its end.",
            complexity: "O(1)", syntax: "key offset:integer")
    ) { call throws(RedisError) in
        let (key, offset) = (try call.key(), try call.bitOffset())
        let bit = try call.readString(key)?.withBytes { $0.number(at: offset, width: 1) }
        call.reply.integer(Int64(bit ?? 0))
    }
}

extension Call {
    /// The next argument as the offset of a bit.
    ///
    /// - Parameter width: the width of the numbers that an offset such as `#3` counts; nil where there is no such form.
    /// - Throws: when it is no number, negative, or in a byte that no string may have.
    mutating func bitOffset(width: Int? = nil) throws(RedisError) -> Int {
        let text = try bytes()
        let counts = width != nil && !text.isEmpty && text[0] == UInt8(ascii: "#")
        guard let number = IntegerText.parse(counts ? text[1..<text.count] : text) else {
            throw .bitOffsetOutOfRange
        }
        // A product beyond 64 bits wraps around, as it does in Redis.
        let offset = Int(number) &* (counts ? width ?? 1 : 1)
        guard offset >= 0, offset >> 3 < engine.settings.longestString else { throw .bitOffsetOutOfRange }
        return offset
    }
}

extension RedisError {
    fileprivate static var notABit: RedisError { RedisError("ERR bit is not an integer or out of range") }

    fileprivate static var bitOffsetOutOfRange: RedisError {
        RedisError("ERR bit offset is not an integer or out of range")
    }
}
