// One look at a server's statistics, and what has happened between two of them.

import KVToolSupport

/// What a server has counted.
struct ServerCounts: Sendable, Equatable {
    let hits: Int
    let misses: Int
    let commands: Int
    let memory: Int?
    let clients: Int?
    /// Changes when the server is started anew.
    let runID: String?

    /// - Returns: nil when INFO does not tell.
    init?(_ info: [String: String]) {
        guard let hits = info["keyspace_hits"].flatMap({ Int($0) }),
            let misses = info["keyspace_misses"].flatMap({ Int($0) })
        else { return nil }
        self.hits = hits
        self.misses = misses
        commands = info["total_commands_processed"].flatMap { Int($0) } ?? 0
        memory = info["used_memory"].flatMap { Int($0) }
        clients = info["connected_clients"].flatMap { Int($0) }
        runID = info["run_id"]
    }
}

/// What happened between two looks.
struct WatchSample: Sendable, Equatable {
    /// Since the watch began.
    let at: Duration
    let hits: Int
    let misses: Int
    /// Commands a second, our own question left out.
    let rate: Double
    let memory: Int?
    let clients: Int?

    /// In percent; nil when nothing was looked for.
    var hitRate: Double? { hits + misses > 0 ? Double(hits) * 100 / Double(hits + misses) : nil }

    /// - Parameters:
    ///   - span: how long it is between the two.
    ///   - own: how many of the commands in between were the watcher's.
    init(_ now: ServerCounts, since before: ServerCounts, at: Duration, span: Duration, own: Int) {
        // A server that was started anew, or had its statistics reset, counts from nothing.
        let isSame =
            now.runID == before.runID && now.hits >= before.hits && now.misses >= before.misses
            && now.commands >= before.commands
        self.at = at
        hits = now.hits - (isSame ? before.hits : 0)
        misses = now.misses - (isSame ? before.misses : 0)
        let commands = max(now.commands - (isSame ? before.commands : 0) - own, 0)
        rate = Double(commands) / max(span / .seconds(1), 0.001)
        memory = now.memory
        clients = now.clients
    }

    var json: JSONValue {
        [
            "atMs": JSONValue(Int((at / .milliseconds(1)).rounded())), "hits": JSONValue(hits),
            "misses": JSONValue(misses), "hitRate": hitRate.map { .number(Figures.rounded($0)) } ?? .null,
            "commandsPerSecond": .number(Figures.rounded(rate)),
            "usedMemory": memory.map { JSONValue($0) } ?? .null,
            "clients": clients.map { JSONValue($0) } ?? .null,
        ]
    }
}
