// One node of the ordered index: a raw block of parallel arrays, so that a search runs over nothing but
// scores and eight of them share a cache line. Leaves and inner blocks begin alike; inner blocks go on.
//
//      0  entries in use       4  level, 0 = leaf
//      8  previous leaf       16  next leaf          (leaves only)
//     32  scores[64]         544  nodes[64]
//   1056  children[64]      1568  counts[64]         (inner blocks only)
//
// The key of slot `i` in an inner block is the smallest element below child `i`; slot 0 has none, what lies
// there is never read. A block knows neither its parent nor the order of elements: it moves entries around.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A handle to one block of an ordered index.
@safe
struct OrderedIndexBlock {
    let raw: UnsafeMutableRawPointer

    /// The entries a block has room for.
    static let capacity = 64
    /// The entries every block but the root has at least.
    static let minimum = 16

    private static let scoresOffset = 32
    private static let nodesOffset = scoresOffset + 8 * capacity
    private static let childrenOffset = nodesOffset + 8 * capacity
    private static let countsOffset = childrenOffset + 8 * capacity
    static let leafSize = childrenOffset
    static let innerSize = countsOffset + 8 * capacity

    init(raw: UnsafeMutableRawPointer) { unsafe self.raw = raw }

    /// An empty block of a level of the tree.
    static func make(level: Int) -> OrderedIndexBlock {
        guard let raw = unsafe malloc(level == 0 ? leafSize : innerSize) else {
            preconditionFailure("out of memory")
        }
        unsafe raw.initializeMemory(as: UInt64.self, repeating: 0, count: scoresOffset / 8)
        unsafe raw.storeBytes(of: UInt32(level), toByteOffset: 4, as: UInt32.self)
        return unsafe OrderedIndexBlock(raw: raw)
    }

    /// Gives back the memory of this block alone.
    func free() {
        #if canImport(Glibc)
            unsafe Glibc.free(raw)
        #else
            unsafe Darwin.free(raw)
        #endif
    }

    // MARK: Header

    /// The entries in use: elements of a leaf, children of an inner block.
    var entries: Int {
        get { unsafe Int(raw.load(as: UInt32.self)) }
        nonmutating set { unsafe raw.storeBytes(of: UInt32(truncatingIfNeeded: newValue), as: UInt32.self) }
    }

    /// The height above the leaves.
    var level: Int { unsafe Int(raw.load(fromByteOffset: 4, as: UInt32.self)) }

    var isLeaf: Bool { level == 0 }

    var isFull: Bool { entries == OrderedIndexBlock.capacity }

    var previous: UnsafeMutableRawPointer? {
        get { unsafe raw.load(fromByteOffset: 8, as: UnsafeMutableRawPointer?.self) }
        nonmutating set {
            unsafe raw.storeBytes(of: newValue, toByteOffset: 8, as: UnsafeMutableRawPointer?.self)
        }
    }

    var next: UnsafeMutableRawPointer? {
        get { unsafe raw.load(fromByteOffset: 16, as: UnsafeMutableRawPointer?.self) }
        nonmutating set {
            unsafe raw.storeBytes(of: newValue, toByteOffset: 16, as: UnsafeMutableRawPointer?.self)
        }
    }

    // MARK: Arrays

    @unsafe var scores: UnsafeMutablePointer<Double> {
        unsafe (raw + OrderedIndexBlock.scoresOffset).assumingMemoryBound(to: Double.self)
    }

    @unsafe var nodes: UnsafeMutablePointer<UnsafeMutableRawPointer> {
        unsafe (raw + OrderedIndexBlock.nodesOffset).assumingMemoryBound(to: UnsafeMutableRawPointer.self)
    }

    @unsafe private var children: UnsafeMutablePointer<UnsafeMutableRawPointer> {
        unsafe (raw + OrderedIndexBlock.childrenOffset).assumingMemoryBound(to: UnsafeMutableRawPointer.self)
    }

    @unsafe private var counts: UnsafeMutablePointer<Int> {
        unsafe (raw + OrderedIndexBlock.countsOffset).assumingMemoryBound(to: Int.self)
    }

    func score(at slot: Int) -> Double {
        checkSlot(slot)
        return unsafe scores[slot]
    }

    func node(at slot: Int) -> ScoredNode {
        checkSlot(slot)
        return unsafe ScoredNode(raw: nodes[slot])
    }

    /// Changes the score of a slot, its node staying.
    func setScore(_ score: Double, at slot: Int) {
        checkSlot(slot)
        unsafe scores[slot] = score
    }

    /// Sets the key of a slot.
    func setKey(_ score: Double, _ node: ScoredNode, at slot: Int) {
        checkSlot(slot)
        unsafe scores[slot] = score
        unsafe nodes[slot] = node.raw
    }

    /// Sets the key of a slot to that of another block's slot.
    func copyKey(of source: OrderedIndexBlock, at sourceSlot: Int, to slot: Int) {
        checkSlot(slot)
        source.checkSlot(sourceSlot)
        unsafe scores[slot] = source.scores[sourceSlot]
        unsafe nodes[slot] = source.nodes[sourceSlot]
    }

    /// The child of an inner block in a slot.
    func child(at slot: Int) -> OrderedIndexBlock {
        checkInner(slot)
        return unsafe OrderedIndexBlock(raw: children[slot])
    }

    /// Sets the child of a slot and the number of elements below it.
    func setChild(_ child: OrderedIndexBlock, count: Int, at slot: Int) {
        checkInner(slot)
        unsafe children[slot] = child.raw
        unsafe counts[slot] = count
    }

    /// The number of elements below the child in a slot.
    func count(at slot: Int) -> Int {
        checkInner(slot)
        return unsafe counts[slot]
    }

    func addToCount(_ change: Int, at slot: Int) {
        checkInner(slot)
        unsafe counts[slot] &+= change
    }

    /// The number of elements below the children before a slot.
    func countBefore(_ slot: Int) -> Int {
        guard slot > 0 else { return 0 }
        checkInner(slot - 1)
        var sum = 0
        for index in 0..<slot { unsafe sum &+= counts[index] }
        return sum
    }

    /// The number of elements in and below the block.
    var total: Int { isLeaf ? entries : countBefore(entries) }

    private func checkSlot(_ slot: Int) {
        precondition(UInt(bitPattern: slot) < UInt(bitPattern: entries), "slot outside the block")
    }

    private func checkInner(_ slot: Int) {
        precondition(!isLeaf, "a leaf has no children")
        checkSlot(slot)
    }

    // MARK: Moving entries

    /// Makes room for one entry in front of `slot`; what it holds is then set by the caller.
    func open(at slot: Int) {
        precondition(!isFull && slot <= entries, "an entry opens within a block with room")
        copyEntries(slot..<entries, of: self, to: slot + 1)
        entries += 1
    }

    /// Drops the entries of a range, what follows moving up.
    func close(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= entries, "entries outside the block")
        copyEntries(range.upperBound..<entries, of: self, to: range.lowerBound)
        entries -= range.count
    }

    /// Moves the last entries of `source` in front of this block's entries.
    func prepend(last amount: Int, of source: OrderedIndexBlock) {
        precondition(amount <= source.entries && amount <= OrderedIndexBlock.capacity - entries, "no room")
        copyEntries(0..<entries, of: self, to: amount)
        copyEntries(source.entries - amount..<source.entries, of: source, to: 0)
        entries += amount
        source.entries -= amount
    }

    /// Moves the first entries of `source` behind this block's entries.
    func append(first amount: Int, of source: OrderedIndexBlock) {
        precondition(amount <= source.entries && amount <= OrderedIndexBlock.capacity - entries, "no room")
        copyEntries(0..<amount, of: source, to: entries)
        entries += amount
        source.close(0..<amount)
    }

    /// Copies entries of a block of the same level; the ranges may overlap.
    private func copyEntries(_ range: Range<Int>, of source: OrderedIndexBlock, to slot: Int) {
        precondition(
            slot >= 0 && slot + range.count <= OrderedIndexBlock.capacity, "entries beyond the block")
        guard !range.isEmpty else { return }
        let start = range.lowerBound
        unsafe scores.advanced(by: slot).update(from: source.scores + start, count: range.count)
        unsafe nodes.advanced(by: slot).update(from: source.nodes + start, count: range.count)
        guard !isLeaf else { return }
        unsafe children.advanced(by: slot).update(from: source.children + start, count: range.count)
        unsafe counts.advanced(by: slot).update(from: source.counts + start, count: range.count)
    }
}
