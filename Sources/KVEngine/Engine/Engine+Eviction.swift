// maxmemory: before each command, while the data is over the limit, the policy's next victim goes. Only the
// data counts, not the buffers of connections: what a limit does is the same in every run.
//
// No list of all keys is kept in order of use. As in Redis, a few keys are sampled from each database for every
// victim, and the best candidates seen so far wait in a pool, so that a key that was good but not the best gets
// its turn later. The key with the next deadline needs no guess: the heap knows it.

import RESP

extension Engine {
    /// The most keys evicted before one command: about a millisecond's work. More go before the next one.
    private static let evictionBatch = 1024

    /// The most keys of a database sampled for one victim, whatever `maxmemory-samples` says.
    private static let mostSamples = 1000

    /// Evicts until the data fits its limit; false when it cannot be made to fit.
    ///
    /// When a limit was set far below what is there, several commands are let through on the way.
    func makeRoom() -> Bool {
        let limit = settings.maxMemory
        // Only a change takes memory, so the databases need not be added up between two reads.
        if roomFound.value.isCurrent(changes: counters.value.dirty, limit: limit) { return true }
        // What goes here belongs to the time before the command, and so is told before its reply.
        defer { sendOwnInvalidations() }
        return evict()
    }

    /// Evicts because the limit has become lower.
    func makeRoomForNewLimit() {
        if state.value.isMemoryLimited { _ = evict() }
    }

    private func evict() -> Bool {
        propagatingDeletions {
            watchingLatency(of: "eviction-cycle") { evict(downTo: settings.maxMemory) }
        }
    }

    private func evict(downTo limit: Int) -> Bool {
        var left = Engine.evictionBatch
        while usedMemory > limit {
            guard left > 0 else { return true }
            guard let (database, victim) = chooseVictim() else { return false }
            evict(victim, from: database)
            left -= 1
        }
        roomFound.value = RoomFound(changes: counters.value.dirty, limit: limit)
        return true
    }

    private func evict(_ entry: Entry, from index: Int) {
        counters.value.evictedKeys &+= 1
        if isPropagating { propagateDeletion(of: entry.key, in: index, .eviction) }
        databases[index].unlink(entry)
        signal("evicted", .evicted, entry.key, in: index)
        release(entry)
    }

    private func chooseVictim() -> (database: Int, entry: Entry)? {
        switch settings.maxMemoryPolicy {
        case .noEviction: nil
        case .allKeysRandom, .volatileRandom: randomVictim()
        case .volatileTTL: soonestVictim()
        case .allKeysLRU, .volatileLRU, .allKeysLFU, .volatileLFU: sampledVictim()
        }
    }

    /// A key at random, from each database in turn.
    private func randomVictim() -> (database: Int, entry: Entry)? {
        let used = Array(databases.used)
        let next = used.firstIndex { $0.offset > lastEvictedFrom } ?? 0
        for (index, database) in used[next...] + used[..<next] {
            lastEvictedFrom = index
            let entry =
                settings.maxMemoryPolicy.isVolatile
                ? database.deadlines.random(using: &random.value) : database.keys.random(using: &random.value)
            if let entry { return (index, entry) }
        }
        return nil
    }

    /// The key with the earliest deadline of all databases.
    private func soonestVictim() -> (database: Int, entry: Entry)? {
        let soonest = databases.used.min {
            $0.element.deadlines.earliest < $1.element.deadlines.earliest
        }
        guard let soonest, let entry = soonest.element.deadlines.first else { return nil }
        return (soonest.offset, entry)
    }

    // MARK: Sampling

    /// The best candidate of the pool that has not been used since it was seen.
    private func sampledVictim() -> (database: Int, entry: Entry)? {
        // An empty pool takes what is sampled, so the second time at the latest there is a good candidate.
        while fillPool() {
            while let candidate = evictionPool.takeBest() {
                if let entry = find(candidate) { return (candidate.database, entry) }
            }
        }
        return nil
    }

    /// Offers the pool a few keys of each database; false when there are none.
    private func fillPool() -> Bool {
        evictionPool.prepare(for: settings.maxMemoryPolicy)
        var isAnySeen = false
        for (index, database) in databases.used where database.count > 0 {
            sample(database) { entry in
                isAnySeen = true
                evictionPool.offer(entry.key, score: evictionScore(entry), database: index)
            }
        }
        return isAnySeen
    }

    private func sample(_ database: Database, _ visit: (Entry) -> Void) {
        let count = min(settings.maxMemorySamples, Engine.mostSamples)
        guard settings.maxMemoryPolicy.isVolatile else {
            return database.keys.sample(count, using: &random.value, visit)
        }
        for _ in 0..<count {
            guard let entry = database.deadlines.random(using: &random.value) else { return }
            visit(entry)
        }
    }

    /// The entry of a candidate; nil when it has gone, may not be evicted any longer, or was used meanwhile.
    private func find(_ candidate: EvictionPool.Candidate) -> Entry? {
        let found = candidate.key.withByteView { databases[candidate.database].keys.find($0) }
        guard let found, found.expires || !settings.maxMemoryPolicy.isVolatile else { return nil }
        return evictionScore(found) >= candidate.score ? found : nil
    }

    /// How much better it is to give this key up than others: higher goes first. A use lowers it, time never.
    private func evictionScore(_ entry: Entry) -> Int64 {
        if state.value.usesLFU { return 255 - Int64(frequency(of: entry)) }
        return Int64(idleTime(of: entry)) - now / 100
    }
}

/// When the data was last found to fit its limit.
struct RoomFound: BitwiseCopyable {
    /// The count of changes by then.
    var changes = -1
    var limit = 0

    /// Whether nothing can have grown since.
    func isCurrent(changes: Int, limit: Int) -> Bool { self.changes == changes && self.limit == limit }
}
