// The value itself against a simple model: thousands of random changes in either form and over the passage
// from one to the other, everything compared after each.

import RESP
import Testing

@testable import KVEngine

struct SortedSetValueTests {
    /// The limit of entries decides the form: always packed, passing from one to the other, always indexed.
    @Test(arguments: [(1, 500), (2, 40), (3, 0)] as [(UInt64, Int)])
    func `random changes agree with a model`(seed: UInt64, entries: Int) {
        let settings = Settings()
        settings.zsetMaxListpackEntries = entries
        var random = Random(seed: seed)
        var model = ScoreModel()
        let hashSeed = HashSeed(using: &random)
        var value = SortedSetValue(settings: settings, seed: hashSeed)
        for step in 0..<1500 {
            change(value, &model, &random)
            if step % 7 == 0 || step < 50 { check(value, model, &random) }
            if step % 250 == 249 {
                let twin = value.copy(settings: settings, seed: hashSeed)
                value.remove(in: 0..<value.count)
                #expect(value.count == 0)
                value.checkInvariants()
                guard let twin = twin as? SortedSetValue else { return }
                value = twin
            }
        }
        check(value, model, &random)
        #expect(value.encoding.description == (entries == 500 ? "listpack" : "skiplist"))
    }

    private func change(_ value: SortedSetValue, _ model: inout ScoreModel, _ random: inout Random) {
        let member = "m\(random.below(150))"
        let score = Double(random.below(20)) / 4 - 2
        switch random.below(20) {
        case 0..<12:
            let rule = ScoreModel.rules[random.below(ScoreModel.rules.count)]
            let isChanged = model.add(member, score, rule)
            let outcome = member.withByteView { value.add($0, score, rule) }
            #expect(outcome.isChange == isChanged)
        case 12..<17:
            let isThere = model.scores.removeValue(forKey: member) != nil
            #expect(member.withByteView { value.remove($0) } == isThere)
        case 17 where !model.scores.isEmpty, 18 where !model.scores.isEmpty:
            let end: ScoreEnd = random.below(2) == 0 ? .lowest : .highest
            let expected = end == .lowest ? model.ordered[0] : model.ordered[value.count - 1]
            value.pop(end) { member, score in
                #expect(String(member) == expected.member)
                #expect(score == expected.score)
            }
            model.scores[expected.member] = nil
        default:
            let start = random.below(value.count + 1)
            let ranks = start..<min(start + random.below(4), value.count)
            for element in model.ordered[ranks] { model.scores[element.member] = nil }
            value.remove(in: ranks)
        }
    }

    private func check(_ value: SortedSetValue, _ model: ScoreModel, _ random: inout Random) {
        value.checkInvariants()
        let ordered = model.ordered
        #expect(value.elements() == ordered)
        #expect(value.elements(reversed: true) == ordered.reversed())
        if let chosen = ordered.isEmpty ? nil : ordered[random.below(ordered.count)] {
            let found = chosen.member.withByteView { value.rank(of: $0) }
            #expect(found?.rank == ordered.firstIndex(of: chosen))
            #expect(found?.score == chosen.score)
            #expect(chosen.member.withByteView { value.score(of: $0) } == chosen.score)
        }
        #expect("absent".withByteView { value.contains($0) } == false)
        let bounds = ScoreBounds(
            lower: Double(random.below(20)) / 4 - 2, lowerIsOpen: random.below(2) == 0,
            upper: Double(random.below(20)) / 4 - 2, upperIsOpen: random.below(2) == 0)
        let inside = ordered.filter { !bounds.isBelow($0.score) && !bounds.isAbove($0.score) }
        #expect(Array(ordered[value.ranks(in: bounds)]) == inside)
    }

    @Test func `the account of memory follows the elements`() {
        var random = Random(seed: 1)
        let value = SortedSetValue(settings: Settings(), seed: HashSeed(using: &random))
        let empty = value.memoryUsage
        for index in 0..<1000 { "member\(index)".withByteView { _ = value.add($0, Double(index)) } }
        let full = value.memoryUsage
        #expect(full > empty + 1000 * 40)
        #expect(full < empty + 1000 * 160)
        value.remove(in: 0..<1000)
        #expect(value.memoryUsage < full / 4)
        value.checkInvariants()
    }
}

/// One element, as tests compare it.
private struct ScoredElement: Equatable {
    let member: String
    let score: Double
}

/// What a sorted set should hold.
private struct ScoreModel {
    static let rules: [ScoreRule] = [
        [], [], [.onlyNew], [.onlyExisting], [.onlyGreater], [.onlyLess], [.onlyExisting, .onlyGreater],
        [.increment], [.increment, .onlyLess],
    ]

    var scores: [String: Double] = [:]

    /// Whether the rule lets the score change.
    mutating func add(_ member: String, _ given: Double, _ rule: ScoreRule) -> Bool {
        guard let old = scores[member] else {
            if rule.contains(.onlyExisting) { return false }
            scores[member] = given
            return true
        }
        let score = rule.contains(.increment) ? old + given : given
        let isAllowed =
            !rule.contains(.onlyNew) && !(rule.contains(.onlyGreater) && score <= old)
            && !(rule.contains(.onlyLess) && score >= old)
        guard isAllowed, score != old else { return false }
        scores[member] = score
        return true
    }

    var ordered: [ScoredElement] {
        scores.map { ScoredElement(member: $0.key, score: $0.value) }.sorted {
            $0.score == $1.score
                ? $0.member.utf8.lexicographicallyPrecedes($1.member.utf8) : $0.score < $1.score
        }
    }
}

extension ScoreOutcome {
    fileprivate var isChange: Bool {
        switch self {
        case .added, .updated: true
        case .kept, .refused, .notANumber: false
        }
    }
}

extension SortedSetValue {
    fileprivate func elements(reversed: Bool = false) -> [ScoredElement] {
        var result: [ScoredElement] = []
        forEach(in: 0..<count, reversed: reversed) {
            result.append(ScoredElement(member: String($0), score: $1))
        }
        return result
    }
}
