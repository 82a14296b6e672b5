// Going through all keys of a store, once, a page at a time: what each holds, for how long, and how much. The questions
// count as lookups in the server's own statistics, and are counted here too, so that nobody takes them for an application's.

import KVClient

/// A pass over the keys.
struct KeyScan: Sendable {
    let store: any KVStore
    /// Which keys; all when nil.
    let pattern: KVString?
    let pageSize: Int

    /// What the questions have added to the server's statistics.
    private(set) var hits = 0
    private(set) var misses = 0
    /// Whether the server says how much memory a key takes.
    private(set) var knowsMemory = true
    private var cursor: KVString = "0"
    private var seen: Set<KVString> = []
    private(set) var isOver = false

    init(_ store: any KVStore, matching pattern: KVString?, pageSize: Int) {
        self.store = store
        self.pattern = pattern
        self.pageSize = pageSize
    }

    /// How many keys were found so far.
    var found: Int { seen.count }

    /// The next keys; none does not mean that it is over.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    mutating func next() async throws -> [KeyFacts] {
        let page = try await store.send(.scan(from: cursor, matching: pattern, count: pageSize))
        cursor = page.cursor
        isOver = page.isLast
        let keys = page.elements.filter { seen.insert($0).inserted }
        return keys.isEmpty ? [] : try await sizes(of: try await look(at: keys))
    }

    /// Type, time to live and memory of keys; those that have gone meanwhile are left out.
    private mutating func look(at keys: [KVString]) async throws -> [KeyFacts] {
        let replies = try await store.replies(
            to: keys.flatMap { key -> [KVRequest] in
                [["TYPE", key], ["PTTL", key]] + (knowsMemory ? [["MEMORY", "USAGE", key]] : [])
            })
        let share = replies.count / keys.count
        var facts: [KeyFacts] = []
        for (index, key) in keys.enumerated() {
            let answers = replies[index * share..<(index + 1) * share].map { $0 }
            let type = try answers[0].decodeString().description
            let left = try answers[1].decodeInteger()
            hits += (type == "none" ? 0 : 1) + (left == -2 ? 0 : 1)
            misses += (type == "none" ? 1 : 0) + (left == -2 ? 1 : 0)
            if type == "none" || left == -2 { continue }
            let memory = answers.count > 2 ? answers[2].integer.flatMap { Int(exactly: $0) } : nil
            if answers.last?.isError == true { knowsMemory = false }
            facts.append(
                KeyFacts(key: key, type: type, lifetime: left < 0 ? nil : Int64(left), memory: memory))
        }
        return facts
    }

    private mutating func sizes(of keys: [KeyFacts]) async throws -> [KeyFacts] {
        let measured = keys.indices.filter { KeyScan.measures[keys[$0].type] != nil }
        if measured.isEmpty { return keys }
        let replies = try await store.replies(
            to: measured.map { KVRequest([KeyScan.measures[keys[$0].type] ?? "TYPE", keys[$0].key]) })
        var keys = keys
        for (index, reply) in zip(measured, replies) {
            hits += 1
            keys[index].elements = reply.integer.flatMap { Int(exactly: $0) }
        }
        return keys
    }

    /// What tells how many elements a key has.
    private static let measures = [
        "list": "LLEN", "set": "SCARD", "zset": "ZCARD", "hash": "HLEN", "stream": "XLEN",
    ]
}
