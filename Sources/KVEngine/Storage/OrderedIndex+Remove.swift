// Removing from the ordered index: one element by its key, or a run of elements by rank, a leaf at a time.
//
// On the way down every block that is about to be entered is first brought above its minimum, by merging it
// with a neighbour or by evening out the two, so that what is removed below it never leaves it too empty. A
// run takes what its leaf can spare; the next pass finds that leaf at its minimum, and fills it first.
//
// When the first element of a leaf goes, the one inner key that names it changes too: the key of the last
// slot above zero that the way down went through. It has to, for the node it points to may be freed.

extension OrderedIndex {
    /// Takes a node of the index, filed under `score`, out of it.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func remove(score: Double, node: ScoredNode) { removeRun(.element(score, node), of: 1) }

    /// Takes the first element out; nil when the index is empty.
    func popFirst() -> ScoredNode? { isEmpty ? nil : pop(first.node, at: 0) }

    /// Takes the last element out; nil when the index is empty.
    func popLast() -> ScoredNode? { isEmpty ? nil : pop(last.node, at: count - 1) }

    private func pop(_ node: ScoredNode, at rank: Int) -> ScoredNode {
        removeRun(.rank(rank), of: 1)
        return node
    }

    /// Takes the elements of a range of ranks out, and hands each, in order, to `each`, which may free it.
    ///
    /// Ranks outside the index trap, and `each` must not use the index.
    /// - Complexity: O(k log n) for k of n elements; those that a leaf can spare share one way down.
    func removeRange(_ ranks: Range<Int>, _ each: (ScoredNode) -> Void) {
        precondition(ranks.lowerBound >= 0 && ranks.upperBound <= count, "ranks outside the index")
        var left = ranks.count
        while left > 0 {
            var cursor = at(ranks.lowerBound)
            let run = min(left, cursor.spare(above: root.isLeaf ? 0 : OrderedIndexBlock.minimum))
            for _ in 0..<run {
                each(cursor.node)
                cursor.next()
            }
            removeRun(.rank(ranks.lowerBound), of: run)
            left -= run
        }
    }

    // MARK: The way down

    /// What a way down looks for.
    private enum Target {
        case element(Double, ScoredNode)
        /// A rank below the block that the way down has reached.
        case rank(Int)

        func childSlot(in block: OrderedIndexBlock) -> Int {
            switch self {
            case .element(let score, let node): return block.childSlot(score, node)
            case .rank(var rank): return block.childSlot(rank: &rank)
            }
        }

        mutating func enterChild(of block: OrderedIndexBlock, at slot: Int) {
            if case .rank(let rank) = self { self = .rank(rank &- block.countBefore(slot)) }
        }

        func slot(in leaf: OrderedIndexBlock) -> Int {
            switch self {
            case .element(let score, let node): return leaf.slot(of: score, node)
            case .rank(let rank): return rank
            }
        }
    }

    /// Removes elements of one leaf, the one of the target and those behind it, without looking at them.
    private func removeRun(_ target: Target, of length: Int) {
        var target = target
        var block = root
        var separator: (block: OrderedIndexBlock, slot: Int)?
        while !block.isLeaf {
            var slot = target.childSlot(in: block)
            if block.child(at: slot).entries <= OrderedIndexBlock.minimum {
                fillChild(of: block, at: slot)
                if block.entries == 1 { block = dropRoot(); continue }
                slot = target.childSlot(in: block)
            }
            target.enterChild(of: block, at: slot)
            block.addToCount(-length, at: slot)
            if slot > 0 { separator = (block, slot) }
            block = block.child(at: slot)
        }
        let slot = target.slot(in: block)
        block.close(slot..<slot + length)
        if slot == 0, let separator { separator.block.copyKey(of: block, at: 0, to: separator.slot) }
        unsafe state.pointee.count -= length
    }

    /// Makes the only child of the root the new root, and returns it.
    private func dropRoot() -> OrderedIndexBlock {
        let child = root.child(at: 0)
        root.free()
        unsafe state.pointee.inners -= 1
        unsafe state.pointee.root = child
        return child
    }

    // MARK: Filling

    /// Brings a child at its minimum above it, with the help of a neighbour.
    private func fillChild(of parent: OrderedIndexBlock, at slot: Int) {
        let slot = max(slot, 1)
        let (left, right) = (parent.child(at: slot - 1), parent.child(at: slot))
        // The key of the first slot is kept above, and is needed as soon as that slot is no longer first.
        right.copyKey(of: parent, at: slot, to: 0)
        if left.entries + right.entries <= OrderedIndexBlock.capacity * 3 / 4 {
            left.append(first: right.entries, of: right)
            parent.addToCount(parent.count(at: slot), at: slot - 1)
            parent.close(slot..<slot + 1)
            discard(right)
        } else {
            let moved = evenOut(left, right)
            parent.addToCount(moved, at: slot - 1)
            parent.addToCount(-moved, at: slot)
            parent.copyKey(of: right, at: 0, to: slot)
        }
    }

    /// Makes two neighbours hold equally many entries; the number of elements the left one has gained.
    private func evenOut(_ left: OrderedIndexBlock, _ right: OrderedIndexBlock) -> Int {
        let before = left.total
        let half = (left.entries + right.entries) / 2
        if left.entries < half {
            left.append(first: half - left.entries, of: right)
        } else {
            right.prepend(last: left.entries - half, of: left)
        }
        return left.total - before
    }

    /// Frees an emptied block, a leaf leaving the list of leaves.
    private func discard(_ block: OrderedIndexBlock) {
        if block.isLeaf {
            unlink(block)
            unsafe state.pointee.leaves -= 1
        } else {
            unsafe state.pointee.inners -= 1
        }
        block.free()
    }

    /// Takes a leaf that has one before it out of the list of leaves.
    private func unlink(_ leaf: OrderedIndexBlock) {
        guard let previous = unsafe leaf.previous.map({ unsafe OrderedIndexBlock(raw: $0) }) else {
            preconditionFailure("the first leaf is never merged into another")
        }
        unsafe previous.next = leaf.next
        if let next = unsafe leaf.next {
            unsafe OrderedIndexBlock(raw: next).previous = previous.raw
        } else {
            unsafe state.pointee.lastLeaf = previous
        }
    }
}
