// maxmemory: before each command, while the data is over the limit, the policy's next victim goes. Victims are
// sampled as Redis samples them: a few random keys, the best of them; no list of all keys is kept in order.

import RESP

extension Engine {
    /// Evicts until the data fits its limit; false when it cannot be made to fit.
    func makeRoom() -> Bool {
        while usedMemory > settings.maxMemory {
            guard settings.maxMemoryPolicy != .noEviction, let (database, victim) = chooseVictim() else {
                return false
            }
            evict(victim, from: database)
        }
        return true
    }

    private func evict(_ entry: Entry, from index: Int) {
        counters.value.evictedKeys &+= 1
        databases[index].unlink(entry)
        signal("evicted", .evicted, entry.key, in: index)
        release(entry)
    }

    /// The key to give up next: the best of a few samples from each database.
    private func chooseVictim() -> (database: Int, entry: Entry)? {
        var best: (database: Int, entry: Entry, score: Int64)?
        for index in databases.indices {
            sample(databases[index]) { entry in
                let score = evictionScore(entry, in: databases[index])
                if score > best?.score ?? .min { best = (index, entry, score) }
            }
        }
        return best.map { ($0.database, $0.entry) }
    }

    private func sample(_ database: Database, _ visit: (Entry) -> Void) {
        let policy = settings.maxMemoryPolicy
        let count = policy == .allKeysRandom || policy == .volatileRandom ? 1 : settings.maxMemorySamples
        if policy == .volatileTTL {
            // The heap knows the key that goes soonest: no need to guess.
            if let first = database.deadlines.first { visit(first) }
        } else if policy.isVolatile {
            for _ in 0..<count {
                guard let entry = database.deadlines.random(using: &random.value) else { return }
                visit(entry)
            }
        } else {
            for _ in 0..<count {
                guard let entry = database.keys.random(using: &random.value) else { return }
                visit(entry)
            }
        }
    }

    /// How much better it is to give this key up than others: higher goes first.
    private func evictionScore(_ entry: Entry, in database: Database) -> Int64 {
        switch settings.maxMemoryPolicy {
        case .allKeysLRU, .volatileLRU: Int64(idleTime(of: entry))
        case .allKeysLFU, .volatileLFU: 255 - Int64(frequency(of: entry))
        case .volatileTTL: -(database.deadline(of: entry) ?? .max)
        case .allKeysRandom, .volatileRandom, .noEviction: 0
        }
    }

    // MARK: Access times

    /// Gives a new entry its first access time or count.
    func markNew(_ entry: Entry) {
        entry.access =
            state.value.usesLFU ? lfuMinutes << 8 | Engine.initialFrequency : state.value.accessClock
    }

    /// Tenths of a second since the key was last used.
    func idleTime(of entry: Entry) -> UInt32 {
        state.value.usesLFU ? 0 : state.value.accessClock &- entry.access
    }

    // MARK: LFU: a logarithmic counter in eight bits, decayed by the minutes in sixteen others

    private static let initialFrequency: UInt32 = 5

    private var lfuMinutes: UInt32 { UInt32(truncatingIfNeeded: now / 60_000) & 0xFFFF }

    /// The key's use count now, decayed by the time since it was last used.
    func frequency(of entry: Entry) -> UInt32 { decayed(entry.access) }

    private func decayed(_ word: UInt32) -> UInt32 {
        let count = word & 0xFF
        guard settings.lfuDecayTime > 0 else { return count }
        let elapsed = (lfuMinutes &- (word >> 8)) & 0xFFFF
        let periods = elapsed / UInt32(settings.lfuDecayTime)
        return periods > count ? 0 : count - periods
    }

    /// The LFU word after one more use: the higher the count, the less likely it grows.
    func frequencyAfterUse(_ word: UInt32) -> UInt32 {
        var count = decayed(word)
        if count < 255 {
            let base = count > Engine.initialFrequency ? count - Engine.initialFrequency : 0
            let probability = 1.0 / (Double(base) * Double(settings.lfuLogFactor) + 1)
            if random.value.unitDouble() < probability { count += 1 }
        }
        return lfuMinutes << 8 | count
    }
}
