// A stream: entries with growing IDs, in bounded nodes that stand in a sorted array. Adding is O(1), finding an ID
// halves the nodes and walks over one of them, and forgetting the oldest drops whole nodes. A node is a hundred entries
// or 4 KiB, so that a million entries are ten thousand nodes: taking one out of the array moves 80 KB at most.
//
// Unlike other collections a stream stays when it is empty: it remembers its last ID, and its groups.

import RESP

/// The value of a stream key.
final class StreamValue: StoredObject, CollectionValue {
    static let kind = ValueKind.stream

    /// The nodes in order; those in the middle may hold nothing but deleted entries.
    var nodes: [StreamNode] = []
    /// The bytes of all nodes.
    var nodeBytes = 0
    /// The number of entries.
    var length = 0
    /// The ID of the first entry; zero when there is none.
    var firstID = StreamID.zero
    /// The ID of the last entry that was ever added, or what XSETID has made of it.
    var lastID = StreamID.zero
    /// The highest ID that was deleted by XDEL.
    var maxDeletedID = StreamID.zero
    /// How many entries were ever added.
    var entriesAdded: Int64 = 0
    var groups = NamedList<StreamGroup>()
    /// The bytes of all groups.
    let groupBytes = Shared(0)
    private let settings: Settings

    init(settings: Settings, seed: HashSeed) {
        self.settings = settings
        super.init()
    }

    override var kind: ValueKind { .stream }

    override var count: Int { length }

    override var memoryUsage: Int { 160 &+ nodes.count &* 8 &+ nodeBytes &+ groupBytes.value }

    override var encoding: StaticString { "stream" }

    override func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        let copy = StreamValue(settings: settings, seed: seed)
        copy.nodes = nodes.map { $0.copy() }
        copy.nodeBytes = copy.nodes.reduce(0) { $0 + $1.memoryUsage }
        (copy.length, copy.entriesAdded) = (length, entriesAdded)
        (copy.firstID, copy.lastID, copy.maxDeletedID) = (firstID, lastID, maxDeletedID)
        for group in groups { copy.groups.insert(group.copy(account: copy.groupBytes)) }
        return copy
    }

    // MARK: Adding

    /// Adds an entry behind the others; its ID is above all of theirs.
    ///
    /// - Complexity: O(1), and O(n) in the bytes of the words.
    func append(_ id: StreamID, _ words: StreamWords) {
        precondition(id > lastID, "IDs grow")
        if let last = nodes.last, id <= last.id { removeEmptyEnd() }
        let node = nodeForNext(id, words)
        change(node) { $0.append(id, words) }
        length += 1
        entriesAdded &+= 1
        lastID = id
        if length == 1 { firstID = id }
    }

    /// The node that an entry goes to: the last one, or a new one behind it.
    private func nodeForNext(_ id: StreamID, _ words: StreamWords) -> StreamNode {
        if let last = nodes.last {
            guard last.isFull(for: words.byteCount, settings) else { return last }
            change(last) { $0.trimExcess() }
        }
        let node = StreamNode(for: id, words)
        nodes.append(node)
        nodeBytes += node.memoryUsage
        return node
    }

    /// Changes a node, and accounts for the memory it took or gave back.
    func change<R>(_ node: StreamNode, _ body: (StreamNode) -> R) -> R {
        let before = node.memoryUsage
        defer { nodeBytes += node.memoryUsage - before }
        return body(node)
    }

    // MARK: Reading

    /// The index of the node in which an ID is if it is anywhere; nil when it is before all of them.
    ///
    /// - Complexity: O(log n) in the nodes.
    func nodeIndex(of id: StreamID) -> Int? {
        var (low, high) = (0, nodes.count)
        while low < high {
            let middle = low + (high - low) / 2
            if nodes[middle].id <= id { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// Hands out the entries of an interval, in order or from the last on, until `body` returns false.
    ///
    /// The entries must not change meanwhile.
    /// - Complexity: O(log n + m) for m of n entries.
    func forEach(
        in interval: StreamInterval = .all, reversed: Bool = false, _ body: (StreamEntry) -> Bool
    ) {
        guard !nodes.isEmpty, interval.lower <= interval.upper else { return }
        let last = nodeIndex(of: interval.upper)
        guard let last else { return }
        let first = nodeIndex(of: interval.lower) ?? 0
        var isOver = false
        var index = reversed ? last : first
        while !isOver, index >= first, index <= last {
            nodes[index].walk(reversed: reversed) { entry in
                // XSETID may have gone back behind entries that were deleted: those are in no order.
                guard !entry.isDeleted else { return true }
                let isBefore = reversed ? entry.id > interval.upper : entry.id < interval.lower
                guard !isBefore else { return true }
                let isBehind = reversed ? entry.id < interval.lower : entry.id > interval.upper
                if isBehind || !body(entry) { isOver = true }
                return !isOver
            }
            index += reversed ? -1 : 1
        }
    }

    /// The ID of the first or the last entry; nil when there is none.
    func endID(last: Bool) -> StreamID? {
        var id: StreamID?
        forEach(reversed: last) { entry in
            id = entry.id
            return false
        }
        return id
    }

    /// Whether there is an entry with an ID.
    func contains(_ id: StreamID) -> Bool {
        var isThere = false
        forEach(in: StreamInterval(lower: id, upper: id)) { _ in
            isThere = true
            return false
        }
        return isThere
    }
}
