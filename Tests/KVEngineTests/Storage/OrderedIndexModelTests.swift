import RESP
import Testing

@testable import KVEngine

/// Random operations on an ordered index against a sorted array.
@Suite struct OrderedIndexModelTests {
    /// What kind of scores a run draws: few give many equal ones.
    enum Scores: CaseIterable {
        case few, many, extreme

        func draw(_ random: inout Random) -> Double {
            switch self {
            case .few: Double(random.below(5))
            case .many: random.unitDouble() * 1000
            case .extreme:
                [-.infinity, -1e300, -0.0, 0.0, .leastNonzeroMagnitude, .infinity][random.below(6)]
            }
        }
    }

    /// A member that no other has, with prefixes of its own among the others.
    private func member(_ number: Int, _ random: inout Random) -> [UInt8] {
        let tail = Array("\(number)".utf8)
        return random.below(3) == 0 ? tail : [UInt8(random.below(256))] + tail.reversed() + [0]
    }

    private func insert(
        _ number: Int, into model: OrderedIndexModel, _ scores: Scores, _ random: inout Random
    ) {
        model.insert(scores.draw(&random), member(number, &random) + [UInt8(ascii: ".")])
    }

    /// One random change; while `growing`, most are insertions.
    private func change(
        _ model: OrderedIndexModel, _ number: Int, growing: Bool, _ scores: Scores, _ random: inout Random
    ) {
        let choice = random.below(100)
        if model.count == 0 || choice < (growing ? 70 : 20) {
            insert(number, into: model, scores, &random)
        } else if choice < 80 {
            model.remove(at: random.below(model.count))
        } else if choice < 95 {
            model.update(at: random.below(model.count), to: scores.draw(&random))
        } else if choice < 97 {
            #expect(model.took(model.index.popFirst(), at: 0))
        } else if choice < 99 {
            #expect(model.took(model.index.popLast(), at: model.count - 1))
        } else {
            let start = random.below(model.count)
            #expect(model.removeRange(start..<min(model.count, start + random.below(20))))
        }
    }

    @Test(arguments: Scores.allCases, [1, 2] as [UInt64])
    func `a small index is right after every change`(scores: Scores, seed: UInt64) {
        var random = Random(seed: seed)
        let model = OrderedIndexModel()
        for number in 0..<900 {
            change(model, number, growing: number % 600 < 420, scores, &random)
            model.index.checkInvariants()
            if number % 8 == 0 { model.check() }
            if number % 64 == 0 { model.checkRanks(step: 3) }
        }
    }

    @Test(arguments: Scores.allCases)
    func `a large index is right as it grows and shrinks`(scores: Scores) {
        var random = Random(seed: 3)
        let model = OrderedIndexModel()
        for number in 0..<5000 { insert(number, into: model, scores, &random) }
        for number in 5000..<14000 {
            change(model, number, growing: number < 6000, scores, &random)
            if number % 1000 == 0 { model.check() }
        }
        model.check()
        model.checkRanks(step: 5)
    }

    @Test(arguments: Scores.allCases)
    func `every element can be removed by its key in any order`(scores: Scores) {
        var random = Random(seed: 4)
        let model = OrderedIndexModel()
        for number in 0..<3000 { insert(number, into: model, scores, &random) }
        while model.count > 0 {
            model.remove(at: random.below(model.count))
            if model.count % 250 == 0 { model.check() }
        }
    }

    @Test(arguments: Scores.allCases)
    func `bounds of scores are found`(scores: Scores) {
        var random = Random(seed: 5)
        let model = OrderedIndexModel()
        for number in 0..<2000 { insert(number, into: model, scores, &random) }
        for _ in 0..<60 { model.checkBounds(of: scores.draw(&random)) }
        for score in [-Double.infinity, .infinity, -1, 0.5, 2, 2.5, 1e9] { model.checkBounds(of: score) }
    }

    @Test func `bounds of members are found among equal scores`() {
        var random = Random(seed: 6)
        let model = OrderedIndexModel()
        for number in 0..<2000 { model.insert(0, member(number, &random) + [UInt8(ascii: ".")]) }
        for rank in stride(from: 0, to: 2000, by: 13) {
            let bound = model.elements[rank].member
            let (from, above) = bound.withByteView { view in
                (
                    model.index.lowerBound { $1.key.compare(view) < 0 },
                    model.index.lowerBound { $1.key.compare(view) <= 0 }
                )
            }
            #expect(from == rank)
            #expect(above == rank + 1)
        }
        #expect(model.index.lowerBound { _, _ in true } == 2000)
        #expect(model.index.lowerBound { _, _ in false } == 0)
    }

    @Test(arguments: [1, 16, 63, 300, 2500])
    func `ranges of ranks are removed`(length: Int) {
        var random = Random(seed: UInt64(length))
        let model = OrderedIndexModel()
        for number in 0..<3000 { insert(number, into: model, .many, &random) }
        for _ in 0..<40 where model.count > 0 {
            let start = random.below(model.count)
            #expect(model.removeRange(start..<min(model.count, start + length)))
            model.index.checkInvariants()
        }
        model.check()
        #expect(model.removeRange(0..<model.count))
        model.check()
    }

    @Test func `a cursor turns around anywhere`() {
        var random = Random(seed: 7)
        let model = OrderedIndexModel()
        for number in 0..<700 { insert(number, into: model, .many, &random) }
        for rank in 1..<699 {
            var cursor = model.index.at(rank)
            cursor.next()
            #expect(cursor.node.isIdentical(to: model.elements[rank + 1].node))
            cursor.previous()
            cursor.previous()
            #expect(cursor.node.isIdentical(to: model.elements[rank - 1].node))
        }
    }
}
