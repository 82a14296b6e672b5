// What is true of a hash table between any two calls; tests check it after every change.

extension HashTable {
    /// Traps when the table is not in order.
    ///
    /// - Complexity: O(n) in the number of nodes and buckets.
    func checkInvariants() {
        precondition(unsafe state.pointee.traversals == 0, "a traversal did not end")
        unsafe checkArray(state.pointee.current)
        if let previous = unsafe state.pointee.previous {
            checkArray(previous)
            unsafe precondition(previous.mask != state.pointee.current.mask, "a resize changes no size")
        }
        precondition(unsafe state.pointee.current.drained == 0, "the current array is drained")
        precondition(bucketBytes >= bucketCount * 8, "the arrays hold less memory than they use")
        precondition(bucketCount >= HashTableState.smallestBucketCount, "a table is too small")
    }

    /// Traps when the nodes do not take the bytes that were accounted for.
    func checkAccount(of nodeBytes: Int) {
        var sum = 0
        forEach { node in sum += node.allocatedSize }
        precondition(sum == nodeBytes, "the bytes of the nodes are not what was accounted")
    }

    /// Each node hangs in the bucket of its hash, no key is there twice, and the count is right.
    private func checkArray(_ array: BucketArray) {
        var nodes = 0
        for index in array.drained..<array.bucketCount {
            _ = unsafe HashTable.first(in: array.head(at: index)) { node in
                let hash = unsafe state.pointee.seed.hash(node.key)
                precondition(array.index(hash) == index, "a node is in the wrong bucket")
                let found: Node? = unsafe state.pointee.lookUp(node.key, hash: hash)
                precondition(found?.isIdentical(to: node) == true, "a key is there twice")
                nodes += 1
                return false
            }
        }
        precondition(nodes == array.count, "the count of nodes is wrong")
    }
}
