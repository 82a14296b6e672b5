// What a range command asks for: the two ends, in one of three meanings, the direction, and the part of it
// that LIMIT leaves.

import RESP

/// What the two ends of a range are.
enum RangeKind {
    case rank
    case score
    case member
}

/// What a command's name says of its range; nil is left to the options.
struct RangeForm {
    var kind: RangeKind?
    var reversed: Bool?
}

/// The elements between two ends.
enum RangeSelection {
    /// Ranks; negative ones count from the far end.
    case ranks(Int64, Int64)
    case scores(ScoreBounds)
    case members(MemberBounds)

    /// The ranks selected, in ascending order even when they were counted from the highest.
    func ranks(in set: SortedSetValue, reversed: Bool) -> Range<Int> {
        switch self {
        case .scores(let bounds): return set.ranks(in: bounds)
        case .members(let bounds): return set.ranks(in: bounds, reversed: reversed)
        case .ranks(let start, let stop):
            let ranks = Range(from: start, through: stop, in: set.count)
            return reversed ? set.count - ranks.upperBound..<set.count - ranks.lowerBound : ranks
        }
    }
}

/// The arguments of a range command after the key.
///
/// Error order: the options from left to right, those in conflict, then the two ends.
struct RangeOptions {
    let selection: RangeSelection
    let isReversed: Bool
    private(set) var withScores = false
    private var offset: Int64 = 0
    /// Negative: no limit.
    private var limit: Int64 = -1

    init(_ call: inout Call, _ form: RangeForm, stores: Bool) throws(RedisError) {
        let (start, stop) = (try call.bytes(), try call.bytes())
        var form = form
        var (scored, skipped, wanted) = (false, Int64(0), Int64(-1))
        while call.remaining > 0 {
            if !stores, call.accept("withscores") {
                scored = true
            } else if call.remaining > 2, call.accept("limit") {
                (skipped, wanted) = (try call.integer(), try call.integer())
            } else if form.reversed == nil, call.accept("rev") {
                form.reversed = true
            } else if form.kind == nil, call.accept("bylex") {
                form.kind = .member
            } else if form.kind == nil, call.accept("byscore") {
                form.kind = .score
            } else {
                throw .syntax
            }
        }
        (withScores, offset, limit) = (scored, skipped, wanted)
        isReversed = form.reversed ?? false
        let kind = form.kind ?? .rank
        try RangeOptions.check(kind, limit: wanted, withScores: scored)
        selection = try RangeOptions.selection(kind, start, stop, reversed: isReversed)
    }

    private static func check(_ kind: RangeKind, limit: Int64, withScores: Bool) throws(RedisError) {
        if kind == .rank, limit != -1 {
            throw RedisError(
                "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")
        }
        if kind == .member, withScores {
            throw RedisError("ERR syntax error, WITHSCORES not supported in combination with BYLEX")
        }
    }

    /// Reads the ends; those of a reversed range are given from the highest down.
    private static func selection(
        _ kind: RangeKind, _ start: ByteView, _ stop: ByteView, reversed: Bool
    ) throws(RedisError) -> RangeSelection {
        let (lower, upper) = reversed ? (stop, start) : (start, stop)
        switch kind {
        case .score: return .scores(try ScoreBounds(from: lower, to: upper))
        case .member: return .members(try MemberBounds(from: lower, to: upper))
        case .rank:
            guard let first = IntegerText.parse(start), let last = IntegerText.parse(stop) else {
                throw .notAnInteger
            }
            return .ranks(first, last)
        }
    }

    /// The ranks of the elements asked for, in ascending order.
    func ranks(in set: SortedSetValue) -> Range<Int> {
        let all = selection.ranks(in: set, reversed: isReversed)
        // With ranks, LIMIT passes only without a limit, and then its offset is not looked at.
        if case .ranks = selection { return all }
        if offset == 0, limit < 0 { return all }
        guard offset >= 0, offset < Int64(all.count) else { return 0..<0 }
        let left = all.count - Int(offset)
        let taken = limit < 0 ? left : Int(min(limit, Int64(left)))
        if isReversed { return all.upperBound - Int(offset) - taken..<all.upperBound - Int(offset) }
        return all.lowerBound + Int(offset)..<all.lowerBound + Int(offset) + taken
    }
}
