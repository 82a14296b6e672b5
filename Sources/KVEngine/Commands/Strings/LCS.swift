// LCS: what two strings have in common, in order. The algorithm is `LongestCommonSubsequence`.

import RESP

extension Command {
    /// Answers with the longest common subsequence of two strings, its length, or where it is in them.
    ///
    /// Error order: the types of both keys, the options, the memory that Redis would need.
    static let lcs = Command(
        "lcs", arity: -3, [.readonly], keys: [.from(1, last: 1, [.ro, .access])],
        docs: Docs(
            .string, since: "7.0.0", "Finds the longest run of bytes, gaps allowed, that two strings share.",
            complexity: "O(N*M) in the lengths of the strings",
            syntax: "key1:key key2:key#0 [LEN] [IDX] [MINMATCHLEN len:integer] [WITHMATCHLEN]")
    ) { call throws(RedisError) in
        let (left, right) = (call.lookup(try call.key()), call.lookup(try call.key()))
        guard left?.kind ?? .string == .string, right?.kind ?? .string == .string else {
            throw RedisError("ERR The specified keys must contain string values")
        }
        let options = try LCSOptions(&call)
        try withText(of: left) { (left) throws(RedisError) in
            try withText(of: right) { (right) throws(RedisError) in try options.answer(left, right, &call) }
        }
    }

    /// Lends the bytes of a string; a missing one is empty.
    private static func withText(
        of entry: Entry?, _ body: (ByteView) throws(RedisError) -> Void
    ) throws(RedisError) {
        guard let entry else { return try body(.empty) }
        try StringValue(entry: entry).withBytes(body)
    }
}

/// The options of LCS.
private struct LCSOptions {
    private var wantsLength = false
    private var wantsPositions = false
    private var wantsMatchLengths = false
    /// Shorter matches are not listed.
    private var shortest: Int64 = 0

    init(_ call: inout Call) throws(RedisError) {
        while call.remaining > 0 {
            if call.accept("idx") {
                wantsPositions = true
            } else if call.accept("len") {
                wantsLength = true
            } else if call.accept("withmatchlen") {
                wantsMatchLengths = true
            } else if call.remaining > 1, call.accept("minmatchlen") {
                shortest = try call.integer()
            } else {
                throw .syntax
            }
        }
        if wantsPositions, wantsLength {
            throw RedisError("ERR If you want both the length and indexes, please just use IDX.")
        }
    }

    func answer(_ left: ByteView, _ right: ByteView, _ call: inout Call) throws(RedisError) {
        let memory = LongestCommonSubsequence.tableSize(left.count, right.count)
        guard memory <= call.engine.settings.longestString else {
            throw RedisError("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len")
        }
        if wantsLength { return call.reply.integer(LongestCommonSubsequence.length(left, right)) }
        let found = LongestCommonSubsequence(left, right)
        if wantsPositions {
            list(found, call.reply)
        } else {
            call.reply.bulk(found.bytes)
        }
    }

    private func list(_ found: LongestCommonSubsequence, _ reply: ReplyWriter) {
        let matches = found.matches.filter { $0.length >= shortest }
        reply.map(2)
        reply.bulk("matches")
        reply.array(matches.count)
        for match in matches {
            reply.array(wantsMatchLengths ? 3 : 2)
            for range in [match.left, match.right] {
                reply.array(2)
                reply.integer(range.lowerBound)
                reply.integer(range.upperBound)
            }
            if wantsMatchLengths { reply.integer(match.length) }
        }
        reply.bulk("len")
        reply.integer(found.length)
    }
}
