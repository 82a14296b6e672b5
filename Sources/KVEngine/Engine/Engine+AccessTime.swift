// When and how often a key was used, in the 32 bits an entry has for it: tenths of a second, or under an LFU
// policy a logarithmic counter in eight bits, decayed by the minutes in sixteen others, with Redis's constants.
//
// Entries are not converted when the policy changes: their words mean little until the keys are used again.

extension Engine {
    /// Gives a new entry its first access time or count.
    func markNew(_ entry: Entry) {
        entry.access =
            state.value.usesLFU ? lfuMinutes << 8 | Engine.initialFrequency : state.value.accessClock
    }

    /// Tenths of a second since the key was last used.
    func idleTime(of entry: Entry) -> UInt32 {
        state.value.usesLFU ? 0 : state.value.accessClock &- entry.access
    }

    /// Gives an entry that was restored the seconds since it was used, or how often it was; the policy takes one.
    func setAccess(of entry: Entry, idle: Int64?, frequency: UInt8?) {
        if state.value.usesLFU {
            if let frequency { entry.access = lfuMinutes << 8 | UInt32(frequency) }
        } else if let idle {
            entry.access = state.value.accessClock &- UInt32(truncatingIfNeeded: idle &* 10)
        }
    }

    // MARK: LFU

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
