// What ZADD's options make of a score: a rule, and what came of it for one member. Both forms of a sorted set
// ask the same rule, so that an option means the same in either.

/// The options of ZADD that decide whether and how a member's score changes.
struct ScoreRule: OptionSet {
    let rawValue: UInt8

    /// NX: members that are there keep their scores.
    static let onlyNew = ScoreRule(rawValue: 1 << 0)
    /// XX: no member is added.
    static let onlyExisting = ScoreRule(rawValue: 1 << 1)
    /// GT: a score only grows.
    static let onlyGreater = ScoreRule(rawValue: 1 << 2)
    /// LT: a score only falls.
    static let onlyLess = ScoreRule(rawValue: 1 << 3)
    /// INCR: the number given is added to the score.
    static let increment = ScoreRule(rawValue: 1 << 4)

    /// What becomes of a member that has a score already.
    func outcome(replacing old: Double, by given: Double) -> ScoreOutcome {
        if contains(.onlyNew) { return .refused }
        let score = contains(.increment) ? old + given : given
        if score.isNaN { return .notANumber }
        if contains(.onlyGreater), score <= old { return .refused }
        if contains(.onlyLess), score >= old { return .refused }
        return score == old ? .kept(score) : .updated(score)
    }
}

/// What came of giving a member a score.
enum ScoreOutcome {
    case added(Double)
    case updated(Double)
    /// The member has this very score already.
    case kept(Double)
    /// The rule did not allow it.
    case refused
    /// The sum of two opposite infinities.
    case notANumber
}
