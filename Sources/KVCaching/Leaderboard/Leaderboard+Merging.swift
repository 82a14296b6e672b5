// One board made of several, such as the world's of those of its regions.

import KVClient

extension Leaderboard {
    /// What becomes of a member that is on several boards.
    public enum MergeRule: String, Hashable, Sendable, CaseIterable {
        /// Its scores are added.
        case sum
        /// Its highest score.
        case max
        /// Its lowest score.
        case min
    }

    /// Replaces what is on this board by what is on others, in one step; how many members it has then.
    ///
    /// What is noted about members, and who came first, stays with the boards it was noted for.
    ///
    /// - Parameters:
    ///   - names: the boards; this one may be among them, and then keeps what it has.
    ///   - rule: what becomes of a member that is on several of them.
    /// - Throws: `KVError`; `CancellationError`.
    @discardableResult
    public func replace(byMerging names: [String], _ rule: MergeRule = .sum) async throws -> Int {
        let keys = names.map { Leaderboard(context, $0).key }
        guard !keys.isEmpty else {
            try await context.store.send(.delete(key))
            return 0
        }
        let words: [any CommandWord] = ["ZUNIONSTORE", key, keys.count]
        var requests = [KVRequest(words + keys + ["AGGREGATE", rule.rawValue])]
        if let lifetime { requests.append(["PEXPIRE", key, lifetime.lifetimeMilliseconds]) }
        return try await context.store.transaction(requests)[0].decodeInteger()
    }
}
