// Growing and shrinking a hash table in steps.
//
// The table doubles when it has a node per bucket, and shrinks when fewer than one bucket in eight would be
// needed, to the size that leaves it about half full, so that neither follows the other at once. A resize only
// allocates the new array. Every find, insertion and removal then moves one bucket, passing over a bounded
// number of empty ones, so no call does more than a constant amount of work. N insertions into a table that
// began to grow at N nodes move all N buckets, so the previous array is gone before the next doubling.

extension HashTable {
    /// Makes room for `capacity` nodes in one go, ahead of inserting that many.
    func reserve(_ capacity: Int) {
        guard capacity > bucketCount else { return }
        finishRehash()
        unsafe state.pointee.resize(to: HashTableState.powerOfTwo(atLeast: capacity))
    }

    /// Moves the next bucket of a resize, if one is under way.
    func advanceResize() { unsafe state.pointee.advanceResize(of: Node.self) }

    /// Moves every remaining bucket of a resize; does nothing during a traversal.
    ///
    /// - Complexity: O(n) in the number of nodes.
    func finishRehash() {
        guard unsafe state.pointee.traversals == 0 else { return }
        while isResizing { unsafe state.pointee.moveBucket(of: Node.self) }
    }
}

extension HashTableState {
    /// Moves the next bucket of a resize, if one is under way.
    @inline(__always)
    mutating func advanceResize<Node: HashNode>(of type: Node.Type) {
        if previous != nil { moveBucket(of: type) }
    }

    /// What every insertion does first: a step of a resize, or the start of one.
    @inline(__always)
    mutating func prepareToInsert<Node: HashNode>(_ type: Node.Type) {
        advanceResize(of: type)
        if current.count >= current.bucketCount { grow() }
    }

    @inline(never)
    private mutating func grow() { resize(to: HashTableState.powerOfTwo(atLeast: count + 1)) }

    /// Starts to shrink when the table is less than one eighth full.
    @inline(__always)
    mutating func shrinkIfSparse() {
        let buckets = current.bucketCount
        guard buckets > HashTableState.smallestBucketCount, count &* 8 < buckets else { return }
        resize(to: HashTableState.powerOfTwo(atLeast: count * 2))
    }

    /// Makes a new current array; does nothing during a traversal or while the last resize goes on.
    @inline(never)
    fileprivate mutating func resize(to bucketCount: Int) {
        guard traversals == 0, previous == nil, bucketCount != current.bucketCount else { return }
        if count == 0 {
            current.deallocate()
        } else {
            previous = current
        }
        current = BucketArray(bucketCount: bucketCount)
    }

    /// Moves the next bucket that holds nodes, giving up after a number of empty ones.
    @inline(never)
    fileprivate mutating func moveBucket<Node: HashNode>(of type: Node.Type) {
        guard traversals == 0, previous != nil else { return }
        let mostVisited = 16
        var visited = 0
        while visited < mostVisited, (previous?.count ?? 0) > 0 {
            visited &+= 1
            if let chain = unsafe previous?.drainNext() ?? nil {
                unsafe move(chain, of: type)
                break
            }
        }
        endResizeIfDrained()
    }

    /// Links every node of a chain of the previous array into the current one.
    private mutating func move<Node: HashNode>(_ chain: UnsafeMutableRawPointer, of type: Node.Type) {
        var rest: UnsafeMutableRawPointer? = unsafe chain
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            unsafe rest = node.next
            push(node, hash: seed.hash(node.key))
            previous?.count &-= 1
        }
    }

    /// Drops the previous array when no node is left in it, and shrinks again when so many nodes were removed
    /// in the meantime that even that one would be sparse (the current one may be large because of `reserve`).
    private mutating func endResizeIfDrained() {
        guard let drained = previous, drained.count == 0 else { return }
        drained.deallocate()
        previous = nil
        if count &* 8 < drained.bucketCount { shrinkIfSparse() }
    }

    /// The smallest allowed number of buckets that is at least `wanted`.
    fileprivate static func powerOfTwo(atLeast wanted: Int) -> Int {
        guard wanted > smallestBucketCount else { return smallestBucketCount }
        return 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
    }
}
