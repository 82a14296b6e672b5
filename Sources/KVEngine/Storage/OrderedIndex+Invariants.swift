// What is true of an ordered index between any two calls; tests check it after changes.

import RESP

extension OrderedIndex {
    /// What a walk over the tree counts and remembers.
    private struct Walk {
        var leaves = 0
        var inners = 0
        var last: OrderedIndexBlock?
    }

    /// Traps when the index is not in order.
    ///
    /// - Complexity: O(n) in the number of elements.
    func checkInvariants() {
        var walk = Walk()
        let elements = check(root, isRoot: true, &walk)
        precondition(elements == count, "the count of elements is wrong")
        unsafe precondition(walk.leaves == state.pointee.leaves, "the count of leaves is wrong")
        unsafe precondition(walk.inners == state.pointee.inners, "the count of inner blocks is wrong")
        unsafe precondition(walk.last?.raw == state.pointee.lastLeaf.raw, "the last leaf is another")
        unsafe precondition(state.pointee.lastLeaf.next == nil, "a leaf follows the last one")
        checkOrder()
    }

    /// Checks a block and what is below it; the number of elements there.
    private func check(_ block: OrderedIndexBlock, isRoot: Bool, _ walk: inout Walk) -> Int {
        precondition(block.entries <= OrderedIndexBlock.capacity, "a block holds too much")
        let least = isRoot ? (block.isLeaf ? 0 : 2) : OrderedIndexBlock.minimum
        precondition(block.entries >= least, "a block holds too little")
        guard !block.isLeaf else { return checkLeaf(block, &walk) }
        walk.inners += 1
        for slot in 0..<block.entries {
            let child = block.child(at: slot)
            precondition(child.level == block.level - 1, "leaves are at different heights")
            let below = check(child, isRoot: false, &walk)
            precondition(below == block.count(at: slot), "the count below a child is wrong")
            if slot > 0 { checkKey(of: block, at: slot) }
        }
        return block.total
    }

    private func checkLeaf(_ leaf: OrderedIndexBlock, _ walk: inout Walk) -> Int {
        unsafe precondition(leaf.previous == walk.last?.raw, "the leaf before is another")
        if let last = walk.last {
            unsafe precondition(last.next == leaf.raw, "the leaf behind is another")
        } else {
            unsafe precondition(state.pointee.firstLeaf.raw == leaf.raw, "the first leaf is another")
        }
        walk.leaves += 1
        walk.last = leaf
        return leaf.entries
    }

    /// The key of a child is its smallest element.
    private func checkKey(of block: OrderedIndexBlock, at slot: Int) {
        var leaf = block.child(at: slot)
        while !leaf.isLeaf { leaf = leaf.child(at: 0) }
        precondition(leaf.node(at: 0).isIdentical(to: block.node(at: slot)), "a key names another node")
        precondition(leaf.score(at: 0) == block.score(at: slot), "a key has another score")
    }

    /// Each element comes before the next, under the score that its node holds.
    private func checkOrder() {
        var cursor = first
        var before: ScoredNode?
        while cursor.isValid {
            let node = cursor.node
            precondition(node.score == cursor.score, "a node is filed under another score")
            if let before {
                let isEqual = before.score == node.score
                precondition(before.score < node.score || isEqual, "scores are out of order")
                precondition(!isEqual || before.key.compare(node.key) < 0, "members are out of order")
            }
            before = node
            cursor.next()
        }
    }
}
