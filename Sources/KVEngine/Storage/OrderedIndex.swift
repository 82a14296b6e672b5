// The order of a sorted set: a B+tree of (score, member) with the number of elements below every child, so
// that an element's rank and the element of a rank are found on one way down. Blocks of 64 instead of a skip
// list because a way down then touches a few blocks instead of a few dozen nodes, and a range is a walk along
// an array. An element takes 25 bytes here after insertions, near twice that after many random removals.
//
// Elements are ordered by score, equal scores (-0 and +0 are equal) by the member's bytes as memcmp orders
// them, the shorter first when one is a prefix. NaN never gets here.
//
// Full blocks are split, and blocks at their minimum filled, on the way down, before the change is made: a
// change never has to come back up, so blocks need no link to their parent and no path is remembered.
//
// The index does not own the nodes, look members up by name, or read the score stored in a node: callers
// say which score a node is filed under and keep the node's own in step.

/// The members of a sorted set in order, by score and then by bytes.
@safe
final class OrderedIndex {
    @unsafe struct State {
        var root: OrderedIndexBlock
        var firstLeaf: OrderedIndexBlock
        var lastLeaf: OrderedIndexBlock
        var count: Int
        var leaves: Int
        var inners: Int
    }

    let state: UnsafeMutablePointer<State>

    init() {
        let leaf = OrderedIndexBlock.make(level: 0)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(
            to: State(root: leaf, firstLeaf: leaf, lastLeaf: leaf, count: 0, leaves: 1, inners: 0))
    }

    deinit {
        unsafe OrderedIndex.freeTree(state.pointee.root)
        unsafe state.deallocate()
    }

    private static func freeTree(_ block: OrderedIndexBlock) {
        if !block.isLeaf {
            for slot in 0..<block.entries { freeTree(block.child(at: slot)) }
        }
        block.free()
    }

    /// The number of elements.
    var count: Int { unsafe state.pointee.count }

    var isEmpty: Bool { count == 0 }

    /// The bytes of the index without the nodes.
    var memoryUsage: Int {
        unsafe MemoryLayout<State>.size + state.pointee.leaves * OrderedIndexBlock.leafSize
            + state.pointee.inners * OrderedIndexBlock.innerSize
    }

    var root: OrderedIndexBlock { unsafe state.pointee.root }

    // MARK: Inserting

    /// Files a node that is not in the index under a score.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func insert(score: Double, node: ScoredNode) {
        if root.isFull { growRoot() }
        var block = root
        while !block.isLeaf {
            var slot = block.childSlot(score, node)
            if block.child(at: slot).isFull {
                splitChild(of: block, at: slot)
                if !block.isKey(at: slot + 1, after: score, node) { slot += 1 }
            }
            block.addToCount(1, at: slot)
            block = block.child(at: slot)
        }
        let slot = block.position(of: score, node)
        block.open(at: slot)
        block.setKey(score, node, at: slot)
        unsafe state.pointee.count += 1
    }

    /// Puts a new root above the full one.
    private func growRoot() {
        let old = root
        let grown = makeBlock(level: old.level + 1)
        grown.open(at: 0)
        grown.setChild(old, count: count, at: 0)
        unsafe state.pointee.root = grown
    }

    /// Moves the upper part of a full child into a new child behind it.
    ///
    /// Half of it, but for the last leaf, which keeps three quarters: scores that only grow, as timestamps
    /// do, then leave well filled leaves behind.
    private func splitChild(of parent: OrderedIndexBlock, at slot: Int) {
        let child = parent.child(at: slot)
        let fresh = makeBlock(level: child.level)
        if child.isLeaf { link(fresh, after: child) }
        let isLast = unsafe child.isLeaf && fresh.next == nil
        let moving = isLast ? OrderedIndexBlock.minimum : OrderedIndexBlock.capacity / 2
        fresh.prepend(last: moving, of: child)
        let moved = fresh.total
        parent.addToCount(-moved, at: slot)
        parent.open(at: slot + 1)
        parent.setChild(fresh, count: moved, at: slot + 1)
        parent.copyKey(of: fresh, at: 0, to: slot + 1)
    }

    private func makeBlock(level: Int) -> OrderedIndexBlock {
        if level == 0 { unsafe state.pointee.leaves += 1 } else { unsafe state.pointee.inners += 1 }
        return OrderedIndexBlock.make(level: level)
    }

    /// Puts a leaf behind another in the list of leaves.
    private func link(_ fresh: OrderedIndexBlock, after leaf: OrderedIndexBlock) {
        unsafe fresh.next = leaf.next
        unsafe fresh.previous = leaf.raw
        if let next = unsafe leaf.next {
            unsafe OrderedIndexBlock(raw: next).previous = fresh.raw
        } else {
            unsafe state.pointee.lastLeaf = fresh
        }
        unsafe leaf.next = fresh.raw
    }

    // MARK: Changing a score

    /// Files a node of the index under another score.
    ///
    /// When it stays between its neighbours only the score changes.
    /// - Complexity: O(log n) in the number of elements.
    func update(_ node: ScoredNode, from oldScore: Double, to newScore: Double) {
        if !updateInPlace(node, from: oldScore, to: newScore) {
            remove(score: oldScore, node: node)
            insert(score: newScore, node: node)
        }
    }

    private func updateInPlace(_ node: ScoredNode, from oldScore: Double, to newScore: Double) -> Bool {
        var block = root
        var separator: (block: OrderedIndexBlock, slot: Int)?
        while !block.isLeaf {
            let slot = block.childSlot(oldScore, node)
            if slot > 0 { separator = (block, slot) }
            block = block.child(at: slot)
        }
        let slot = block.slot(of: oldScore, node)
        guard Cursor(block, slot).staysInOrder(at: newScore) else { return false }
        block.setScore(newScore, at: slot)
        if slot == 0 { separator?.block.setScore(newScore, at: separator?.slot ?? 0) }
        return true
    }
}
