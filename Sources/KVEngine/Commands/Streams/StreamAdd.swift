// XADD: appends an entry to a stream.

import RESP

extension Command {
    /// Appends an entry, and answers with its ID.
    ///
    /// Error order: the options and the ID from left to right, the number of words, 0-0; then the key's type, and what
    /// the stream says of the ID.
    static let xadd = Command(
        "xadd", arity: -5, [.write, .denyOOM, .fast],
        keys: [
            .at(
                1, [.rw, .update],
                notes: "UPDATE instead of INSERT because of the optional trimming feature")
        ],
        tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "5.0.0", "Appends an entry to a stream, which is created if it is missing.",
            complexity: "O(1), and O(N) for N entries that are trimmed",
            history: [
                "6.2.0": "NOMKSTREAM, MINID and LIMIT.", "7.0.0": "IDs without a sequence, `<ms>-*`.",
            ],
            syntax: """
                key [NOMKSTREAM@6.2.0] [trim:(strategy:(MAXLEN|MINID@6.2.0) \
                [operator:(equal:=|approximately:~)] threshold [LIMIT count:integer@6.2.0])] \
                id_or_auto:(auto_id:*|id) field_value:(field value)...
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let options = try StreamTrimOptions(&call, adding: true)
        guard call.remaining >= 2, call.remaining % 2 == 0 else { throw .wrongArity(of: call.commandName) }
        if let (id, form) = options.id, form == .whole, id == .zero {
            throw RedisError("ERR The ID specified in XADD must be greater than 0-0")
        }
        let found: Void?
        if options.createsStream {
            found = try call.update(key, as: StreamValue.self) { stream throws(RedisError) in
                try call.add(to: stream, key, options)
            }
        } else {
            found = try call.change(key, as: StreamValue.self) { stream throws(RedisError) in
                try call.add(to: stream, key, options)
            }
        }
        if found == nil { call.reply.null() }
    }
}

extension Call {
    /// Adds the entry that the rest of the arguments are, and trims the stream.
    fileprivate func add(
        to stream: StreamValue, _ key: ByteView, _ options: StreamTrimOptions
    ) throws(RedisError) {
        let id = try newID(in: stream, options)
        let words = StreamWords(of: self, from: next)
        guard words.byteCount <= ListpackSize.largest else { throw .entryTooLarge }
        stream.append(id, words)
        reply.bulk(id)
        modified(key, "xadd", .stream)
        if let trim = options.trim, stream.trim(trim) > 0 { noted(key, "xtrim", .stream, changes: 0) }
        if engine.isPropagating {
            // Who follows has another clock: the ID is told as it was chosen.
            let chosen: [Int: PropagatedWord] = options.id?.form == .whole ? [:] : [next - 1: .streamID(id)]
            let words = options.exactTrim(of: stream).merging(chosen) { $1 }
            if !words.isEmpty { propagate(replacing: words) }
        }
        if engine.state.value.isObserved { engine.noteReady(key, .stream, in: client.databaseIndex) }
    }

    /// The ID of an entry that is to be added, as given, completed or chosen.
    private func newID(
        in stream: StreamValue, _ options: StreamTrimOptions
    ) throws(RedisError) -> StreamID {
        let last = stream.lastID
        guard last != .max else {
            throw RedisError(
                "ERR The stream has exhausted the last possible ID, unable to add more items")
        }
        var id = last.successor(at: now)
        if let given = options.id {
            id = given.id
            if given.form == .timeOnly, given.id.milliseconds == last.milliseconds {
                guard last.sequence < .max else { throw .entryTooLarge }
                id?.sequence = last.sequence + 1
            }
        }
        guard let id, id > last else {
            throw RedisError(
                "ERR The ID specified in XADD is equal or smaller than the target stream top item")
        }
        return id
    }
}

extension RedisError {
    /// An entry is larger than a node may be; and what Redis says, for want of another reason, when a millisecond has
    /// no sequence left.
    fileprivate static var entryTooLarge: RedisError { RedisError("ERR Elements are too large to be stored") }
}
