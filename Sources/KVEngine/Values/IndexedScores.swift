// A large sorted set: a hash table that finds a member's node, and an index that keeps the same nodes in
// order. Adding a member is one look-up and one way down the index.
//
// The table owns the nodes; the index points to them. A node taken out of one is taken out of the other
// before it is freed.

import RESP

/// The indexed form of a sorted set.
final class IndexedScores {
    let table: HashTable<ScoredNode>
    let index = OrderedIndex()
    /// The bytes of the nodes.
    private(set) var nodeBytes = 0

    init(seed: HashSeed) { table = HashTable(seed: seed) }

    /// Takes over a table; `ordered` are its nodes, in order.
    init(table: HashTable<ScoredNode>, ordered: [ScoredNode]) {
        self.table = table
        for node in ordered { file(node) }
    }

    var count: Int { table.count }

    var memoryUsage: Int { 48 &+ table.bucketBytes &+ index.memoryUsage &+ nodeBytes }

    func copy(seed: HashSeed) -> IndexedScores {
        let twin = IndexedScores(seed: seed)
        twin.table.reserve(count)
        walk(in: 0..<count) { member, score in
            twin.insert(member, score)
            return true
        }
        return twin
    }

    // MARK: One member

    /// Adds a member that is not there.
    func insert(_ member: ByteView, _ score: Double) {
        let node = ScoredNode.make(member: member, score: score)
        table.insert(node)
        file(node)
    }

    private func file(_ node: ScoredNode) {
        index.insert(score: node.score, node: node)
        nodeBytes &+= node.allocatedSize
    }

    /// Gives a member a score, as far as the rule allows.
    func add(_ member: ByteView, _ given: Double, _ rule: ScoreRule) -> ScoreOutcome {
        if rule.contains(.onlyExisting) {
            guard let node = table.find(member) else { return .refused }
            return update(node, given, rule)
        }
        let (node, isNew) = table.findOrInsert(member) { ScoredNode.make(member: member, score: given) }
        guard isNew else { return update(node, given, rule) }
        file(node)
        return .added(given)
    }

    private func update(_ node: ScoredNode, _ given: Double, _ rule: ScoreRule) -> ScoreOutcome {
        let outcome = rule.outcome(replacing: node.score, by: given)
        if case .updated(let score) = outcome {
            index.update(node, from: node.score, to: score)
            node.score = score
        }
        return outcome
    }

    /// Removes a member; false if it was not there.
    func remove(_ member: ByteView) -> Bool {
        guard let node = table.remove(member) else { return false }
        index.remove(score: node.score, node: node)
        release(node)
        return true
    }

    /// Removes the first or the last element after handing it to `body`, which must leave the set alone.
    func pop(_ end: ScoreEnd, _ body: (ByteView, Double) -> Void) {
        guard let node = end == .lowest ? index.popFirst() : index.popLast() else { return }
        body(node.key, node.score)
        table.remove(node: node)
        release(node)
    }

    private func release(_ node: ScoredNode) {
        nodeBytes &-= node.allocatedSize
        node.free()
    }

    // MARK: Ranks

    func rank(of member: ByteView) -> (rank: Int, score: Double)? {
        guard let node = table.find(member) else { return nil }
        return (index.rank(score: node.score, node: node), node.score)
    }

    /// Hands the elements of a range of ranks to `body` until it answers false; whether it never did.
    @discardableResult
    func walk(in ranks: Range<Int>, reversed: Bool = false, _ body: (ByteView, Double) -> Bool) -> Bool {
        var cursor = index.at(reversed ? ranks.upperBound - 1 : ranks.lowerBound)
        for _ in ranks {
            guard body(cursor.node.key, cursor.score) else { return false }
            if reversed { cursor.previous() } else { cursor.next() }
        }
        return true
    }

    func remove(in ranks: Range<Int>) {
        index.removeRange(ranks) { node in
            table.remove(node: node)
            release(node)
        }
    }
}

/// An end of a sorted set.
enum ScoreEnd {
    case lowest
    case highest
}
