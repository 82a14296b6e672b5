// Which elements of a sorted set lie between two bounds, as a range of ranks: ranges by score and ranges by
// member are then answered, counted, stored and removed alike.
//
// A range by member is meant for sets whose scores are all equal. In others the result is unspecified, except
// that nothing is found when the first element is above the range or the last one below it. A packed set gives
// what Redis gives, for it walks as Redis does, from the end the reply begins at.

import RESP

/// A range of scores; an open end leaves the score itself out.
struct ScoreBounds {
    var lower: Double
    var lowerIsOpen: Bool
    var upper: Double
    var upperIsOpen: Bool

    func isBelow(_ score: Double) -> Bool { lowerIsOpen ? score <= lower : score < lower }

    func isAbove(_ score: Double) -> Bool { upperIsOpen ? score >= upper : score > upper }
}

/// One end of a range of members; the bytes are borrowed from the command's arguments.
enum MemberBound {
    case lowest
    case highest
    case member(ByteView, isOpen: Bool)
}

/// A range of members.
struct MemberBounds {
    let lower: MemberBound
    let upper: MemberBound

    func isBelow(_ member: ByteView) -> Bool {
        switch lower {
        case .lowest: false
        case .highest: true
        case .member(let bound, let isOpen): member.compare(bound) < (isOpen ? 1 : 0)
        }
    }

    func isAbove(_ member: ByteView) -> Bool {
        switch upper {
        case .lowest: true
        case .highest: false
        case .member(let bound, let isOpen): member.compare(bound) > (isOpen ? -1 : 0)
        }
    }
}

extension SortedSetValue {
    /// The ranks of the elements whose score is within the bounds.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func ranks(in bounds: ScoreBounds) -> Range<Int> {
        switch form {
        case .packed(let scores):
            let start = scores.firstRank { bounds.isBelow($1) }
            return start..<scores.firstRank(from: start) { !bounds.isAbove($1) }
        case .indexed(let scores):
            let start = scores.index.rank(of: bounds.lower, passing: bounds.lowerIsOpen)
            let end = scores.index.rank(of: bounds.upper, passing: !bounds.upperIsOpen)
            return start..<max(start, end)
        }
    }

    /// The ranks of the elements whose member is within the bounds, found from the lower end or, reversed,
    /// from the upper one.
    ///
    /// - Complexity: O(log n) in the number of elements.
    func ranks(in bounds: MemberBounds, reversed: Bool = false) -> Range<Int> {
        guard overlaps(bounds) else { return 0..<0 }
        switch form {
        case .packed(let scores): return scores.ranks(in: bounds, reversed: reversed)
        case .indexed(let scores):
            let start = scores.index.lowerBound { bounds.isBelow($1.key) }
            let end = scores.index.lowerBound { !bounds.isAbove($1.key) }
            return start..<max(start, end)
        }
    }

    /// Whether the last element is not below the bounds, nor the first above them.
    private func overlaps(_ bounds: MemberBounds) -> Bool {
        guard count > 0 else { return false }
        return walk(in: count - 1..<count) { member, _ in !bounds.isBelow(member) }
            && walk(in: 0..<1) { member, _ in !bounds.isAbove(member) }
    }
}

extension PackedScores {
    fileprivate func ranks(in bounds: MemberBounds, reversed: Bool) -> Range<Int> {
        if reversed {
            let end = lastRank(before: count) { member, _ in bounds.isAbove(member) }
            return lastRank(before: end) { member, _ in !bounds.isBelow(member) }..<end
        }
        let start = firstRank { member, _ in bounds.isBelow(member) }
        return start..<firstRank(from: start) { member, _ in !bounds.isAbove(member) }
    }
}

extension OrderedIndex {
    /// The rank of the first element with this score or a higher one; with `passing`, with a higher one.
    fileprivate func rank(of score: Double, passing: Bool) -> Int {
        passing ? rankOfFirst(scoreAbove: score) : rankOfFirst(scoreAtLeast: score)
    }
}
