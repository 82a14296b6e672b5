// A HyperLogLog of the keyspace that registers are raised in. A dense one is changed where it is; a sparse one, which
// grows, shrinks and may have to become dense, as a copy that goes back when the command is done with it.

import RESP

/// Changes of one HyperLogLog.
struct HyperLogLogEdit {
    /// The entry that holds it.
    private(set) var entry: Entry
    /// The copy; nil for a dense one.
    private var sparse: SparseRegisters?
    private var isChanged = false

    /// Begins to change a string that is a HyperLogLog and raw.
    init(_ entry: Entry, _ call: borrowing Call) {
        self.entry = entry
        guard let view = HyperLogLogView(entry.bytes), !view.isDense else { return }
        sparse = SparseRegisters(view, sizeLimit: call.engine.settings.hllSparseMaxBytes)
    }

    var isDense: Bool { sparse == nil }

    /// Raises a register; whether it was lower.
    ///
    /// - Throws: INVALIDOBJ when the registers are not in order, as far as they are looked at.
    /// - Complexity: O(1) for a dense one, O(n) in the length of a sparse one.
    mutating func raise(_ register: Int, to value: UInt8, _ call: borrowing Call) throws(RedisError) -> Bool {
        switch sparse?.raise(register, to: value) ?? .outgrown {
        case .kept: return false
        case .raised:
            isChanged = true
            return true
        case .corrupted: throw .corruptedHyperLogLog
        case .outgrown:
            try becomeDense(call)
            return DenseRegisters(bytes: entry.mutableBytes).raise(register, to: value)
        }
    }

    /// Goes over to the dense form, if it is not that.
    ///
    /// - Throws: INVALIDOBJ when the registers are not in order.
    mutating func becomeDense(_ call: borrowing Call) throws(RedisError) {
        guard let sparse else { return }
        guard let block = sparse.bytes.withByteView({ HyperLogLogView($0)?.dense() }) else {
            throw .corruptedHyperLogLog
        }
        entry = call.edit(entry) { $0.holding(block) }
        self.sparse = nil
    }

    /// Puts the copy back, and says that the count is stale when it `isStale`. Nothing may be raised any more.
    mutating func finish(isStale: Bool, _ call: borrowing Call) {
        if isChanged, let bytes = sparse?.bytes {
            let isShorter = bytes.count < entry.bytes.count
            entry = bytes.withByteView { view in
                call.edit(entry) {
                    isShorter ? $0.settingString(view, raw: true) : $0.overwriting(at: 0, with: view)
                }
            }
        }
        if isStale { entry.mutableBytes.invalidateCount() }
    }
}
