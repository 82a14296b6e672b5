// Looking without touching: what a dry run asks about keys, and what is there after a flush.

import KVClient
import KVToolSupport

extension FlushRun {
    /// Asks about the keys that would go, or about a part of them when they are many.
    func takeCensus() async throws {
        let total = record.wanted
        let share = min(1, Double(FlushDefaults.mostProbes) / Double(max(total, 1)))
        if share < 1 {
            voice.log(
                "memory, types and times to live are estimated from \(Figures.grouped(FlushDefaults.mostProbes)) of "
                    + "\(Figures.grouped(total)) keys")
        }
        for pattern in record.patterns.indices {
            let keys = record.keys[pattern]
            let most = share < 1 ? Int((Double(keys.count) * share).rounded(.up)) : keys.count
            let census = try await census(of: KeyCensus.spread(keys, most))
            record.patterns[pattern].census = census.scaled(to: keys.count)
        }
    }

    private func census(of keys: [KVString]) async throws -> KeyCensus {
        var census = KeyCensus()
        for start in stride(from: 0, to: keys.count, by: 100) {
            try stop.check()
            let some = keys[start..<min(start + 100, keys.count)]
            for (node, group) in servers.grouped(Array(some)) {
                let questions = group.flatMap(KeyCensus.questions)
                let replies = try await servers.nodes[node].store.replies(to: questions)
                for index in group.indices {
                    let own = census.add(replies[index * 3..<index * 3 + 3])
                    record.ownProbes = record.ownProbes + own
                }
            }
        }
        return census
    }

    /// Looks whether anything is left, and whether all that is preserved is still there.
    func verify() async throws {
        guard options.verifies else { return }
        let left = options.timeout - time.elapsed()
        guard left > passDuration * 2 else {
            return voice.warn("not verified: the deadline is too near")
        }
        let scanned = record.scanned
        defer { record.scanned = scanned }
        var remaining: Set<KVString> = []
        var created: Set<KVString> = []
        var preserved: Set<Int> = []
        record.preserved = record.preserved.map { ($0.pattern, $0.before, 0) }
        for node in servers.nodes.indices {
            try await scan(node) { keys in
                for key in keys {
                    if let preserver = self.rules.preserver(of: key.bytes) {
                        if preserved.insert(key.bytes.hashValue).inserted {
                            self.record.preserved[preserver].after =
                                (self.record.preserved[preserver].after ?? 0) + 1
                        }
                    } else if self.rules.owner(of: key.bytes) != nil {
                        if self.ledger.has(key) { created.insert(key) } else { remaining.insert(key) }
                    }
                }
            }
        }
        record.remaining = (remaining.count, created.count)
        if !remaining.isEmpty {
            voice.warn(
                "\(Figures.grouped(remaining.count)) matching keys are there that came during the flush")
        }
    }
}
