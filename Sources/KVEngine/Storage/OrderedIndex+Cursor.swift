// Walking along the ordered index, a leaf at a time. A cursor is two words without a reference: it costs
// nothing to make, and it does not outlive the next change of the index.

import RESP

extension OrderedIndex {
    /// The place of one element, or no place at all past either end.
    @safe
    struct Cursor {
        private var leaf: UnsafeMutableRawPointer?
        private var slot: Int

        init(_ leaf: OrderedIndexBlock, _ slot: Int) {
            let exists = UInt(bitPattern: slot) < UInt(bitPattern: leaf.entries)
            unsafe self.leaf = exists ? leaf.raw : nil
            self.slot = slot
        }

        private init() {
            unsafe leaf = nil
            slot = 0
        }

        /// No place.
        static var invalid: Cursor { Cursor() }

        /// Whether there is an element here.
        var isValid: Bool { unsafe leaf != nil }

        private var block: OrderedIndexBlock {
            guard let leaf = unsafe leaf else { preconditionFailure("the cursor is at no element") }
            return unsafe OrderedIndexBlock(raw: leaf)
        }

        var node: ScoredNode { block.node(at: slot) }

        var score: Double { block.score(at: slot) }

        /// Goes to the next element; from the last one to no place.
        mutating func next() {
            slot &+= 1
            guard slot == block.entries else { return }
            unsafe leaf = block.next
            slot = 0
        }

        /// Goes to the element before; from the first one to no place.
        mutating func previous() {
            slot &-= 1
            guard slot < 0 else { return }
            unsafe leaf = block.previous
            slot = isValid ? block.entries &- 1 : 0
        }

        /// The elements from here to the end of the leaf that can go while `minimum` stay, one at least.
        func spare(above minimum: Int) -> Int {
            max(1, min(block.entries - slot, block.entries - minimum))
        }

        /// Whether the element here, with another score, would still be between its neighbours.
        func staysInOrder(at score: Double) -> Bool {
            var (before, after) = (self, self)
            before.previous()
            after.next()
            return (!before.isValid || before.precedes(score, node))
                && (!after.isValid || !after.precedes(score, node))
        }

        /// Whether the element here comes before another.
        private func precedes(_ score: Double, _ other: ScoredNode) -> Bool {
            self.score == score ? node.key.compare(other.key) < 0 : self.score < score
        }
    }

    /// The first element, or no place when the index is empty.
    var first: Cursor { unsafe Cursor(state.pointee.firstLeaf, 0) }

    /// The last element, or no place when the index is empty.
    var last: Cursor {
        let leaf = unsafe state.pointee.lastLeaf
        return Cursor(leaf, leaf.entries - 1)
    }
}
