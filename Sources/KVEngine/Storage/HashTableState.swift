// What a hash table keeps, and how nodes are found in it.
//
// The work is done here and not by `HashTable`, which owns this state: a look-up that is handed a pointer to it
// counts no references, and counting one to the table took a sixth of the time of a find. The type of the nodes
// is a parameter of each operation; only the table knows that it is always the same.

import RESP

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

/// Where a node hangs: the link that points to it, and in which array.
@safe
struct NodePlace {
    let link: NodeLink
    let isPrevious: Bool
}

// MARK: - Finding

extension HashTableState {
    /// The node with this key.
    mutating func find<Node: HashNode>(_ key: ByteView) -> Node? {
        advanceResize(of: Node.self)
        return lookUp(key, hash: seed.hash(key))
    }

    /// Finds without moving any node.
    @inline(__always)
    func lookUp<Node: HashNode>(_ key: ByteView, hash: UInt64) -> Node? {
        if previous != nil, let node: Node = lookUpPrevious(key, hash: hash) { return node }
        return unsafe HashTableState.search(current.slot(hash).pointee, for: key)
    }

    @inline(never)
    private func lookUpPrevious<Node: HashNode>(_ key: ByteView, hash: UInt64) -> Node? {
        guard let slot = unsafe previous?.liveSlot(hash) else { return nil }
        return unsafe HashTableState.search(slot.pointee, for: key)
    }

    @inline(__always)
    private static func search<Node: HashNode>(_ head: UnsafeMutableRawPointer?, for key: ByteView) -> Node? {
        var rest = unsafe head
        while let raw = unsafe rest {
            let node = unsafe Node(raw: raw)
            if node.key == key { return node }
            unsafe rest = node.next
        }
        return nil
    }

    /// Where the node that `matches` among those of a hash's buckets hangs.
    @inline(__always)
    private func locate<Node: HashNode>(_ hash: UInt64, where matches: (Node) -> Bool) -> NodePlace? {
        if let slot = unsafe previous?.liveSlot(hash),
            let link = unsafe HashTableState.link(from: slot, where: matches)
        {
            return unsafe NodePlace(link: link, isPrevious: true)
        }
        let slot = unsafe current.slot(hash)
        guard let link = unsafe HashTableState.link(from: slot, where: matches) else { return nil }
        return unsafe NodePlace(link: link, isPrevious: false)
    }

    /// Where a node of the table hangs; one that is not in the table traps.
    func locate<Node: HashNode>(_ node: Node) -> NodePlace {
        let place = locate(seed.hash(node.key)) { (other: Node) in unsafe other.raw == node.raw }
        guard let place else { preconditionFailure("the node is not in this table") }
        return place
    }

    /// Follows a chain to the link that points to the node that `matches`.
    @inline(__always)
    private static func link<Node: HashNode>(from slot: NodeLink, where matches: (Node) -> Bool) -> NodeLink?
    {
        var link = unsafe slot
        while let raw = unsafe link.pointee {
            if unsafe matches(Node(raw: raw)) { return unsafe link }
            unsafe link = raw.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
        }
        return nil
    }
}

// MARK: - Inserting and removing

extension HashTableState {
    mutating func insert<Node: HashNode>(_ node: Node) {
        prepareToInsert(Node.self)
        push(node, hash: seed.hash(node.key))
    }

    /// The link to the node with this key, or nil when there is none and one may be pushed.
    mutating func placeToInsert<Node: HashNode>(
        _ key: ByteView, hash: UInt64, of type: Node.Type
    ) -> NodeLink? {
        prepareToInsert(type)
        return unsafe locate(hash) { (node: Node) in node.key == key }?.link
    }

    /// Links a node in front of its bucket in the current array.
    @inline(__always)
    mutating func push<Node: HashNode>(_ node: Node, hash: UInt64) {
        let slot = unsafe current.slot(hash)
        unsafe node.next = slot.pointee
        unsafe slot.pointee = node.raw
        current.count &+= 1
    }

    mutating func remove<Node: HashNode>(_ key: ByteView) -> Node? {
        advanceResize(of: Node.self)
        guard let place = locate(seed.hash(key), where: { (node: Node) in node.key == key }) else {
            return nil
        }
        return unlink(place)
    }

    mutating func remove<Node: HashNode>(node: Node) {
        advanceResize(of: Node.self)
        let _: Node = unlink(locate(node))
    }

    /// Takes out the node that a link points to.
    private mutating func unlink<Node: HashNode>(_ place: NodePlace) -> Node {
        guard let raw = unsafe place.link.pointee else { preconditionFailure("the link leads nowhere") }
        let node = unsafe Node(raw: raw)
        unsafe place.link.pointee = node.next
        if place.isPrevious {
            previous?.count &-= 1
        } else {
            current.count &-= 1
        }
        shrinkIfSparse()
        return node
    }
}
