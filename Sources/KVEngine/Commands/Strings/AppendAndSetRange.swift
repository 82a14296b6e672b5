// APPEND and SETRANGE: a string edited in place.

import RESP

extension Command {
    /// Adds bytes to the end of a string.
    static let append = Command(
        "append", arity: 3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: Docs(
            .string, since: "2.0.0", "Adds to the end of the string at a key, creating it when missing.",
            complexity: "O(1) for values that are not long",
            syntax: "key value")
    ) { call throws(RedisError) in
        let (key, value) = (try call.key(), try call.bytes())
        guard let entry = try call.stringForWriting(key) else {
            call.setString(key, to: value)
            call.modified(key, "append", .string)
            return call.reply.integer(value.count)
        }
        let count = StringValue(entry: entry).count
        try call.checkLength(count, adding: value.count)
        call.overwrite(entry, at: count, with: value)
        call.modified(key, "append", .string)
        call.reply.integer(count + value.count)
    }

    /// Overwrites a string from an offset on; zero bytes fill the gap behind a shorter one.
    static let setrange = Command(
        "setrange", arity: 4, [.write, .denyOOM], keys: .first([.rw, .update]),
        docs: Docs(
            .string, since: "2.2.0", "Overwrites part of the string at a key, from an offset on.",
            complexity: "O(1) for short values, else O(M) in the length of the value given",
            syntax: "key offset:integer value")
    ) { call throws(RedisError) in
        let (key, offset, value) = (try call.key(), try call.integer(), try call.bytes())
        guard offset >= 0 else { throw RedisError("ERR offset is out of range") }
        let entry = try call.stringForWriting(key)
        let count = entry.map { StringValue(entry: $0).count } ?? 0
        if value.isEmpty { return call.reply.integer(count) }
        try call.checkLength(Int(offset), adding: value.count)
        if let entry {
            call.overwrite(entry, at: Int(offset), with: value)
        } else {
            call.setPadded(key, at: Int(offset), with: value)
        }
        call.modified(key, "setrange", .string)
        call.reply.integer(max(count, Int(offset) + value.count))
    }
}
