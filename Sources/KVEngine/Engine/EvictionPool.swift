// The keys that were sampled for eviction and were good, but not the best, each time. Taking the best of a pool
// instead of the best of one sample is what makes five samples find keys that are really old.
//
// It keeps names, not entries: a key may change or go while it waits, so it is looked up when it is taken out.

import RESP

/// The best candidates for eviction seen so far.
final class EvictionPool {
    struct Candidate {
        let key: [UInt8]
        let database: Int
        let score: Int64
    }

    private static let capacity = 16

    /// The better, the later.
    private var candidates: [Candidate] = []
    private var policy = EvictionPolicy.noEviction

    /// Forgets candidates whose scores were another policy's.
    func prepare(for policy: EvictionPolicy) {
        if policy != self.policy { candidates.removeAll() }
        self.policy = policy
    }

    /// Takes a key in, unless the pool is full of better ones or has it already.
    func offer(_ key: ByteView, score: Int64, database: Int) {
        let place = candidates.firstIndex { $0.score >= score } ?? candidates.count
        guard place > 0 || candidates.count < EvictionPool.capacity else { return }
        let isThere = candidates.contains { candidate in
            candidate.database == database && candidate.key.withByteView { $0 == key }
        }
        guard !isThere else { return }
        candidates.insert(Candidate(key: Array(key), database: database, score: score), at: place)
        if candidates.count > EvictionPool.capacity { candidates.removeFirst() }
    }

    /// Takes the best candidate out.
    func takeBest() -> Candidate? { candidates.popLast() }
}
