// Deleting: one DEL for each post with its keys, a hundred of them together, until all are done or one is not. Nothing is
// sent twice unless it is known not to have run.

import KVClient
import KVToolSupport

/// A live run over some posts.
package struct BustRun: Sendable {
    /// How many posts are sent together.
    package static let batchSize = 100

    package private(set) var tally: BustTally
    /// Why the run has ended before its end.
    package private(set) var problem: KVError?

    package init(_ ids: [PostID]) { tally = BustTally(ids) }

    /// Deletes the keys of the next posts.
    ///
    /// - Parameter told: is called for each of them.
    /// - Returns: whether to go on.
    package mutating func step(
        _ store: any KVStore, isolation: isolated (any Actor)? = #isolation,
        _ told: (PostID, BustTally.Fate) -> Void
    ) async -> Bool {
        let ids = tally.nextIDs(BustRun.batchSize)
        if ids.isEmpty { return false }
        let outcome = await BustRun.outcome(of: ids, store)
        for (index, id) in ids.enumerated() {
            let reply = index < outcome.replies.count ? outcome.replies[index] : nil
            let fate = BustRun.fate(reply, outcome.failure)
            if case .refused(let line) = fate { problem = problem ?? KVError(line: line) }
            if case .notAttempted = fate { continue }
            tally.enter(fate)
            told(id, fate)
        }
        problem = problem ?? outcome.failure
        return problem == nil
    }

    private static func outcome(of ids: [PostID], _ store: any KVStore) async -> KVOutcome {
        do {
            return try await store.outcome(of: ids.map { KVRequest(["DEL"] + keysForPost($0)) })
        } catch let error as KVError {
            return KVOutcome(replies: [], failure: error)
        } catch {
            return KVOutcome(replies: [], failure: KVError("CANCELLED", "\(error)", isInDoubt: true))
        }
    }

    /// What a reply, or its absence, says.
    private static func fate(_ reply: Reply?, _ failure: KVError?) -> BustTally.Fate {
        switch reply {
        case .integer(let count): .removed(Int(clamping: count))
        case .error(let line): .refused(line)
        case nil: failure?.isInDoubt == false ? .notAttempted : .inDoubt
        // The command has run, and what it has done is not known.
        default: .inDoubt
        }
    }
}
