// SCAN: the keys of a database, a few at a time.

import RESP

extension Command {
    /// Steps through the keys; every key that stays from the first call to the last is answered.
    static let scan = Command(
        "scan", arity: -2, [.readonly], tips: ["nondeterministic_output", "request_policy:special"],
        docs: Docs(
            .generic, since: "2.8.0", "Steps through the keys of the selected database with a cursor.",
            complexity: "O(1) a call, O(N) in the number of keys for all of them",
            history: ["6.0.0": "Option TYPE."],
            syntax: "cursor:integer [MATCH pattern:pattern] [COUNT count:integer] [TYPE type@6.0.0]")
    ) { call throws(RedisError) in
        let cursor = try ScanOptions.cursor(&call)
        let options = try ScanOptions(&call, allowsType: true)
        call.engine.removeExpired()
        var visited: [Entry] = []
        let next = options.walk(call.database.keys, from: cursor) { visited.append($0) }
        var wanted: [Entry] = []
        for entry in visited where call.isWanted(entry, options) { wanted.append(entry) }
        call.reply.scanHead(cursor: next, elements: wanted.count)
        for entry in wanted { call.reply.bulk(entry.key) }
    }
}

extension Call {
    /// Whether a scan answers with a key; one that has expired is removed.
    ///
    /// Comparing types is a look-up for Redis, which counts as a hit or a miss.
    fileprivate func isWanted(_ entry: Entry, _ options: ScanOptions) -> Bool {
        guard options.matches(entry.key) else { return false }
        let kind = entry.kind
        let isGone = removeIfDue(entry)
        guard options.type != nil else { return !isGone }
        if isGone {
            engine.counters.value.keyspaceMisses &+= 1
            return false
        }
        engine.counters.value.keyspaceHits &+= 1
        return options.admits(kind)
    }
}
