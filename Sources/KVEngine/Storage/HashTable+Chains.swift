// How the nodes of a hash table are spread over its buckets: what DEBUG HTSTATS tells.

/// The lengths of the chains of one array of buckets.
struct BucketChains: Equatable {
    let buckets: Int
    let nodes: Int
    /// How many buckets have a chain of each length; those without nodes are under zero.
    var bucketsByLength: [Int: Int] = [:]
}

extension HashTable {
    /// The chains of the array in use and, while nodes move, of the one they move to behind it.
    ///
    /// - Complexity: O(n) in the number of nodes and buckets.
    var chains: [BucketChains] {
        let current = unsafe HashTable.chains(of: state.pointee.current)
        guard let previous = unsafe state.pointee.previous else { return [current] }
        return [HashTable.chains(of: previous), current]
    }

    private static func chains(of array: BucketArray) -> BucketChains {
        var chains = BucketChains(buckets: array.bucketCount, nodes: array.count)
        for index in 0..<array.bucketCount {
            var length = 0
            _ = unsafe first(in: array.head(at: index)) { _ in
                length += 1
                return false
            }
            chains.bucketsByLength[length, default: 0] += 1
        }
        return chains
    }
}
