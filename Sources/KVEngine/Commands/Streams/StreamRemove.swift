// XDEL and XTRIM: entries that go, one by one or the oldest of them.

import RESP

extension Command {
    /// Deletes entries by their IDs.
    ///
    /// Error order: the key's type, then all IDs.
    static let xdel = Command(
        "xdel", arity: -3, [.write, .fast], keys: .first([.rw, .delete]),
        docs: Docs(
            .stream, since: "5.0.0", "Removes entries from a stream, and counts those that were there.",
            complexity: "O(1) an entry, however long the stream is", syntax: "key id...")
    ) { call throws(RedisError) in
        let key = try call.key()
        let removed = try call.change(key, as: StreamValue.self) { stream throws(RedisError) in
            let removed = stream.removeAll(try call.streamIDs(from: 2))
            if removed > 0 { call.modified(key, "xdel", .stream, changes: removed) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }

    /// Error order: the options from left to right, then the rule as a whole, then the key's type.
    static let xtrim = Command(
        "xtrim", arity: -4, [.write], keys: .first([.rw, .delete]), tips: ["nondeterministic_output"],
        docs: Docs(
            .stream, since: "5.0.0", "Removes the oldest entries of a stream.",
            complexity: "O(N) in the number of entries removed, whole nodes of them at a time",
            history: ["6.2.0": "MINID and LIMIT."],
            syntax: """
                key trim:(strategy:(MAXLEN|MINID@6.2.0) [operator:(equal:=|approximately:~)] threshold \
                [LIMIT count:integer@6.2.0])
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let options = try StreamTrimOptions(&call, adding: false)
        guard let trim = options.trim else { throw .syntax }
        let removed = try call.change(key, as: StreamValue.self) { stream throws(RedisError) in
            let removed = stream.trim(trim)
            guard removed > 0 else { return removed }
            call.modified(key, "xtrim", .stream, changes: removed)
            if trim.isApproximate { call.propagate(replacing: options.exactTrim(of: stream)) }
            return removed
        }
        call.reply.integer(removed ?? 0)
    }
}

extension StreamValue {
    /// Deletes entries, and remembers what XDEL has to; how many there were.
    fileprivate func removeAll(_ ids: [StreamID]) -> Int {
        var removed = 0
        for id in ids where remove(id) {
            removed += 1
            maxDeletedID = max(maxDeletedID, id)
        }
        if removed > 0 { noteFirst() }
        return removed
    }
}

extension Call {
    /// The arguments from an index on, as IDs.
    func streamIDs(from index: Int) throws(RedisError) -> [StreamID] {
        var ids: [StreamID] = []
        for index in index..<argumentCount { ids.append(try StreamID(argument(index))) }
        return ids
    }
}
