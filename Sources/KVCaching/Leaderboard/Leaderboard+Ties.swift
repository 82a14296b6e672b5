// Ranks of equal scores, and what is told of members beside their scores.

import KVClient

extension Leaderboard {
    /// Rows with their ranks.
    func ranked(_ rows: [KVScored], from first: Int) async throws -> [LeaderboardEntry] {
        guard ties == .competition || ties == .dense, let top = rows.first else {
            return rows.enumerated().map { index, row in
                LeaderboardEntry(rank: first + index + 1, member: row.member.description, score: row.score)
            }
        }
        var rank = try await rankOfScore(top.score)
        var entries: [LeaderboardEntry] = []
        for (index, row) in rows.enumerated() {
            if index > 0, row.score != rows[index - 1].score {
                rank = ties == .dense ? rank + 1 : first + index + 1
            }
            entries.append(LeaderboardEntry(rank: rank, member: row.member.description, score: row.score))
        }
        return entries
    }

    /// The rank that a score has: one more than there are higher ones, members or, for dense ranks, scores.
    private func rankOfScore(_ score: Double) async throws -> Int {
        if ties == .competition {
            return try await context.store.send("ZCOUNT", key, "(\(score)", "+inf").decodeInteger() + 1
        }
        // As many members as are above have to be looked at; a board of millions is to be asked for its top.
        let above = try await context.store.send([
            "ZRANGE", key, "(\(score)", "+inf", "BYSCORE", "WITHSCORES",
        ])
        .decodePairs()
        return Set(try above.map { try $0.value.decodeDouble() }).count + 1
    }

    var dataKey: KVString { KVString(key.bytes + Array(":data".utf8)) }

    /// Notes something about a member, such as its name.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func setData(_ data: String, of member: String) async throws {
        try await context.store.send("HSET", dataKey, member, data)
    }

    /// What is noted about members, by member.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func data(of members: [String]) async throws -> [String: String] {
        if members.isEmpty { return [:] }
        let found = try await context.store.send(
            KVCommand<[KVString?]>.fields(members.map { KVString($0) }, of: dataKey))
        var result: [String: String] = [:]
        for (member, data) in zip(members, found) { result[member] = data?.description }
        return result
    }
}
