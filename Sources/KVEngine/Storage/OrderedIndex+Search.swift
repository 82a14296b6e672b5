// Finding things in the ordered index: the place of an element, its rank, the element of a rank, and where a
// range of scores or members begins. Scores are searched first, without branches on what they are; members
// are compared only among equal scores, for that is where the cache misses are.
//
// Nothing here changes the index.

import RESP

extension OrderedIndexBlock {
    /// The first slot from `low` on for which `isBefore` is false, if it is true up to there and false after.
    @inline(__always)
    func partition(from low: Int, where isBefore: (Int) -> Bool) -> Int {
        var start = low
        var length = entries &- low
        while length > 0 {
            let half = length &>> 1
            let goesUp = isBefore(start &+ half)
            start = goesUp ? start &+ half &+ 1 : start
            length = goesUp ? length &- half &- 1 : half
        }
        return start
    }

    /// The first slot from `low` on whose score is not below `score`.
    func firstSlot(scoreAtLeast score: Double, from low: Int) -> Int {
        firstSlot(from: low) { $0 < score }
    }

    /// The first slot from `low` on whose score is above `score`.
    func firstSlot(scoreAbove score: Double, from low: Int) -> Int {
        firstSlot(from: low) { $0 <= score }
    }

    /// The first slot from `low` on whose score is not before.
    ///
    /// Every eighth score is looked at, then eight neighbours: none of these loads waits for another, and no
    /// branch depends on what they bring. A binary search has fewer of them, one after the other.
    @inline(__always)
    private func firstSlot(from low: Int, where isBefore: (Double) -> Bool) -> Int {
        let (scores, end) = unsafe (scores, entries)
        var start = low
        for probe in stride(from: low &+ 7, to: end, by: 8) {
            start = unsafe start &+ (isBefore(scores[probe]) ? 8 : 0)
        }
        var slot = start
        for neighbour in start..<max(start, min(start &+ 8, end)) {
            slot = unsafe slot &+ (isBefore(scores[neighbour]) ? 1 : 0)
        }
        return slot
    }

    /// The slot where an element that is not in the leaf belongs.
    func position(of score: Double, _ node: ScoredNode) -> Int {
        let slot = firstSlot(scoreAtLeast: score, from: 0)
        guard slot < entries, unsafe scores[slot] == score else { return slot }
        // Mostly one element at most has the same score.
        let isAlone = unsafe slot &+ 1 == entries || scores[slot &+ 1] != score
        if isAlone { return compare(slot, node) < 0 ? slot &+ 1 : slot }
        return partition(from: slot) { unsafe scores[$0] == score && compare($0, node) < 0 }
    }

    /// The slot of an element of the leaf; a node that is not there traps.
    ///
    /// Handles are compared, not members: no other node is looked into.
    func slot(of score: Double, _ node: ScoredNode) -> Int {
        var slot = firstSlot(scoreAtLeast: score, from: 0)
        while slot < entries, unsafe scores[slot] == score {
            if self.node(at: slot).isIdentical(to: node) { return slot }
            slot &+= 1
        }
        preconditionFailure("the node is not in the index")
    }

    /// The slot of the child of an inner block below which an element is or belongs.
    func childSlot(_ score: Double, _ node: ScoredNode) -> Int {
        let slot = firstSlot(scoreAtLeast: score, from: 1)
        guard slot < entries, unsafe scores[slot] == score else { return slot &- 1 }
        return partition(from: slot) { unsafe scores[$0] == score && compare($0, node) <= 0 } &- 1
    }

    /// Whether the key in a slot comes after an element.
    func isKey(at slot: Int, after score: Double, _ node: ScoredNode) -> Bool {
        let own = self.score(at: slot)
        return own == score ? compare(slot, node) > 0 : own > score
    }

    /// Orders the member in a slot against another: negative, zero or positive.
    private func compare(_ slot: Int, _ node: ScoredNode) -> Int {
        let own = self.node(at: slot)
        return own.isIdentical(to: node) ? 0 : own.key.compare(node.key)
    }

    /// The slot of the child that holds the element at `rank`, which becomes the rank below that child.
    func childSlot(rank: inout Int) -> Int {
        var slot = 0
        while rank >= count(at: slot) {
            rank &-= count(at: slot)
            slot &+= 1
        }
        return slot
    }
}

extension OrderedIndex {
    /// The number of elements before a node of the index.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func rank(score: Double, node: ScoredNode) -> Int {
        var block = root
        var before = 0
        while !block.isLeaf {
            let slot = block.childSlot(score, node)
            before &+= block.countBefore(slot)
            block = block.child(at: slot)
        }
        return before &+ block.slot(of: score, node)
    }

    /// The element at a rank; a rank outside the index gives an invalid cursor.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func at(_ rank: Int) -> Cursor {
        guard UInt(bitPattern: rank) < UInt(bitPattern: count) else { return .invalid }
        var rank = rank
        var block = root
        while !block.isLeaf { block = block.child(at: block.childSlot(rank: &rank)) }
        return Cursor(block, rank)
    }

    /// The rank of the first element for which `isBefore` is false: the count when it is true for all.
    ///
    /// `isBefore` must be true for some elements from the first on and false for all the others.
    /// - Complexity: O(log n) calls of `isBefore` in the number of elements.
    func lowerBound(where isBefore: (Double, ScoredNode) -> Bool) -> Int {
        rankOfFirst { block, low in
            block.partition(from: low) { isBefore(block.score(at: $0), block.node(at: $0)) }
        }
    }

    /// The rank of the first element with this score or a higher one.
    func rankOfFirst(scoreAtLeast score: Double) -> Int {
        rankOfFirst { $0.firstSlot(scoreAtLeast: score, from: $1) }
    }

    /// The rank of the first element with a higher score.
    func rankOfFirst(scoreAbove score: Double) -> Int {
        rankOfFirst { $0.firstSlot(scoreAbove: score, from: $1) }
    }

    /// The rank where a search ends that finds the first slot of a block, from a given one on, to be in.
    ///
    /// A child whose key is out may still hold the first element that is in; a child whose key is in cannot
    /// hold it, unless as its very first, which is where the search of the child before ends.
    @inline(__always)
    private func rankOfFirst(_ firstSlot: (OrderedIndexBlock, Int) -> Int) -> Int {
        var block = root
        var before = 0
        while !block.isLeaf {
            let slot = firstSlot(block, 1) &- 1
            before &+= block.countBefore(slot)
            block = block.child(at: slot)
        }
        return before &+ firstSlot(block, 0)
    }
}
