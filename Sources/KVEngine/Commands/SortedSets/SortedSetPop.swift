// ZPOPMIN and ZPOPMAX, for one element or several; ZMPOP, which looks for a sorted set that has some.

import RESP

extension Command {
    static let zpopmin = Command(
        "zpopmin", arity: -2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        docs: popDocs("Removes and returns the elements with the lowest scores.")
    ) { call throws(RedisError) in try pop(&call, .lowest) }

    static let zpopmax = Command(
        "zpopmax", arity: -2, [.write, .fast], keys: .first([.rw, .access, .delete]),
        docs: popDocs("Removes and returns the elements with the highest scores.")
    ) { call throws(RedisError) in try pop(&call, .highest) }

    private static func popDocs(_ summary: StaticString) -> Docs {
        Docs(
            .sortedSet, since: "5.0.0", summary,
            complexity: "O(log(N)*M) for M of N elements removed",
            syntax: "key [count:integer]")
    }

    /// Error order: too many arguments, then the count, then the key.
    private static func pop(_ call: inout Call, _ end: ScoreEnd) throws(RedisError) {
        guard call.argumentCount <= 3 else { throw .syntax }
        let key = try call.key()
        if call.remaining > 0 { return try popSeveral(&call, key, end) }
        let found: Void? = try call.change(key, as: SortedSetValue.self) { set in
            call.reply.array(2)
            set.pop(end) { member, score in
                call.reply.bulk(member)
                call.reply.score(score)
            }
            call.modified(key, end.popEvent, .sortedSet)
        }
        if found == nil { call.reply.array(0) }
    }

    private static func popSeveral(
        _ call: inout Call, _ key: ByteView, _ end: ScoreEnd
    ) throws(RedisError) {
        let limit = try call.natural(or: .notPositive)
        let found: Void? = try call.change(key, as: SortedSetValue.self) { set in
            call.popElements(of: set, upTo: limit, end, key)
        }
        if found == nil { call.reply.array(0) }
    }

    static let zmpop = Command(
        "zmpop", arity: -4, [.write, .movableKeys], keys: [.counted(at: 1, [.rw, .access, .delete])],
        docs: Docs(
            .sortedSet, since: "7.0.0",
            "Removes and returns elements of the first sorted set among several that has any.",
            complexity: "O(K)+O(M*log(N)) for K keys and M of N elements removed",
            syntax: "numkeys:integer key... where:(MIN|MAX) [COUNT count:integer]")
    ) { call throws(RedisError) in
        let options = try MultiPopOptions(&call) { call throws(RedisError) in try call.scoreEnd() }
        for index in options.keys {
            if try call.popMembers(upTo: options.limit, of: call.argument(index), options.end) { return }
        }
        call.reply.nullArray()
    }
}

extension ScoreEnd {
    fileprivate var popEvent: StaticString {
        switch self {
        case .lowest: "zpopmin"
        case .highest: "zpopmax"
        }
    }

    /// The command that takes elements there, as replicas are told it.
    fileprivate var popCommand: StaticString {
        switch self {
        case .lowest: "ZPOPMIN"
        case .highest: "ZPOPMAX"
        }
    }
}

extension Call {
    /// Reads MIN or MAX.
    ///
    /// - Throws: a syntax error when it is neither, or missing.
    mutating func scoreEnd() throws(RedisError) -> ScoreEnd {
        if accept("min") { return .lowest }
        if accept("max") { return .highest }
        throw .syntax
    }

    /// Answers with the key and a member popped from it; false, without an answer, when there is no sorted set.
    func popMember(of key: ByteView, _ end: ScoreEnd) throws(RedisError) -> Bool {
        let found: Void? = try change(key, as: SortedSetValue.self) { set in
            reply.array(3)
            reply.bulk(key)
            set.pop(end) { member, score in
                reply.bulk(member)
                reply.score(score)
            }
            modified(key, end.popEvent, .sortedSet)
            propagate([.text(end.popCommand), .bytes(key)])
        }
        return found != nil
    }

    /// Answers with the key and up to `limit` members popped from it; false, without an answer, when there is none.
    func popMembers(upTo limit: Int64, of key: ByteView, _ end: ScoreEnd) throws(RedisError) -> Bool {
        let found: Void? = try change(key, as: SortedSetValue.self) { set in
            reply.array(2)
            reply.bulk(key)
            popElements(of: set, upTo: limit, end, key, paired: true)
        }
        return found != nil
    }

    /// Pops up to `limit` elements and answers with them; ZMPOP has them in pairs in RESP2 too.
    fileprivate func popElements(
        of set: SortedSetValue, upTo limit: Int64, _ end: ScoreEnd, _ key: ByteView, paired: Bool = false
    ) {
        let taken = Int(min(limit, Int64(set.count)))
        let ranks = end == .lowest ? 0..<taken : set.count - taken..<set.count
        if paired { reply.array(taken) } else { reply.elements(taken, withScores: true) }
        set.forEach(in: ranks, reversed: end == .highest) { member, score in
            if paired, !reply.isRESP3 { reply.array(2) }
            reply.element(member, score, withScores: true)
        }
        guard taken > 0 else { return }
        set.remove(in: ranks)
        modified(key, end.popEvent, .sortedSet, changes: taken)
        if paired { propagate([.text(end.popCommand), .bytes(key), .number(Int64(taken))]) }
    }
}
