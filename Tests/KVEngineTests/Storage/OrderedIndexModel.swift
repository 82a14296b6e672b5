// An ordered index next to a sorted array that says what it should hold. The array is kept sorted by plain
// comparisons of arrays of bytes, so that it shares nothing with what it checks.

import RESP
import Testing

@testable import KVEngine

/// An ordered index, the nodes filed in it, and the order they should be in.
final class OrderedIndexModel {
    struct Element: Equatable {
        var score: Double
        let member: [UInt8]
        let node: ScoredNode

        static func == (left: Element, right: Element) -> Bool {
            left.score == right.score && left.node.isIdentical(to: right.node)
        }

        func precedes(_ score: Double, _ member: [UInt8]) -> Bool {
            self.score == score ? self.member.lexicographicallyPrecedes(member) : self.score < score
        }
    }

    let index = OrderedIndex()
    private(set) var elements: [Element] = []

    var count: Int { elements.count }

    deinit {
        for element in elements { element.node.free() }
    }

    /// Where an element belongs in the array.
    private func place(of score: Double, _ member: [UInt8]) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].precedes(score, member) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds a member that is not there.
    func insert(_ score: Double, _ member: [UInt8]) {
        let node = member.withByteView { ScoredNode.make(member: $0, score: score) }
        index.insert(score: score, node: node)
        elements.insert(Element(score: score, member: member, node: node), at: place(of: score, member))
    }

    func insert(_ score: Double, _ member: String) { insert(score, Array(member.utf8)) }

    /// Removes the element at a rank by its key.
    func remove(at rank: Int) {
        let element = elements.remove(at: rank)
        index.remove(score: element.score, node: element.node)
        element.node.free()
    }

    /// Gives the element at a rank another score.
    func update(at rank: Int, to score: Double) {
        var element = elements.remove(at: rank)
        index.update(element.node, from: element.score, to: score)
        element.node.score = score
        element.score = score
        elements.insert(element, at: place(of: score, element.member))
    }

    /// Removes ranks and frees the nodes; whether the right ones came, in order.
    func removeRange(_ ranks: Range<Int>) -> Bool {
        var expected = elements[ranks].makeIterator()
        var isRight = true
        index.removeRange(ranks) { node in
            isRight = isRight && expected.next()?.node.isIdentical(to: node) == true
            node.free()
        }
        isRight = isRight && expected.next() == nil
        elements.removeSubrange(ranks)
        return isRight
    }

    /// Whether the element that a pop took out is the one at a rank, which then leaves the array.
    func took(_ node: ScoredNode?, at rank: Int) -> Bool {
        guard let node else { return elements.isEmpty }
        defer { node.free() }
        return elements.remove(at: rank).node.isIdentical(to: node)
    }

    // MARK: Comparing

    /// The elements as a walk forwards finds them.
    var forwards: [Element] {
        var found: [Element] = []
        var cursor = index.first
        while cursor.isValid {
            found.append(element(at: cursor))
            cursor.next()
        }
        return found
    }

    /// The elements as a walk backwards finds them.
    var backwards: [Element] {
        var found: [Element] = []
        var cursor = index.last
        while cursor.isValid {
            found.append(element(at: cursor))
            cursor.previous()
        }
        return found
    }

    private func element(at cursor: OrderedIndex.Cursor) -> Element {
        Element(score: cursor.score, member: [], node: cursor.node)
    }

    /// Checks the order, both ways, and what the index believes of itself.
    func check(_ sourceLocation: SourceLocation = #_sourceLocation) {
        index.checkInvariants()
        #expect(index.count == count, sourceLocation: sourceLocation)
        #expect(forwards == elements, "forwards", sourceLocation: sourceLocation)
        #expect(backwards == elements.reversed(), "backwards", sourceLocation: sourceLocation)
    }

    /// Checks that every `step`th rank and element lead to each other.
    func checkRanks(step: Int = 1, _ sourceLocation: SourceLocation = #_sourceLocation) {
        for rank in stride(from: 0, to: count, by: step) {
            let element = elements[rank]
            #expect(
                index.rank(score: element.score, node: element.node) == rank, sourceLocation: sourceLocation)
            #expect(
                index.at(rank).node.isIdentical(to: element.node), sourceLocation: sourceLocation)
        }
    }

    /// Checks where scores at and above `score` begin.
    func checkBounds(of score: Double, _ sourceLocation: SourceLocation = #_sourceLocation) {
        let atLeast = elements.firstIndex { $0.score >= score } ?? count
        let above = elements.firstIndex { $0.score > score } ?? count
        #expect(index.rankOfFirst(scoreAtLeast: score) == atLeast, sourceLocation: sourceLocation)
        #expect(index.rankOfFirst(scoreAbove: score) == above, sourceLocation: sourceLocation)
        #expect(index.lowerBound { own, _ in own < score } == atLeast, sourceLocation: sourceLocation)
        #expect(index.lowerBound { own, _ in own <= score } == above, sourceLocation: sourceLocation)
    }
}
