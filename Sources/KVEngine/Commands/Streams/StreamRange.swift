// XRANGE, XREVRANGE and XLEN: the entries between two IDs, and how many there are in all.

import RESP

extension Command {
    static let xrange = Command(
        "xrange", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: rangeDocs(
            "Returns the entries of a stream between two IDs.", syntax: "key start end [COUNT count:integer]")
    ) { call throws(RedisError) in
        let (key, start, end) = (try call.key(), try call.bytes(), try call.bytes())
        try streamRange(&call, key, try StreamInterval(from: start, to: end), reversed: false)
    }

    static let xrevrange = Command(
        "xrevrange", arity: -4, [.readonly], keys: .first([.ro, .access]),
        docs: rangeDocs(
            "Returns the entries of a stream between two IDs, from the last on.",
            syntax: "key end start [COUNT count:integer]")
    ) { call throws(RedisError) in
        let (key, end, start) = (try call.key(), try call.bytes(), try call.bytes())
        try streamRange(&call, key, try StreamInterval(from: start, to: end), reversed: true)
    }

    private static func rangeDocs(_ summary: StaticString, syntax: StaticString) -> Docs {
        Docs(
            .stream, since: "5.0.0", summary,
            complexity: "O(N) in the number of entries returned, which makes it O(1) where that is constant",
            history: ["6.2.0": "Open ends."], syntax: syntax)
    }

    /// Error order: the lower ID, the upper one, the options, then the key's type.
    private static func streamRange(
        _ call: inout Call, _ key: ByteView, _ interval: StreamInterval, reversed: Bool
    ) throws(RedisError) {
        var limit = Int64.max
        while call.remaining > 0 {
            guard call.remaining >= 2, call.accept("count") else { throw .syntax }
            limit = max(try call.integer(), 0)
        }
        guard let stream = try call.read(key, as: StreamValue.self) else { return call.reply.array(0) }
        guard limit > 0 else { return call.reply.nullArray() }
        call.reply.entries(of: stream, in: interval, reversed: reversed, limit: limit)
    }

    static let xlen = Command(
        "xlen", arity: 2, [.readonly, .fast], keys: .first(.ro),
        docs: Docs(
            .stream, since: "5.0.0", "Counts the entries of a stream.", complexity: "O(1)", syntax: "key")
    ) { call throws(RedisError) in
        let stream = try call.read(try call.key(), as: StreamValue.self)
        call.reply.integer(stream?.length ?? 0)
    }
}

extension ReplyWriter {
    /// Entries of a stream as an array.
    func entries(
        of stream: StreamValue, in interval: StreamInterval = .all, reversed: Bool = false,
        limit: Int64 = .max
    ) {
        let mark = buffer.count
        var written = 0
        stream.forEach(in: interval, reversed: reversed) { entry in
            self.entry(entry)
            written += 1
            return written < limit
        }
        array(written, from: mark)
    }

    /// One entry of a stream, or nothing where there is none with this ID; whether there was.
    func entry(of stream: StreamValue, _ id: StreamID) -> Bool {
        let mark = buffer.count
        stream.forEach(in: StreamInterval(lower: id, upper: id)) { entry in
            self.entry(entry)
            return false
        }
        return buffer.count > mark
    }
}
