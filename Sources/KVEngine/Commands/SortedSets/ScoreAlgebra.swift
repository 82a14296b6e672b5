// What sorted sets make together: union, intersection and difference, with weights, into a table of members
// and scores that is then put in order once.
//
// Sources are combined from the smallest up, as Redis does: sums of floating-point numbers show the order.

import RESP

/// A value that takes part, and what its scores are multiplied with.
struct WeightedSource {
    let source: ScoreSource
    var weight = 1.0

    var count: Int { source.count }

    /// A score times the weight; zero where that is no number (an infinity times zero).
    func weigh(_ score: Double) -> Double {
        let product = score * weight
        return product.isNaN ? 0 : product
    }
}

/// How the scores of one member become one.
enum ScoreAggregate {
    case sum
    case lowest
    case highest

    func combine(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .sum:
            let sum = left + right
            return sum.isNaN ? 0 : sum
        case .lowest: return right < left ? right : left
        case .highest: return right > left ? right : left
        }
    }
}

/// Members with their scores, as an operation collects them.
typealias ScoreTable = HashTable<ScoredNode>

/// Union, intersection and difference.
enum ScoreAlgebra {
    /// Adds every member of every source.
    ///
    /// - Complexity: O(n) in the number of members of all sources.
    static func union(_ sources: [WeightedSource], _ aggregate: ScoreAggregate, into table: ScoreTable) {
        let sources = sources.sorted { $0.count < $1.count }
        table.reserve(sources.last?.count ?? 0)
        for weighted in sources {
            weighted.source.forEach { member, score in
                let score = weighted.weigh(score)
                let (node, isNew) = table.findOrInsert(member) { .make(member: member, score: score) }
                if !isNew { node.score = aggregate.combine(node.score, score) }
            }
        }
    }

    /// Hands every member that is in all sources to `body`, with its score, until it answers false.
    ///
    /// - Complexity: O(n × m) in the size of the smallest and the number of sources.
    static func intersection(
        _ sources: [WeightedSource], _ aggregate: ScoreAggregate, _ body: (ByteView, Double) -> Bool
    ) {
        let sources = sources.sorted { $0.count < $1.count }
        guard let smallest = sources.first else { return }
        let others = sources.dropFirst()
        smallest.source.walk { member, score in
            var score = smallest.weigh(score)
            for other in others {
                guard let found = other.source.score(of: member) else { return true }
                score = aggregate.combine(score, found * other.weight)
            }
            return body(member, score)
        }
    }

    /// Adds the members of a source that no other one has.
    ///
    /// - Complexity: O(n × m) in the size of the first and the number of sources, or O(n) in the number of
    ///   members of all sources, whichever looks like less.
    static func difference(_ first: ScoreSource, minus others: [ScoreSource], into table: ScoreTable) {
        let membership = first.count * (others.count + 1) / 2
        if membership <= others.reduce(first.count, { $0 + $1.count }) {
            // The largest one is the likeliest to have a member.
            let others = others.sorted { $0.count > $1.count }
            first.forEach { member, score in
                if !others.contains(where: { $0.contains(member) }) {
                    table.insert(.make(member: member, score: score))
                }
            }
        } else {
            first.forEach { member, score in table.insert(.make(member: member, score: score)) }
            for source in others {
                source.walk { member, _ in
                    table.remove(member)?.free()
                    return !table.isEmpty
                }
            }
        }
    }
}
