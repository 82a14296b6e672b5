// Walking over every node of a hash table, in no particular order.
//
// Nodes must not move between arrays under a walk, and even a lookup moves some, so a walk holds resizing up
// until it ends. This makes it safe to look keys up in the very table that is walked over (a set intersected
// with itself does), to insert (the walk may or may not come by the new node), and to remove, replace or free
// the node that was just handed out. Removing any other node during a walk is not allowed.

extension HashTable {
    /// Calls `body` with each node once.
    ///
    /// - Complexity: O(n) in the number of nodes and buckets.
    func forEach<E: Error>(_ body: (Node) throws(E) -> Void) throws(E) {
        _ = try first { (node) throws(E) -> Bool in
            try body(node)
            return false
        }
    }

    /// The first node met that satisfies `condition`; the walk ends there.
    func first<E: Error>(where condition: (Node) throws(E) -> Bool) throws(E) -> Node? {
        unsafe state.pointee.traversals += 1
        defer { unsafe state.pointee.traversals -= 1 }
        for index in 0..<liveBucketCount {
            if let node = try unsafe HashTable.first(in: head(at: index), where: condition) { return node }
        }
        return nil
    }

    /// The first node of a chain that satisfies `condition`; each link is read before its node is handed out.
    static func first<E: Error>(
        in chain: UnsafeMutableRawPointer?, where condition: (Node) throws(E) -> Bool
    ) throws(E) -> Node? {
        var rest = unsafe chain
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            unsafe rest = node.next
            if try condition(node) { return node }
        }
        return nil
    }

    /// The number of buckets of both arrays that can hold a node.
    var liveBucketCount: Int {
        let previous = unsafe state.pointee.previous?.liveBucketCount ?? 0
        return unsafe state.pointee.current.bucketCount &+ previous
    }

    /// The chain of a bucket, counting through both arrays: first what is left of the previous one, then the
    /// current one.
    func head(at index: Int) -> UnsafeMutableRawPointer? {
        var index = index
        if let previous = unsafe state.pointee.previous {
            let live = previous.liveBucketCount
            if index < live { return unsafe previous.head(at: previous.drained &+ index) }
            index &-= live
        }
        return unsafe state.pointee.current.head(at: index)
    }

    /// Frees all nodes and both arrays: the end of the table.
    func freeEverything() {
        forEach { node in node.free() }
        unsafe state.pointee.previous?.deallocate()
        unsafe state.pointee.current.deallocate()
    }
}
