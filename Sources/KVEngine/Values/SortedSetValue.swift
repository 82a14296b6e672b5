// A sorted set as the keyspace holds it. It begins as a packed list and becomes a table with an index for good
// when a member longer than `zset-max-listpack-value` comes, or more than `zset-max-listpack-entries`. The
// second form is called "skiplist", as Redis calls it, though the order is kept by a tree.
//
// Ranges by score and by member are in SortedSetValue+Ranges.swift. What several sets make together is with
// the commands.

import RESP

/// The value of a sorted-set key.
final class SortedSetValue: StoredObject, CollectionValue {
    /// The two ways to keep the elements.
    enum Form {
        case packed(PackedScores)
        case indexed(IndexedScores)
    }

    static let kind = ValueKind.sortedSet
    /// The bytes of this object itself.
    static let ownBytes = 64

    private(set) var form: Form
    /// Kept apart from the storage, whose size a look-up may change: the keyspace accounts for changes only.
    private var bytes = 0
    private let settings: Settings
    private let seed: HashSeed

    init(settings: Settings, seed: HashSeed) {
        let scores = PackedScores()
        form = .packed(scores)
        self.settings = settings
        self.seed = seed
        super.init()
        settle(scores)
    }

    /// Takes over the nodes of a table, in the form that so many and such long members get; `anyLength` says that
    /// their number alone decides.
    init(
        taking table: HashTable<ScoredNode>, anyLength: Bool = false, settings: Settings, seed: HashSeed
    ) {
        form = SortedSetValue.form(of: table, table.inOrder(), anyLength, settings)
        self.settings = settings
        self.seed = seed
        super.init()
        switch form {
        case .packed(let scores): settle(scores)
        case .indexed(let scores): settle(scores)
        }
    }

    private static func form(
        of table: HashTable<ScoredNode>, _ ordered: [ScoredNode], _ anyLength: Bool, _ settings: Settings
    ) -> Form {
        let longest = anyLength ? 0 : ordered.reduce(0) { max($0, $1.key.count) }
        guard ordered.count <= settings.zsetMaxListpackEntries, longest <= settings.zsetMaxListpackValue
        else { return .indexed(IndexedScores(table: table, ordered: ordered)) }
        let scores = PackedScores()
        for node in ordered { scores.insert(node.key, node.score) }
        return .packed(scores)
    }

    override var kind: ValueKind { .sortedSet }

    override var count: Int {
        switch form {
        case .packed(let scores): scores.count
        case .indexed(let scores): scores.count
        }
    }

    override var memoryUsage: Int { bytes }

    override var encoding: StaticString {
        switch form {
        case .packed: "listpack"
        case .indexed: "skiplist"
        }
    }

    override func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        let twin = SortedSetValue(settings: settings, seed: seed)
        switch form {
        case .packed(let scores): twin.keep(scores.copy())
        case .indexed(let scores): twin.keep(scores.copy(seed: seed))
        }
        return twin
    }

    private func keep(_ scores: PackedScores) {
        form = .packed(scores)
        settle(scores)
    }

    private func keep(_ scores: IndexedScores) {
        form = .indexed(scores)
        settle(scores)
    }

    private func settle(_ scores: PackedScores) { bytes = SortedSetValue.ownBytes &+ scores.memoryUsage }

    private func settle(_ scores: IndexedScores) { bytes = SortedSetValue.ownBytes &+ scores.memoryUsage }
}

// MARK: - One member

extension SortedSetValue {
    func score(of member: ByteView) -> Double? {
        switch form {
        case .packed(let scores): scores.find(member).map { scores.score(at: $0) }
        case .indexed(let scores): scores.table.find(member)?.score
        }
    }

    func contains(_ member: ByteView) -> Bool { score(of: member) != nil }

    /// Gives a member a score, as far as the rule allows; it is added when it is not there.
    ///
    /// - Complexity: O(log n) in the number of elements.
    @discardableResult
    func add(_ member: ByteView, _ score: Double, _ rule: ScoreRule = []) -> ScoreOutcome {
        switch form {
        case .packed(let scores): return add(member, score, rule, to: scores)
        case .indexed(let scores): return add(member, score, rule, to: scores)
        }
    }

    private func add(
        _ member: ByteView, _ score: Double, _ rule: ScoreRule, to scores: IndexedScores
    ) -> ScoreOutcome {
        defer { settle(scores) }
        return scores.add(member, score, rule)
    }

    private func add(
        _ member: ByteView, _ given: Double, _ rule: ScoreRule, to scores: PackedScores
    ) -> ScoreOutcome {
        if let position = scores.find(member) {
            let outcome = rule.outcome(replacing: scores.score(at: position), by: given)
            if case .updated(let score) = outcome {
                scores.remove(at: position)
                scores.insert(member, score)
                settle(scores)
            }
            return outcome
        }
        if rule.contains(.onlyExisting) { return .refused }
        guard scores.count < settings.zsetMaxListpackEntries, member.count <= settings.zsetMaxListpackValue
        else { return add(member, given, rule, to: convert(scores)) }
        scores.insert(member, given)
        settle(scores)
        return .added(given)
    }

    /// Gives up the packed form for good; the caller accounts for the memory.
    func becomeIndexed() {
        if case .packed(let scores) = form { _ = convert(scores) }
    }

    /// Moves the elements into a table with an index.
    private func convert(_ packed: PackedScores) -> IndexedScores {
        let scores = IndexedScores(seed: seed)
        scores.table.reserve(packed.count)
        _ = packed.walk(in: 0..<packed.count, reversed: false) { member, score in
            scores.insert(member, score)
            return true
        }
        keep(scores)
        return scores
    }

    /// Removes a member; false if it was not there.
    @discardableResult
    func remove(_ member: ByteView) -> Bool {
        switch form {
        case .packed(let scores):
            guard let position = scores.find(member) else { return false }
            scores.remove(at: position)
            settle(scores)
            return true
        case .indexed(let scores):
            defer { settle(scores) }
            return scores.remove(member)
        }
    }
}

// MARK: - Ranks

extension SortedSetValue {
    /// The number of elements before a member, with its score.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func rank(of member: ByteView) -> (rank: Int, score: Double)? {
        switch form {
        case .packed(let scores): scores.rank(of: member)
        case .indexed(let scores): scores.rank(of: member)
        }
    }

    /// Hands the elements of a range of ranks to `body` until it answers false; whether it never did.
    ///
    /// The set must not change meanwhile; looking members up is fine.
    @discardableResult
    func walk(
        in ranks: Range<Int>, reversed: Bool = false, _ body: (ByteView, Double) -> Bool
    ) -> Bool {
        precondition(ranks.lowerBound >= 0 && ranks.upperBound <= count, "ranks outside the sorted set")
        switch form {
        case .packed(let scores): return scores.walk(in: ranks, reversed: reversed, body)
        case .indexed(let scores): return scores.walk(in: ranks, reversed: reversed, body)
        }
    }

    /// Hands the elements of a range of ranks to `body`; the rules are those of `walk`.
    func forEach(in ranks: Range<Int>, reversed: Bool = false, _ body: (ByteView, Double) -> Void) {
        walk(in: ranks, reversed: reversed) { member, score in
            body(member, score)
            return true
        }
    }

    /// Hands every element to `body`, in order; the rules are those of `walk`.
    func forEach(_ body: (ByteView, Double) -> Void) { forEach(in: 0..<count, body) }

    /// Removes the elements of a range of ranks.
    ///
    /// - Complexity: O(log n) for each in the number of elements.
    func remove(in ranks: Range<Int>) {
        switch form {
        case .packed(let scores):
            scores.remove(in: ranks)
            settle(scores)
        case .indexed(let scores):
            scores.remove(in: ranks)
            settle(scores)
        }
    }

    /// Removes the element at an end after handing it to `body`, which must leave the set alone.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func pop(_ end: ScoreEnd, _ body: (ByteView, Double) -> Void) {
        switch form {
        case .packed(let scores):
            let rank = end == .lowest ? 0 : scores.count - 1
            _ = scores.walk(in: rank..<rank + 1, reversed: false) { member, score in
                body(member, score)
                return true
            }
            scores.remove(in: rank..<rank + 1)
            settle(scores)
        case .indexed(let scores):
            scores.pop(end, body)
            settle(scores)
        }
    }
}

extension HashTable<ScoredNode> {
    /// The nodes, ordered by score and then by member.
    ///
    /// - Complexity: O(n log n) in the number of nodes.
    func inOrder() -> [ScoredNode] {
        var nodes: [(score: Double, node: ScoredNode)] = []
        nodes.reserveCapacity(count)
        forEach { nodes.append(($0.score, $0)) }
        nodes.sort { left, right in
            left.score == right.score
                ? left.node.key.compare(right.node.key) < 0 : left.score < right.score
        }
        return nodes.map(\.node)
    }
}
