// Growing and shrinking a hash table in steps.
//
// The table doubles when it has a node per bucket, and shrinks when fewer than one bucket in eight would be
// needed, to the size that leaves it about half full, so that neither follows the other at once. A resize only
// allocates the new array. Every find, insertion and removal then moves one bucket, passing over a bounded
// number of empty ones, so no call does more than a constant amount of work. N insertions into a table that
// began to grow at N nodes move all N buckets, so the previous array is gone before the next doubling.

extension HashTable {
    /// Moves the next bucket of a resize, if one is under way.
    @inline(__always)
    func advanceResize() {
        if unsafe state.pointee.previous != nil { moveBucket() }
    }

    /// What every insertion does first: a step of a resize, or the start of one.
    @inline(__always)
    func prepareToInsert() {
        advanceResize()
        if unsafe state.pointee.current.count >= state.pointee.current.bucketCount { grow() }
    }

    /// Makes room for `capacity` nodes in one go, ahead of inserting that many.
    func reserve(_ capacity: Int) {
        guard capacity > bucketCount else { return }
        finishRehash()
        resize(to: HashTable.powerOfTwo(atLeast: capacity))
    }

    /// Moves every remaining bucket of a resize; does nothing during a traversal.
    ///
    /// - Complexity: O(n) in the number of nodes.
    func finishRehash() {
        guard unsafe state.pointee.traversals == 0 else { return }
        while isResizing { moveBucket() }
    }

    /// Starts to shrink when the table is less than one eighth full.
    @inline(__always)
    func shrinkIfSparse() {
        let buckets = bucketCount
        guard buckets > HashTableState.smallestBucketCount, count &* 8 < buckets else { return }
        resize(to: HashTable.powerOfTwo(atLeast: count * 2))
    }

    @inline(never)
    private func grow() {
        resize(to: HashTable.powerOfTwo(atLeast: count + 1))
    }

    /// Makes a new current array; does nothing during a traversal or while the last resize goes on.
    @inline(never)
    private func resize(to bucketCount: Int) {
        guard unsafe state.pointee.traversals == 0, !isResizing else { return }
        guard bucketCount != self.bucketCount else { return }
        if isEmpty {
            unsafe state.pointee.current.deallocate()
        } else {
            unsafe state.pointee.previous = state.pointee.current
        }
        unsafe state.pointee.current = BucketArray(bucketCount: bucketCount)
    }

    /// Moves the next bucket that holds nodes, giving up after a number of empty ones.
    @inline(never)
    private func moveBucket() {
        guard unsafe state.pointee.traversals == 0, unsafe state.pointee.previous != nil else { return }
        let mostVisited = 16
        var visited = 0
        while visited < mostVisited, unsafe (state.pointee.previous?.count ?? 0) > 0 {
            visited &+= 1
            if let chain = unsafe state.pointee.previous?.drainNext() ?? nil {
                unsafe move(chain)
                break
            }
        }
        endResizeIfDrained()
    }

    /// Links every node of a chain of the previous array into the current one.
    private func move(_ chain: UnsafeMutableRawPointer) {
        var rest: UnsafeMutableRawPointer? = unsafe chain
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            unsafe rest = node.next
            unsafe push(node, hash: state.pointee.seed.hash(node.key))
            unsafe state.pointee.previous?.count &-= 1
        }
    }

    /// Drops the previous array when no node is left in it, and shrinks again when so many nodes were removed
    /// in the meantime that even that one would be sparse (the current one may be large because of `reserve`).
    private func endResizeIfDrained() {
        guard let previous = unsafe state.pointee.previous, previous.count == 0 else { return }
        previous.deallocate()
        unsafe state.pointee.previous = nil
        if count &* 8 < previous.bucketCount { shrinkIfSparse() }
    }

    /// The smallest allowed number of buckets that is at least `wanted`.
    private static func powerOfTwo(atLeast wanted: Int) -> Int {
        let smallest = HashTableState.smallestBucketCount
        guard wanted > smallest else { return smallest }
        return 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
    }
}
