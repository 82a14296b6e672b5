// What several servers say when all are asked at once.

import KVClient

/// The answers of several servers.
struct Votes: Sendable {
    /// How many have said yes.
    private(set) var yes = 0
    /// How many have not answered; what they think is not known.
    private(set) var silent = 0

    /// Asks all servers at once; one that fails is said in its log.
    init(
        _ contexts: [CachingContext], _ ask: @escaping @Sendable (CachingContext) async throws -> Bool
    ) async throws {
        try await withThrowingTaskGroup(of: Bool?.self) { group in
            for context in contexts {
                group.addTask {
                    do {
                        return try await ask(context)
                    } catch let error as KVError {
                        context.log(.warning, "[Lock] a server has no vote: \(error)")
                        return nil
                    }
                }
            }
            for try await answer in group {
                if answer == true { yes += 1 }
                if answer == nil { silent += 1 }
            }
        }
    }
}
