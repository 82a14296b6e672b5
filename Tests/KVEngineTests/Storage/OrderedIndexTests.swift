import RESP
import Testing

@testable import KVEngine

@Suite struct OrderedIndexTests {
    private func members(_ model: OrderedIndexModel) -> [String] {
        model.forwards.map { String($0.node.key) }
    }

    @Test func `an empty index has no ends`() {
        let index = OrderedIndex()
        #expect(index.isEmpty)
        #expect(!index.first.isValid)
        #expect(!index.last.isValid)
        #expect(!index.at(0).isValid)
        #expect(index.rankOfFirst(scoreAtLeast: -.infinity) == 0)
        #expect(index.lowerBound { _, _ in true } == 0)
        #expect(index.popFirst() == nil)
        #expect(index.popLast() == nil)
        index.removeRange(0..<0) { _ in Issue.record("nothing can be removed") }
        index.checkInvariants()
    }

    @Test func `elements are ordered by score`() {
        let model = OrderedIndexModel()
        for (score, member) in [(3.0, "c"), (-.infinity, "z"), (1.5, "x"), (.infinity, "a"), (-2, "y")] {
            model.insert(score, member)
        }
        #expect(members(model) == ["z", "y", "x", "c", "a"])
    }

    @Test func `equal scores are ordered by bytes and then by length`() {
        let model = OrderedIndexModel()
        for member in ["b", "ab", "\u{e9}", "a", "", "abc", "B"] { model.insert(1, member) }
        #expect(members(model) == ["", "B", "a", "ab", "abc", "b", "\u{e9}"])
        model.checkRanks()
    }

    @Test func `both zeros are the same score`() {
        let model = OrderedIndexModel()
        model.insert(0.0, "b")
        model.insert(-0.0, "c")
        model.insert(-0.0, "a")
        #expect(members(model) == ["a", "b", "c"])
        model.checkBounds(of: 0.0)
        model.checkBounds(of: -0.0)
        model.update(at: 1, to: -0.0)
        model.check()
    }

    @Test func `a rank outside the index is no place`() {
        let model = OrderedIndexModel()
        for number in 0..<200 { model.insert(Double(number), "m") }
        #expect(model.index.at(199).isValid)
        #expect(!model.index.at(200).isValid)
        #expect(!model.index.at(-1).isValid)
        #expect(!model.index.at(.max).isValid)
    }

    @Test(arguments: [1.0, -1.0, 0.0]) func `an index grows in any order of insertion`(direction: Double) {
        let model = OrderedIndexModel()
        for number in 0..<1500 {
            model.insert(direction * Double(number), "member:\(number)")
            if number % 50 < 2 { model.index.checkInvariants() }
        }
        model.check()
        model.checkRanks(step: 7)
    }

    @Test func `growing scores leave leaves three quarters full`() {
        let model = OrderedIndexModel()
        for number in 0..<4800 { model.insert(Double(number), "m") }
        let leaves = 4800 / 48 + 1
        let leafBytes = leaves * OrderedIndexBlock.leafSize
        #expect(model.index.memoryUsage < leafBytes + 5 * OrderedIndexBlock.innerSize)
        model.check()
    }

    @Test func `memory is given back as elements go`() {
        let model = OrderedIndexModel()
        let empty = model.index.memoryUsage
        for number in 0..<3000 { model.insert(Double(number), "m") }
        #expect(model.index.memoryUsage > 40 * OrderedIndexBlock.leafSize)
        #expect(model.removeRange(0..<3000))
        #expect(model.index.memoryUsage == empty)
        model.check()
    }

    @Test func `a score that stays between its neighbours changes in place`() {
        let model = OrderedIndexModel()
        for number in 0..<1000 { model.insert(Double(number), "m\(number)") }
        let memory = model.index.memoryUsage
        for rank in 0..<1000 {
            model.update(at: rank, to: Double(rank) + 0.25)
            model.index.checkInvariants()
        }
        model.check()
        #expect(model.index.memoryUsage == memory)
    }

    @Test func `an equal score changes in place only when the member allows it`() {
        let model = OrderedIndexModel()
        for (score, member) in [(1.0, "b"), (2, "a"), (3, "c")] { model.insert(score, member) }
        model.update(at: 1, to: 1)
        #expect(members(model) == ["a", "b", "c"])
        model.update(at: 1, to: 3)
        #expect(members(model) == ["a", "b", "c"])
        model.update(at: 2, to: 1)
        #expect(members(model) == ["a", "c", "b"])
        model.check()
    }

    @Test(arguments: [true, false]) func `pops take the ends until nothing is left`(fromStart: Bool) {
        let model = OrderedIndexModel()
        for number in 0..<1200 { model.insert(Double(number * 7919 % 400), "m\(number)") }
        while model.count > 0 {
            let popped = fromStart ? model.index.popFirst() : model.index.popLast()
            #expect(model.took(popped, at: fromStart ? 0 : model.count - 1))
            if model.count % 16 == 0 { model.index.checkInvariants() }
        }
        #expect(model.index.isEmpty)
        model.check()
    }
}
