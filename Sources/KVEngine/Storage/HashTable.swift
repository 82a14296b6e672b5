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
// Resizing is in HashTable+Resize.swift, iteration in +Traversal and +Scan, choosing at random in +Random.

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

/// What a table keeps, apart from the type of its nodes.
@safe
struct HashTableState {
    static let smallestBucketCount = 4

    /// The array that new nodes go to.
    var current: BucketArray
    /// The array that is being drained, while the table is being resized.
    var previous: BucketArray?
    /// How many traversals are under way; nodes stay in their buckets until none is.
    var traversals = 0
    let seed: HashSeed

    init(current: BucketArray, seed: HashSeed) {
        self.current = current
        self.seed = seed
    }

    var count: Int { current.count &+ (previous?.count ?? 0) }
}

// MARK: - Finding

extension HashTable {
    /// The node with this key.
    ///
    /// - Complexity: O(1) expected.
    func find(_ key: ByteView) -> Node? {
        advanceResize()
        return unsafe lookUp(key, hash: state.pointee.seed.hash(key))
    }

    /// Finds without moving any node.
    @inline(__always)
    func lookUp(_ key: ByteView, hash: UInt64) -> Node? {
        if unsafe state.pointee.previous != nil, let node = lookUpPrevious(key, hash: hash) { return node }
        return unsafe HashTable.search(state.pointee.current.slot(hash).pointee, for: key)
    }

    @inline(never)
    private func lookUpPrevious(_ key: ByteView, hash: UInt64) -> Node? {
        guard let slot = unsafe state.pointee.previous?.liveSlot(hash) else { return nil }
        return unsafe HashTable.search(slot.pointee, for: key)
    }

    @inline(__always)
    private static func search(_ head: UnsafeMutableRawPointer?, for key: ByteView) -> Node? {
        var rest = unsafe head
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            if node.key == key { return node }
            unsafe rest = node.next
        }
        return nil
    }
}

// MARK: - Inserting

extension HashTable {
    /// Adds a node whose key is not in the table, and owns it from now on.
    func insert(_ node: Node) {
        prepareToInsert()
        unsafe push(node, hash: state.pointee.seed.hash(node.key))
    }

    /// The node with this key, made and added when there is none; the key is hashed once.
    ///
    /// `make` returns a node with that very key and does not touch the table.
    func findOrInsert(_ key: ByteView, make: () -> Node) -> (node: Node, inserted: Bool) {
        prepareToInsert()
        let hash = unsafe state.pointee.seed.hash(key)
        if let node = lookUp(key, hash: hash) { return (node, false) }
        let node = make()
        push(node, hash: hash)
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
        prepareToInsert()
        let hash = unsafe state.pointee.seed.hash(key)
        return unsafe Place(hash: hash, link: locate(hash, where: { $0.key == key })?.link)
    }

    /// Adds a node with the place's key at a free place.
    func insert(_ node: Node, at place: Place) {
        unsafe precondition(place.link == nil, "the place is taken")
        push(node, hash: place.hash)
    }

    /// Puts a node with the same key in the place of the one there, which the caller frees.
    func replace(at place: Place, with node: Node) {
        guard let link = unsafe place.link, let old = place.node else {
            preconditionFailure("nothing to replace")
        }
        unsafe node.next = old.next
        unsafe link.pointee = node.raw
    }

    /// Links a node in front of its bucket in the current array.
    @inline(__always)
    func push(_ node: Node, hash: UInt64) {
        let slot = unsafe state.pointee.current.slot(hash)
        unsafe node.next = slot.pointee
        unsafe slot.pointee = node.raw
        unsafe state.pointee.current.count &+= 1
    }
}

// MARK: - Removing and replacing

extension HashTable {
    /// Takes the node with this key out of the table; the caller frees it.
    func remove(_ key: ByteView) -> Node? {
        advanceResize()
        let hash = unsafe state.pointee.seed.hash(key)
        guard let place = locate(hash, where: { $0.key == key }) else { return nil }
        return unlink(place)
    }

    /// Takes this very node out of the table; the caller frees it. A node that is not in the table traps.
    func remove(node: Node) {
        advanceResize()
        unlink(locate(node))
    }

    /// Puts a node in the place of another with the same key; the caller frees the old one.
    func replace(_ old: Node, with new: Node) {
        let place = locate(old)
        unsafe new.next = old.next
        unsafe place.link.pointee = new.raw
    }

    /// Frees every node and shrinks to the smallest size; not allowed during a traversal.
    func removeAll() {
        precondition(unsafe state.pointee.traversals == 0, "a table cannot be emptied while it is traversed")
        freeEverything()
        unsafe state.pointee.previous = nil
        unsafe state.pointee.current = BucketArray(bucketCount: HashTableState.smallestBucketCount)
    }

    /// Takes out the node that a link points to.
    @discardableResult
    private func unlink(_ place: NodePlace) -> Node {
        guard let raw = unsafe place.link.pointee else { preconditionFailure("the link leads nowhere") }
        let node = unsafe Node(raw: raw)
        unsafe place.link.pointee = node.next
        if place.isPrevious {
            unsafe state.pointee.previous?.count &-= 1
        } else {
            unsafe state.pointee.current.count &-= 1
        }
        shrinkIfSparse()
        return node
    }

    private func locate(_ node: Node) -> NodePlace {
        let hash = unsafe state.pointee.seed.hash(node.key)
        guard let place = locate(hash, where: { unsafe $0.raw == node.raw }) else {
            preconditionFailure("the node is not in this table")
        }
        return place
    }

    /// Where the node that `matches` among those of a hash's buckets hangs.
    @inline(__always)
    fileprivate func locate(_ hash: UInt64, where matches: (Node) -> Bool) -> NodePlace? {
        if let slot = unsafe state.pointee.previous?.liveSlot(hash),
            let link = unsafe HashTable.link(from: slot, where: matches)
        {
            return unsafe NodePlace(link: link, isPrevious: true)
        }
        let slot = unsafe state.pointee.current.slot(hash)
        guard let link = unsafe HashTable.link(from: slot, where: matches) else { return nil }
        return unsafe NodePlace(link: link, isPrevious: false)
    }

    /// Follows a chain to the link that points to the node that `matches`.
    @inline(__always)
    private static func link(from slot: NodeLink, where matches: (Node) -> Bool) -> NodeLink? {
        var link = unsafe slot
        while let raw = unsafe link.pointee {
            if unsafe matches(Node(raw: raw)) { return unsafe link }
            unsafe link = raw.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
        }
        return nil
    }
}

/// Where a node hangs: the link that points to it, and in which array.
@safe
private struct NodePlace {
    let link: NodeLink
    let isPrevious: Bool
}
