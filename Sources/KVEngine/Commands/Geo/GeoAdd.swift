// GEOADD: places added to a sorted set.
//
// Source: https://redis.io/commands/geoadd/

import RESP

extension Command {
    /// Error order: the number of arguments after the options and options in conflict, the places from left to right, the
    /// type of the key.
    static let geoadd = Command(
        "geoadd", arity: -5, [.write, .denyOOM], keys: .first([.rw, .update]),
        docs: Docs(
            .geo, since: "3.2.0", "Adds places to a sorted set, under their names.",
            complexity: "O(log(N)) for each place, in a sorted set of N",
            history: ["6.2.0": "Options CH, NX, XX."],
            syntax: """
                key [condition:(NX|XX)@6.2.0] [change:CH@6.2.0] \
                longitude_latitude_member:(longitude:double latitude:double member)...
                """)
    ) { call throws(RedisError) in
        let key = try call.key()
        let options = try GeoAddOptions(&call)
        let scores = try call.geoScores()
        let tally: GeoAddTally
        if options.rule.contains(.onlyExisting) {
            tally =
                try call.change(key, as: SortedSetValue.self) { set in
                    call.add(scores, to: set, at: key, options.rule)
                } ?? GeoAddTally()
        } else {
            tally = try call.update(key, as: SortedSetValue.self) { set in
                call.add(scores, to: set, at: key, options.rule)
            }
        }
        if tally.changed > 0 { call.propagate(asScores: scores) }
        call.reply.integer(options.countsChanges ? tally.changed : tally.added)
    }
}

/// The options of GEOADD: all words in front of the first longitude.
private struct GeoAddOptions {
    private(set) var rule: ScoreRule = []
    /// CH: those that have moved are counted too.
    private(set) var countsChanges = false

    init(_ call: inout Call) throws(RedisError) {
        while true {
            if call.accept("nx") {
                rule.insert(.onlyNew)
            } else if call.accept("xx") {
                rule.insert(.onlyExisting)
            } else if call.accept("ch") {
                countsChanges = true
            } else {
                break
            }
        }
        let isContradiction = rule.isSuperset(of: [.onlyNew, .onlyExisting])
        guard call.remaining > 0, call.remaining.isMultiple(of: 3), !isContradiction else { throw .syntax }
    }
}

private struct GeoAddTally {
    var added = 0
    /// Those added and those that have moved.
    var changed = 0
}

extension Call {
    /// The scores of the places that are left; the cursor stays where the first is.
    fileprivate mutating func geoScores() throws(RedisError) -> [Double] {
        let start = next
        var scores: [Double] = []
        scores.reserveCapacity(remaining / 3)
        while remaining > 0 {
            scores.append(GeoCell(of: try coordinates()).score)
            next += 1
        }
        next = start
        return scores
    }

    /// Tells those who follow the places as the scores that they have become.
    fileprivate func propagate(asScores scores: [Double]) {
        guard engine.isPropagating else { return }
        var words: [PropagatedWord] = [.text("zadd")]
        for index in 1..<next { words.append(.bytes(argument(index))) }
        for (index, score) in scores.enumerated() {
            words.append(.number(Int64(score)))
            words.append(.bytes(argument(next + 3 * index + 2)))
        }
        propagate(words)
    }

    fileprivate func add(
        _ scores: [Double], to set: SortedSetValue, at key: ByteView, _ rule: ScoreRule
    ) -> GeoAddTally {
        var tally = GeoAddTally()
        for (index, score) in scores.enumerated() {
            switch set.add(argument(next + 3 * index + 2), score, rule) {
            case .added:
                tally.added += 1
                tally.changed += 1
            case .updated: tally.changed += 1
            case .kept, .refused, .notANumber: break
            }
        }
        if tally.changed > 0 { modified(key, "zadd", .sortedSet, changes: tally.changed) }
        return tally
    }
}
