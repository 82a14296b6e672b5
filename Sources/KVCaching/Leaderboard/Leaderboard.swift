// A leaderboard: a sorted set, and what people want to know of it.

import KVClient

/// How members with the same score are ranked.
public enum TieMode: String, Hashable, Sendable, CaseIterable {
    /// One after the other: 1, 2, 3, 4. Equal scores are in the reverse order of their names, as Redis has them.
    case ordinal
    /// As in sports: 1, 2, 2, 4.
    case competition
    /// Without gaps: 1, 2, 2, 3.
    case dense
    /// One after the other, and of equal scores the one that was reached first is ahead. It is for boards that are written
    /// with it too: who came when is noted with each change, which over REST takes a server that runs scripts.
    case firstCome
}

/// A place on a leaderboard.
public struct LeaderboardEntry: Hashable, Sendable {
    /// Counted from 1.
    public let rank: Int
    /// Who.
    public let member: String
    /// With what.
    public let score: Double
}

/// Members by their scores, the highest first.
///
/// ```swift
/// let board = Leaderboard(context, "global")
/// try await board.increment("42", by: 10)
/// for entry in try await board.top(10) { print(entry.rank, entry.member, entry.score) }
/// ```
///
/// Scores are numbers of 64 bits with a fraction: whole ones are exact up to 2^53, and others are no sums of money.
public struct Leaderboard: Sendable {
    let context: CachingContext
    /// Which leaderboard.
    public let name: String
    /// Where the scores are.
    public let key: KVString
    /// How equal scores are ranked.
    public var ties: TieMode
    let lifetime: Duration?

    /// The leaderboard of a name, at `leaderboard:` and the name.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - name: which leaderboard.
    ///   - ties: how equal scores are ranked.
    ///   - lifetime: how long it stays after its last change; for ever when nil.
    public init(
        _ context: CachingContext, _ name: String = "global", ties: TieMode = .ordinal,
        lifetime: Duration? = nil
    ) {
        self.context = context
        self.name = name
        key = KVString("leaderboard:" + name)
        self.ties = ties
        self.lifetime = lifetime
    }

    /// The leaderboard of the week of a moment, which begins on Monday at midnight UTC and is called by that day's number
    /// since 1970; it stays for five weeks.
    ///
    /// - Parameters:
    ///   - context: the store, and how it is used.
    ///   - name: which leaderboard.
    ///   - milliseconds: the moment, in milliseconds since 1970.
    ///   - ties: how equal scores are ranked.
    public static func ofWeek(
        _ context: CachingContext, _ name: String = "global", at milliseconds: Int64,
        ties: TieMode = .ordinal
    ) -> Leaderboard {
        let day = Int64((Double(milliseconds) / 86_400_000).rounded(.down))
        // The first day of 1970 was a Thursday.
        let monday = day - ((day + 3) % 7 + 7) % 7
        return Leaderboard(context, "\(name):week:\(monday)", ties: ties, lifetime: .seconds(35 * 86_400))
    }

    /// Sets a member's score.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func update(_ member: String, score: Double) async throws {
        if ties == .firstCome {
            _ = try await arrive(member, .at(score))
        } else {
            try await change(["ZADD", key, score, member]).decodeNothing()
        }
    }

    /// Adds to a member's score; what it is then.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func increment(_ member: String, by amount: Double) async throws -> Double {
        if ties == .firstCome { return try await arrive(member, .higherBy(amount)) }
        return try await change(["ZINCRBY", key, amount, member]).decodeDouble()
    }

    private func change(_ request: KVRequest) async throws -> Reply {
        guard let lifetime else { return try await context.store.send(request) }
        return try await context.store.transaction([
            request, ["PEXPIRE", key, lifetime.lifetimeMilliseconds],
        ])[0]
    }

    /// Takes a member off; whether it was on.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func remove(_ member: String) async throws -> Bool {
        var requests: [KVRequest] = [["ZREM", key, member], ["HDEL", dataKey, member]]
        if ties == .firstCome { requests.append(["HDEL", orderKey, member]) }
        let removed = try await context.store.transaction(requests)
        return try removed[0].decodeBool()
    }

    /// A member's score; nil when it is not on.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func score(of member: String) async throws -> Double? {
        try await context.store.send(.score(of: KVString(member), in: key))
    }

    /// How many members there are.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func count() async throws -> Int { try await context.store.send(.scoredCount(of: key)) }

    /// A member's rank, counted from 1; nil when it is not on.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func rank(of member: String) async throws -> Int? {
        try await around(member, range: 0).flatMap { $0.first?.rank }
    }

    /// The highest ones.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func top(_ limit: Int = 10) async throws -> [LeaderboardEntry] {
        limit > 0 ? try await entries(from: 0, through: limit - 1) : []
    }

    /// A page, counted from 1.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func page(_ number: Int, size: Int = 25) async throws -> [LeaderboardEntry] {
        let (size, number) = (min(max(size, 1), 100_000), min(max(number, 1), 1_000_000_000))
        return try await entries(from: (number - 1) * size, through: number * size - 1)
    }

    /// A member and those above and below it; nil when it is not on.
    ///
    /// - Parameters:
    ///   - member: who is in the middle.
    ///   - range: how many above and how many below.
    ///   - isFilled: has as many rows near the ends too: what is missing on one side is taken from the other.
    /// - Throws: `KVError`; with the code `conflict` when ranks kept changing; `CancellationError`.
    public func around(
        _ member: String, range: Int = 2, isFilled: Bool = false
    ) async throws -> [LeaderboardEntry]? {
        let name = KVString(member)
        let range = min(max(range, 0), 100_000)
        if ties == .firstCome {
            guard let (index, count) = try await place(of: member) else { return nil }
            let shown = Leaderboard.surroundings(of: index, count, range, isFilled)
            return try await firstComers(from: shown.lowerBound, through: shown.upperBound)
        }
        for _ in 1...max(context.settings.attempts, 1) {
            let (rank, count) = try await context.store.transaction(
                KVCommand.rank(of: name, in: key, fromHighest: true), KVCommand.scoredCount(of: key))
            guard let rank else { return nil }
            let shown = Leaderboard.surroundings(of: rank, count, range, isFilled)
            let (rankThen, rows) = try await context.store.transaction(
                KVCommand.rank(of: name, in: key, fromHighest: true),
                KVCommand.ranks(
                    of: key, from: shown.lowerBound, through: shown.upperBound, fromHighest: true))
            // Ranks and rows are of one moment, and of the moment that the rows were chosen for.
            if rankThen == rank { return try await ranked(rows, from: shown.lowerBound) }
        }
        throw KVError(.conflict, "the ranks kept changing")
    }

    private static func surroundings(
        of index: Int, _ count: Int, _ range: Int, _ isFilled: Bool
    ) -> ClosedRange<Int> {
        var (first, last) = (max(index - range, 0), min(index + range, count - 1))
        if isFilled {
            first = max(min(first, count - 1 - 2 * range), 0)
            last = min(max(last, 2 * range), count - 1)
        }
        return first...max(first, last)
    }

    /// The part of the others that a member is above, in per cent; nil when it is not on.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    public func percentile(of member: String) async throws -> Double? {
        let (rank, count) = try await context.store.transaction(
            KVCommand.rank(of: KVString(member), in: key), KVCommand.scoredCount(of: key))
        guard let rank else { return nil }
        return count > 1 ? 100 * Double(rank) / Double(count - 1) : 100
    }

    /// Keeps the highest ones only; how many went.
    ///
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func trim(to size: Int) async throws -> Int {
        try await context.store.send("ZREMRANGEBYRANK", key, 0, -max(size, 0) - 1).decodeInteger()
    }

    private func entries(from first: Int, through last: Int) async throws -> [LeaderboardEntry] {
        if ties == .firstCome { return try await firstComers(from: first, through: last) }
        return try await ranked(
            try await context.store.send(.ranks(of: key, from: first, through: last, fromHighest: true)),
            from: first)
    }
}
