// Which keys a run has seen, and what it owes them. A key is counted once, however often SCAN names it and however often
// the pass begins anew.

import KVClient

/// The keys of a run.
struct KeyLedger {
    /// Seen, and counted.
    private var seen: Set<KVString> = []
    /// Counted, but not deleted: their batch has failed.
    private var owed: Set<KVString> = []
    /// Those of them that may be gone all the same: the reply to their batch was lost.
    private(set) var doubtful: Set<KVString> = []
    /// Hashes of keys that are preserved, which are counted only: bytes of theirs are not kept.
    private var preserved: Set<Int> = []

    /// What a key that has been found is to this run.
    enum Finding { case new, again, owed }

    mutating func find(_ key: KVString) -> Finding {
        if seen.insert(key).inserted { return .new }
        guard owed.remove(key) != nil else { return .again }
        // It is there: whatever has become of its batch, it was not deleted, or has been made again.
        doubtful.remove(key)
        return .owed
    }

    /// Whether a preserved key is seen for the first time.
    mutating func isNewlyPreserved(_ key: [UInt8]) -> Bool { preserved.insert(key.hashValue).inserted }

    mutating func owe(_ keys: [KVString], areInDoubt: Bool) {
        owed.formUnion(keys)
        if areInDoubt { doubtful.formUnion(keys) }
    }

    func has(_ key: KVString) -> Bool { seen.contains(key) }
}
