// ZADD and ZINCRBY: scores given to members. ZINCRBY is ZADD with INCR already said, and like it takes the
// words of options for options.

import RESP

extension Command {
    /// Error order: the number of arguments after the options, options in conflict, the scores from left to
    /// right, the key; then a sum that is no number.
    static let zadd = Command(
        "zadd", arity: -4, [.write, .denyOOM, .fast], keys: .first([.rw, .update]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Gives members of a sorted set their scores, adding those not there.",
            complexity: "O(log(N)) for each member given to a sorted set of N",
            history: [
                "2.4.0": "Several members in one request.", "3.0.2": "Options XX, NX, CH, INCR.",
                "6.2.0": "Options GT, LT.",
            ],
            syntax: """
                key [condition:(NX|XX)@3.0.2] [comparison:(GT|LT)@6.2.0] [change:CH@3.0.2] \
                [increment:INCR@3.0.2] score_member:(score:double member)...
                """)
    ) { call throws(RedisError) in try addScores(&call, []) }

    static let zincrby = Command(
        "zincrby", arity: 4, [.write, .denyOOM, .fast], keys: .first([.rw, .access, .update]),
        docs: Docs(
            .sortedSet, since: "1.2.0", "Adds a number to the score of a member of a sorted set.",
            complexity: "O(log(N)) in the size of the sorted set",
            syntax: "key increment:integer member")
    ) { call throws(RedisError) in try addScores(&call, .increment) }

    private static func addScores(_ call: inout Call, _ rule: ScoreRule) throws(RedisError) {
        let key = try call.key()
        let options = try AddOptions(&call, rule)
        let first = try call.checkScores()
        let tally: AddTally
        if options.rule.contains(.onlyExisting) {
            // A key that is missing is not even made for a moment: that would be an event.
            tally =
                try call.change(key, as: SortedSetValue.self) { set throws(RedisError) in
                    try call.add(to: set, at: key, options, first)
                } ?? AddTally()
        } else {
            tally = try call.update(key, as: SortedSetValue.self) { set throws(RedisError) in
                try call.add(to: set, at: key, options, first)
            }
        }
        if !options.increments {
            call.reply.integer(options.countsChanges ? tally.changed : tally.added)
        } else if let score = tally.score {
            call.reply.score(score)
        } else {
            call.reply.null()
        }
    }
}

/// The options of ZADD: all words in front of the first score.
private struct AddOptions {
    var rule: ScoreRule
    /// CH: those with a new score are counted too.
    var countsChanges = false

    var increments: Bool { rule.contains(.increment) }

    init(_ call: inout Call, _ rule: ScoreRule) throws(RedisError) {
        self.rule = rule
        while let word = call.peek()?.beforeNUL, accept(word) { call.next += 1 }
        guard call.remaining > 0, call.remaining.isMultiple(of: 2) else { throw .syntax }
        try checkConflicts(pairs: call.remaining / 2)
    }

    /// Takes a word if it is an option, told from a score by its first letter; it ends at a NUL, as in C.
    private mutating func accept(_ word: ByteView) -> Bool {
        guard word.count >= 2, word[0] >= UInt8(ascii: "C") else { return false }
        let word = word.beforeNUL
        if word.matches("nx") {
            rule.insert(.onlyNew)
        } else if word.matches("xx") {
            rule.insert(.onlyExisting)
        } else if word.matches("gt") {
            rule.insert(.onlyGreater)
        } else if word.matches("lt") {
            rule.insert(.onlyLess)
        } else if word.matches("incr") {
            rule.insert(.increment)
        } else if word.matches("ch") {
            countsChanges = true
        } else {
            return false
        }
        return true
    }

    private func checkConflicts(pairs: Int) throws(RedisError) {
        if rule.isSuperset(of: [.onlyNew, .onlyExisting]) {
            throw RedisError("ERR XX and NX options at the same time are not compatible")
        }
        let exclusive: [ScoreRule] = [.onlyGreater, .onlyLess, .onlyNew]
        if !rule.isDisjoint(with: [.onlyGreater, .onlyLess]), exclusive.filter(rule.contains).count > 1 {
            throw RedisError("ERR GT, LT, and/or NX options at the same time are not compatible")
        }
        if increments, pairs > 1 {
            throw RedisError("ERR INCR option supports a single increment-element pair")
        }
    }
}

/// What became of all members together.
private struct AddTally {
    var added = 0
    /// Those added and those with a new score.
    var changed = 0
    /// The score of the last member that the rule let through.
    var score: Double?
}

extension Call {
    /// Reads every score, so that a bad one is found before anything changes; the first is returned.
    fileprivate func checkScores() throws(RedisError) -> Double {
        guard let first = DoubleText.parse(argument(next)) else { throw .notAFloat }
        for index in stride(from: next + 2, to: argumentCount, by: 2) {
            if DoubleText.parse(argument(index)) == nil { throw .notAFloat }
        }
        return first
    }

    /// Adds the pairs that are left, and reports it.
    fileprivate func add(
        to set: SortedSetValue, at key: ByteView, _ options: AddOptions, _ first: Double
    ) throws(RedisError) -> AddTally {
        let tally = try addElements(to: set, options.rule, first)
        if tally.changed > 0 {
            let event: StaticString = options.increments ? "zincr" : "zadd"
            modified(key, event, .sortedSet, changes: tally.changed)
        }
        return tally
    }

    /// Adds the pairs of score and member that are left; reading a score again is cheaper than keeping it.
    fileprivate func addElements(
        to set: SortedSetValue, _ rule: ScoreRule, _ first: Double
    ) throws(RedisError) -> AddTally {
        var (tally, score, index) = (AddTally(), first, next)
        while true {
            switch set.add(argument(index + 1), score, rule) {
            case .added(let score):
                tally.added += 1
                tally.changed += 1
                tally.score = score
            case .updated(let score):
                tally.changed += 1
                tally.score = score
            case .kept(let score): tally.score = score
            case .refused: break
            case .notANumber: throw RedisError("ERR resulting score is not a number (NaN)")
            }
            index += 2
            guard index < argumentCount else { return tally }
            score = DoubleText.parse(argument(index)) ?? 0
        }
    }
}
