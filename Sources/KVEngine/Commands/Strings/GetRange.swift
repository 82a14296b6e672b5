// STRLEN, and GETRANGE with its older name SUBSTR.

import RESP

extension Command {
    static let strlen = Command(
        "strlen", arity: 2, [.readonly, .fast], keys: .first([.ro]),
        docs: Docs(
            .string, since: "2.2.0", "Returns the length of the string at a key, in bytes.",
            complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let value = try call.readString(call.key())
        call.reply.integer(value?.count ?? 0)
    }

    static let getrange = Command(
        "getrange", arity: 4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .string, since: "2.4.0", "Returns part of the string at a key, by the positions of its ends.",
            complexity: "O(N) in the length of the part, O(1) for short ones",
            syntax: "key start:integer end:integer")
    ) { call throws(RedisError) in
        try replyWithPart(&call)
    }

    static let substr = Command(
        "substr", arity: 4, [.readonly], keys: .first([.ro, .access]),
        docs: Docs(
            .string, since: "1.0.0", "Returns part of the string at a key: the older name of GETRANGE.",
            complexity: "O(N) in the length of the part, O(1) for short ones",
            status: .deprecated(since: "2.0.0", by: "`GETRANGE`"), syntax: "key start:integer end:integer")
    ) { call throws(RedisError) in
        try replyWithPart(&call)
    }

    private static func replyWithPart(_ call: inout Call) throws(RedisError) {
        let (key, first, last) = (try call.key(), try call.integer(), try call.integer())
        guard let value = try call.readString(key) else { return call.reply.bulk(ByteView.empty) }
        value.withBytes { call.reply.bulk(part(of: $0, from: first, through: last)) }
    }

    /// The bytes between two positions, both included; negative ones count from the end.
    private static func part(of bytes: ByteView, from first: Int64, through last: Int64) -> ByteView {
        let count = Int64(bytes.count)
        if count == 0 || (first < 0 && last < 0 && first > last) { return .empty }
        let start = max(0, first < 0 ? first + count : first)
        let end = min(count - 1, max(0, last < 0 ? last + count : last))
        return start > end ? .empty : bytes[Int(start)..<Int(end) + 1]
    }
}
