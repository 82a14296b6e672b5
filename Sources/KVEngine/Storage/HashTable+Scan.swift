// Walking over a hash table in many separate calls, with nothing kept in between but one number that the
// client holds. The table may grow and shrink between the calls, and still every node that is there from the
// first call to the last is handed out; a node may come twice.
//
// Why it works. A bucket's number is the low bits of the hash. Think of the buckets as the leaves of a binary
// tree that branches on the lowest bit first: the table with 8 buckets is the tree cut off at depth 3, and
// cutting the same tree one level deeper splits the leaf 101 into 0101 and 1101, which stay neighbours. The
// scan visits the leaves from left to right in this tree, that is, in the order of their numbers read
// backwards: 000, 100, 010, 110, 001, ... The cursor names the leaf to visit next, and all that is to the left
// of it is done.
//
// When the table grows, the next leaf becomes a subtree, and the cursor, which has zeros in the new high bits,
// names the leftmost leaf of that subtree: nothing done is repeated, nothing is left out. When the table
// shrinks, the leaf that the cursor names may be in the middle of one of the new, larger leaves. Dropping the
// high bits names that larger leaf, of which a part is visited again, and again nothing to the right is lost.
// The places of nodes in this picture depend on hashes alone, so the number of resizes does not matter.
//
// During a resize a node is in one of two arrays, and a call has to cover the same part of the tree in both:
// the bucket of the smaller array at the cursor, and in the larger array every bucket below that one.

extension HashTable {
    /// Hands out the nodes of the bucket at the cursor and returns the next cursor; zero starts and ends.
    ///
    /// The rules for `visit` are those of `forEach`. Any number is accepted as a cursor.
    ///
    /// - Complexity: O(1) expected; during a resize, O(m) in the ratio m of the sizes of the two arrays.
    func scan(_ cursor: UInt64, _ visit: (Node) -> Void) -> UInt64 {
        unsafe state.pointee.traversals += 1
        defer { unsafe state.pointee.traversals -= 1 }
        let current = unsafe state.pointee.current
        guard let previous = unsafe state.pointee.previous else {
            HashTable.visitBucket(cursor, of: current, visit)
            return HashTable.successor(of: cursor, mask: current.mask)
        }
        return current.mask > previous.mask
            ? HashTable.scan(cursor, small: previous, large: current, visit)
            : HashTable.scan(cursor, small: current, large: previous, visit)
    }

    /// Hands out a bucket of the smaller array and all those of the larger one that it corresponds to.
    private static func scan(
        _ cursor: UInt64, small: BucketArray, large: BucketArray, _ visit: (Node) -> Void
    ) -> UInt64 {
        visitBucket(cursor, of: small, visit)
        let bitsBelow = UInt64(large.mask & ~small.mask)
        // The first of these buckets: a cursor from before a resize may point to a later one, but then the
        // smaller bucket is done again as a whole, and the others are done already.
        var cursor = cursor
        repeat {
            visitBucket(cursor, of: large, visit)
            cursor = successor(of: cursor, mask: large.mask)
        } while cursor & bitsBelow != 0
        return cursor
    }

    private static func visitBucket(_ cursor: UInt64, of array: BucketArray, _ visit: (Node) -> Void) {
        let chain = unsafe array.head(at: array.index(cursor))
        _ = unsafe first(in: chain) { node in
            visit(node)
            return false
        }
    }

    /// The bucket after `cursor` in backwards order: adds one at the highest bit and carries downwards.
    private static func successor(of cursor: UInt64, mask: Int) -> UInt64 {
        var cursor = cursor & UInt64(mask)
        var bit = (UInt64(mask) + 1) >> 1
        while cursor & bit != 0 {
            cursor ^= bit
            bit >>= 1
        }
        return cursor | bit
    }
}
