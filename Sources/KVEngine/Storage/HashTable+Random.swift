// Choosing nodes of a hash table at random, for SPOP, SRANDMEMBER, RANDOMKEY and eviction.
//
// Taking a random bucket and then a node of its chain would favour nodes that are alone in their bucket.
// Instead each bucket is thought to have four places, a place is drawn among all places of the table, and an
// empty place is drawn again: every node has one place, so every node is equally likely. Of a chain longer
// than four (at most one bucket in 250) the last place stands for all the rest. A table is at least an eighth
// full but for short times, so a draw takes about 32 tries at worst and four when the table is full.

extension HashTable {
    private static var placesPerBucket: Int { 4 }
    private static var mostTries: Int { 256 }

    /// A node chosen at random, all of them equally likely but for long chains; nil when the table is empty.
    ///
    /// - Complexity: O(1) expected.
    func random(using random: inout Random) -> Node? {
        advanceResize()
        guard !isEmpty else { return nil }
        let places = liveBucketCount * HashTable.placesPerBucket
        for _ in 0..<HashTable.mostTries {
            let place = random.below(places)
            let chain = unsafe head(at: place / HashTable.placesPerBucket)
            let node = unsafe HashTable.node(at: place % HashTable.placesPerBucket, of: chain, using: &random)
            if let node { return node }
        }
        return randomNeighbour(using: &random)
    }

    /// Hands out `min(limit, count)` different nodes from neighbouring buckets, starting at a random one.
    ///
    /// Cheaper than as many random choices, and far less fair: meant for sampling. The rules for `visit` are
    /// those of `forEach`.
    ///
    /// - Complexity: O(limit) expected.
    func sample(_ limit: Int, using random: inout Random, _ visit: (Node) -> Void) {
        advanceResize()
        guard limit > 0, !isEmpty else { return }
        unsafe state.pointee.traversals += 1
        defer { unsafe state.pointee.traversals -= 1 }
        var left = min(limit, count)
        // Passing over a few nodes lets those deep in a chain have their turn when the limit is small.
        var passedOver = random.below(min(HashTable.placesPerBucket, count - left + 1))
        _ = firstFromRandomBucket(using: &random) { node in
            passedOver -= 1
            guard passedOver < 0 else { return false }
            visit(node)
            left -= 1
            return left == 0
        }
    }

    /// The first node at or after a random bucket: what is left when a nearly empty table yields nothing.
    private func randomNeighbour(using random: inout Random) -> Node? {
        firstFromRandomBucket(using: &random) { _ in true }
    }

    /// Goes once around all buckets from a random one, to the first node that satisfies `condition`.
    private func firstFromRandomBucket(
        using random: inout Random, where condition: (Node) -> Bool
    ) -> Node? {
        let buckets = liveBucketCount
        let start = random.below(buckets)
        for step in 0..<buckets {
            let index = start &+ step
            let chain = unsafe head(at: index < buckets ? index : index &- buckets)
            if let node = unsafe HashTable.first(in: chain, where: condition) { return node }
        }
        return nil
    }

    /// The node at a place of a chain, if there is one; any of the rest at the last place.
    private static func node(
        at place: Int, of chain: UnsafeMutableRawPointer?, using random: inout Random
    ) -> Node? {
        guard place == placesPerBucket - 1 else { return unsafe node(at: place, of: chain) }
        var rest = 0
        while unsafe node(at: place + rest, of: chain) != nil { rest += 1 }
        return rest == 0 ? nil : unsafe node(at: place + (rest == 1 ? 0 : random.below(rest)), of: chain)
    }

    private static func node(at position: Int, of chain: UnsafeMutableRawPointer?) -> Node? {
        var (rest, left) = unsafe (chain, position)
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            if left == 0 { return node }
            left &-= 1
            unsafe rest = node.next
        }
        return nil
    }
}
