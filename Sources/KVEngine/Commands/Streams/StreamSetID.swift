// XSETID: what a stream remembers of its past, for those who copy one.

import RESP

extension Command {
    /// Sets the last ID of a stream, and what else it remembers.
    ///
    /// Error order: the ID, the options from left to right, the key; then what the entries do not allow.
    static let xsetid = Command(
        "xsetid", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .stream, since: "5.0.0", "Sets the last ID of a stream. It is for copying streams.",
            complexity: "O(1)", history: ["7.0.0": "ENTRIESADDED and MAXDELETEDID."],
            syntax: """
                key last-id [ENTRIESADDED entries_added:integer@7.0.0] \
                [MAXDELETEDID max_deleted_entry_id@7.0.0]
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let options = try StreamPast(&call)
        let found: Void? = try call.change(key, as: StreamValue.self) { stream throws(RedisError) in
            try options.apply(to: stream)
            call.noted(key, "xsetid", .stream)
        }
        guard found != nil else { throw .noSuchKey }
        call.reply.ok()
    }
}

/// XSETID's ID and options.
private struct StreamPast {
    let lastID: StreamID
    var entriesAdded: Int64?
    var maxDeletedID = StreamID.zero

    init(_ call: inout Call) throws(RedisError) {
        lastID = try StreamID(try call.bytes())
        while call.remaining > 0 {
            guard call.remaining >= 2 else { throw .syntax }
            if call.accept("entriesadded") {
                entriesAdded = try call.integer()
                guard entriesAdded ?? 0 >= 0 else { throw RedisError("ERR entries_added must be positive") }
            } else if call.accept("maxdeletedid") {
                maxDeletedID = try StreamID(try call.bytes())
                guard lastID >= maxDeletedID else {
                    throw RedisError(
                        "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id")
                }
            } else {
                throw .syntax
            }
        }
    }

    func apply(to stream: StreamValue) throws(RedisError) {
        if let top = stream.endID(last: true) {
            guard lastID >= top else {
                throw RedisError("ERR The ID specified in XSETID is smaller than the target stream top item")
            }
            guard entriesAdded.map({ $0 >= stream.length }) ?? true else {
                throw RedisError(
                    "ERR The entries_added specified in XSETID is smaller than the target stream length")
            }
        }
        stream.lastID = lastID
        if let entriesAdded { stream.entriesAdded = entriesAdded }
        if maxDeletedID != .zero { stream.maxDeletedID = maxDeletedID }
    }
}
