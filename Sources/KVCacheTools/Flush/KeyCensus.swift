// What a dry run learns about the keys that would go: memory, type, time to live. Each is asked for by itself, and two of
// the three questions count as hits or misses of the server's statistics, so that they are counted here too.

import KVClient

/// The keys of one pattern, seen closely; figures are for all of them when only some were looked at.
package struct KeyCensus: Sendable, Equatable {
    /// How many were looked at.
    var probed = 0
    private(set) var memory = 0
    /// By class of time to live, in the order of `lifetimes`.
    private(set) var ttl = [0, 0, 0, 0, 0]
    private(set) var types: [String: Int] = [:]

    static let lifetimes = ["none", "lt1m", "lt1h", "lt1d", "ge1d"]

    /// The questions about a key.
    static func questions(_ key: KVString) -> [KVRequest] {
        [["TYPE", key], ["PTTL", key], ["MEMORY", "USAGE", key]]
    }

    /// Takes the answers to the questions about a key; returns which lookups they were.
    mutating func add(_ answers: ArraySlice<Reply>) -> Lookups {
        let answers = Array(answers)
        guard answers.count == 3, let type = answers[0].text, let left = answers[1].integer else {
            return Lookups(hits: 0, misses: 0)
        }
        // Gone meanwhile, or never there.
        if type == "none" { return Lookups(hits: 0, misses: 2) }
        if left == -2 { return Lookups(hits: 1, misses: 1) }
        probed += 1
        types[type, default: 0] += 1
        ttl[KeyCensus.lifetime(left)] += 1
        memory += answers[2].integer.flatMap { Int(exactly: $0) } ?? 0
        return Lookups(hits: 2, misses: 0)
    }

    private static func lifetime(_ milliseconds: Int64) -> Int {
        switch milliseconds {
        case ..<0: 0
        case ..<60_000: 1
        case ..<3_600_000: 2
        case ..<86_400_000: 3
        default: 4
        }
    }

    /// The figures for so many keys, as the part that was looked at has them.
    func scaled(to count: Int) -> KeyCensus {
        guard probed > 0, probed < count else { return self }
        func scale(_ figure: Int) -> Int {
            Int((Double(figure) * Double(count) / Double(probed)).rounded())
        }
        var census = self
        census.memory = scale(memory)
        census.ttl = ttl.map(scale)
        census.types = types.mapValues(scale)
        return census
    }

    /// So many of a list, evenly spread over it.
    static func spread(_ keys: [KVString], _ most: Int) -> [KVString] {
        guard keys.count > most else { return keys }
        return (0..<most).map { keys[$0 * keys.count / most] }
    }
}
