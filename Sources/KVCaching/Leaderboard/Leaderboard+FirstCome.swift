// Boards on which of equal scores the one that was reached first is ahead. Redis orders equal scores by name; so each change of
// a score takes a number that grows, and rows of the same score are put in the order of their numbers when they are read.
//
// A page may begin or end among equal scores: all members with the first and with the last score of a page are read, and those
// in between as they are. Where half a board has the same score, that is much; scores are seldom like that.

import KVClient

extension Leaderboard {
    /// What becomes of a score.
    enum Change: Sendable {
        case at(Double)
        case higherBy(Double)
    }

    /// The numbers of the members.
    var orderKey: KVString { KVString(key.bytes + Array(":order".utf8)) }

    /// The last number.
    private var numberKey: KVString { KVString(key.bytes + Array(":number".utf8)) }

    /// Changes a score; who reaches the score that he has already keeps his number. What the score is then.
    func arrive(_ member: String, _ change: Change) async throws -> Double {
        let (word, number): (String, Double) =
            switch change {
            case .at(let score): ("at", score)
            case .higherBy(let amount): ("by", amount)
            }
        let keys = [key, orderKey, numberKey]
        let life = lifetime?.lifetimeMilliseconds ?? 0
        return try await context.atomically(
            Leaderboard.arriving, keys: keys, [member, word, number, life],
            decode: { try $0.decodeDouble() }
        ) { store in
            let (old, last) = (
                try await store.send(.score(of: KVString(member), in: key)),
                try await store.send(.get(numberKey))?.text.flatMap { Int($0) } ?? 0
            )
            let new = word == "at" ? number : (old ?? 0) + number
            var requests: [KVRequest] = [
                word == "at" ? ["ZADD", key, number, member] : ["ZINCRBY", key, number, member]
            ]
            if new != old {
                requests += [["INCR", numberKey], ["HSET", orderKey, member, last + 1]]
            }
            if life > 0 { requests += keys.map { ["PEXPIRE", $0, life] } }
            return .commit(requests) { replies in
                for reply in replies { try reply.decodeNothing() }
                return word == "at" ? number : try replies[0].decodeDouble()
            }
        }
    }

    private static let arriving = Script(
        """
        local old = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if ARGV[2] == 'at' then
          redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
        else
          redis.call('ZINCRBY', KEYS[1], ARGV[3], ARGV[1])
        end
        local new = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if old ~= new then redis.call('HSET', KEYS[2], ARGV[1], redis.call('INCR', KEYS[3])) end
        if ARGV[4] ~= '0' then
          for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
        end
        return new
        """)

    /// Where a member stands, counted from 0, and of how many; nil when it is not on.
    func place(of member: String) async throws -> (index: Int, count: Int)? {
        let name = KVString(member)
        let (score, count) = try await context.store.transaction(
            KVCommand.score(of: name, in: key), KVCommand.scoredCount(of: key))
        guard let score else { return nil }
        let equals = try await group(score)
        guard let index = equals.firstIndex(where: { $0.member == name }) else { return nil }
        return (try await above(score) + index, count)
    }

    /// Rows by their places, counted from 0.
    func firstComers(from first: Int, through last: Int) async throws -> [LeaderboardEntry] {
        let rows = try await context.store.send(
            .ranks(of: key, from: first, through: last, fromHighest: true))
        guard let top = rows.first?.score, let bottom = rows.last?.score else { return [] }
        var all = try await group(top)
        if top != bottom {
            let between = rows.filter { $0.score != top && $0.score != bottom }
            all += try await ordered(between) + group(bottom)
        }
        let start = try await above(top)
        let shown = all.dropFirst(max(first - start, 0)).prefix(rows.count)
        return shown.enumerated().map { index, row in
            LeaderboardEntry(rank: first + index + 1, member: row.member.description, score: row.score)
        }
    }

    private func above(_ score: Double) async throws -> Int {
        try await context.store.send("ZCOUNT", key, "(\(score)", "+inf").decodeInteger()
    }

    /// All members with a score, in the order in which they reached it.
    private func group(_ score: Double) async throws -> [KVScored] {
        try await ordered(try await context.store.send(.scores(of: key, in: score...score)))
    }

    /// Who has no number was there before numbers were given.
    private func ordered(_ rows: [KVScored]) async throws -> [KVScored] {
        if rows.isEmpty { return [] }
        let numbers = try await context.store.send(
            KVCommand<[KVString?]>.fields(rows.map(\.member), of: orderKey)
        ).map { $0?.text.flatMap { Int($0) } ?? 0 }
        return zip(rows, numbers).sorted { left, right in
            if left.0.score != right.0.score { return left.0.score > right.0.score }
            return left.1 != right.1 ? left.1 < right.1 : right.0.member < left.0.member
        }.map(\.0)
    }
}
