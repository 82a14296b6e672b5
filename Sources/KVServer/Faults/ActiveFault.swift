// A fault that has been set: its rule, and what has come of it. It outlives its removal, so that whoever has set it can
// still ask how often it happened.

import KVEngine

/// A fault of a server; touched only with the core locked, but for what never changes.
package final class ActiveFault: @unchecked Sendable {
    /// Numbers count from 1 in the order in which faults are set.
    package let id: Int
    package let rule: FaultRule
    /// How often it has happened.
    private(set) var hits = 0
    /// How often it could have happened, by client, command and key.
    private var occasions = 0
    /// Its own, so that neither other faults nor the commands' chance change what it does.
    private var random: Random
    private(set) var isRemoved = false
    /// When it was set, in Unix milliseconds.
    let begin: Int64

    init(id: Int, _ rule: FaultRule, seed: UInt64, now: Int64) {
        self.id = id
        self.rule = rule
        begin = now
        random = Random(seed: seed ^ UInt64(id) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Whether it can still happen.
    var isLive: Bool {
        guard !isRemoved else { return false }
        return rule.times.map { hits < $0 } ?? true
    }

    /// Counts an occasion; whether the fault happens.
    func strikes() -> Bool {
        occasions += 1
        guard isLive, occasions > rule.skip else { return false }
        guard rule.probability >= 1 || random.unitDouble() < rule.probability else { return false }
        hits += 1
        return true
    }

    func remove() { isRemoved = true }
}

/// The faults that one command has met: first those that delay it, one after the other, then one that acts.
struct Encounter {
    private var delays: [ActiveFault]
    /// What happens when the delays are over.
    private let chosen: ActiveFault?
    /// When the present delay has begun, in Unix milliseconds.
    private var begin: Int64

    init(delays: [ActiveFault], acting: ActiveFault?, now: Int64) {
        self.delays = delays
        chosen = acting
        begin = now
    }

    /// The fault that acts when the delays are over, unless it has been removed meanwhile.
    var acting: ActiveFault? { chosen.flatMap { $0.isRemoved ? nil : $0 } }

    /// When the present delay ends, in Unix milliseconds; nil without one, `.max` without an end.
    var end: Int64? { delays.first.map { $0.rule.action.end(from: begin) } }

    /// Goes on to the delay that lasts at an instant, past those that are over or whose fault was removed.
    mutating func proceed(to now: Int64) {
        while let delay = delays.first {
            let end = delay.isRemoved ? now : delay.rule.action.end(from: begin)
            guard end <= now else { return }
            begin = end
            delays.removeFirst()
        }
    }
}
