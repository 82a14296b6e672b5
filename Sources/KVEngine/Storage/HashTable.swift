// The hash table behind the keyspace, sets, hashes and sorted-set members: chains of nodes in a power-of-two
// array of buckets, at most about one node per bucket. It exists because the standard dictionary stops for
// 180 ms when it grows at a million keys, has no cursor that survives a resize, and takes twice the memory.
//
// It grows and shrinks in small steps: for a while there are two arrays, and each call moves a few buckets
// from the previous to the current one. New nodes go to the current array only. A node's hash is not stored;
// moving a node hashes its key again, which saves eight bytes a key.
//
// It does not make nodes, knows nothing about what is in them but the key, and is not thread-safe. It owns the
// nodes linked into it: those still there at the end are freed with it; the caller frees those it removes.
// Searching is in HashTableState.swift, resizing in HashTable+Resize.swift, iteration in +Traversal and +Scan,
// choosing at random in +Random.

import RESP

/// A hash table of nodes, found by their bytes.
@safe
final class HashTable<Node: HashNode> {
    let state: UnsafeMutablePointer<HashTableState>

    /// Makes an empty table; tables with equal seeds and equal histories keep their nodes in the same order.
    init(seed: HashSeed) {
        unsafe state = UnsafeMutablePointer<HashTableState>.allocate(capacity: 1)
        let buckets = BucketArray(bucketCount: HashTableState.smallestBucketCount)
        unsafe state.initialize(to: HashTableState(current: buckets, seed: seed))
    }

    deinit {
        freeEverything()
        unsafe state.deallocate()
    }

    /// The number of nodes.
    var count: Int { unsafe state.pointee.count }

    var isEmpty: Bool { count == 0 }

    /// The number of buckets of the array that new nodes go to.
    var bucketCount: Int { unsafe state.pointee.current.bucketCount }

    /// The bytes of memory that the bucket arrays take, without the nodes.
    var bucketBytes: Int {
        let previous = unsafe state.pointee.previous?.byteCount ?? 0
        return unsafe state.pointee.current.byteCount + previous
    }

    /// Whether nodes are still moving between two arrays.
    var isResizing: Bool { unsafe state.pointee.previous != nil }
}

// MARK: - Finding and inserting

extension HashTable {
    /// The node with this key.
    ///
    /// - Complexity: O(1) expected.
    func find(_ key: ByteView) -> Node? { unsafe state.pointee.find(key) }

    /// Adds a node whose key is not in the table, and owns it from now on.
    func insert(_ node: Node) { unsafe state.pointee.insert(node) }

    /// The node with this key, made and added when there is none; the key is hashed once.
    ///
    /// `make` returns a node with that very key and does not touch the table.
    func findOrInsert(_ key: ByteView, make: () -> Node) -> (node: Node, inserted: Bool) {
        let place = place(of: key)
        if let node = place.node { return (node, false) }
        let node = make()
        insert(node, at: place)
        return (node, true)
    }

    /// Where a key is or would be: one look-up for a command that then inserts or replaces.
    ///
    /// It is good for the next call that changes the table, and no longer than that.
    @safe
    struct Place {
        fileprivate let hash: UInt64
        fileprivate let link: NodeLink?

        /// The node that is there; nil when the place is free.
        var node: Node? {
            guard let raw = unsafe link?.pointee else { return nil }
            return unsafe Node(raw: raw)
        }
    }

    /// Looks up the place of a key.
    ///
    /// - Complexity: O(1) expected.
    func place(of key: ByteView) -> Place {
        let hash = unsafe state.pointee.seed.hash(key)
        return unsafe Place(hash: hash, link: state.pointee.placeToInsert(key, hash: hash, of: Node.self))
    }

    /// Adds a node with the place's key at a free place.
    func insert(_ node: Node, at place: Place) {
        unsafe precondition(place.link == nil, "the place is taken")
        unsafe state.pointee.push(node, hash: place.hash)
    }

    /// Puts a node with the same key in the place of the one there, which the caller frees.
    func replace(at place: Place, with node: Node) {
        guard let link = unsafe place.link, let old = place.node else {
            preconditionFailure("nothing to replace")
        }
        unsafe node.next = old.next
        unsafe link.pointee = node.raw
    }
}

// MARK: - Removing and replacing

extension HashTable {
    /// Takes the node with this key out of the table; the caller frees it.
    func remove(_ key: ByteView) -> Node? { unsafe state.pointee.remove(key) }

    /// Takes this very node out of the table; the caller frees it. A node that is not in the table traps.
    func remove(node: Node) { unsafe state.pointee.remove(node: node) }

    /// Puts a node in the place of another with the same key; the caller frees the old one.
    func replace(_ old: Node, with new: Node) {
        let place = unsafe state.pointee.locate(old)
        unsafe new.next = old.next
        unsafe place.link.pointee = new.raw
    }
}
