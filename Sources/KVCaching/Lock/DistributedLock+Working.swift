// Work under a lock that may take longer than the lock lives: a watchdog extends it, and stops the work when it cannot.

import KVClient

/// A lock while it is held, of whatever kind.
protocol Holding: Sendable {
    var resource: String { get }
    var validity: Duration { get }
    func extend(by duration: Duration?) async throws -> Bool
    @discardableResult func release() async throws -> Bool
}

extension DistributedLock {
    /// Does work while the lock is held, extends it as long as the work takes, and gives it back however the work ends.
    ///
    /// The lock is extended when a third of its time is gone. When it is lost, or cannot be extended before it ends, the
    /// work is cancelled.
    ///
    /// - Throws: `LockError`; what the work throws; `KVError` when the lock could not be asked for, with the code
    ///   `unsupported` where it could not be given back, as over REST to a server without scripts.
    public func with<Result: Sendable>(
        _ resource: String, _ work: @escaping @Sendable (HeldLock) async throws -> Result
    ) async throws -> Result {
        guard try await context.canDecide() else {
            throw KVError(
                .unsupported,
                "a lock over REST needs a server that runs Lua scripts; use its redis:// address")
        }
        guard let held = try await acquire(resource) else { throw LockError.busy(resource) }
        return try await LockKeeper(context: context, lifetime: lifetime).keep(held, during: work)
    }
}

/// Keeps a lock during work.
struct LockKeeper: Sendable {
    let context: CachingContext
    let lifetime: Duration

    private enum Ending<Result: Sendable>: Sendable {
        case done(Result)
        case lost
    }

    /// Does the work, and gives the lock back.
    func keep<Held: Holding, Result: Sendable>(
        _ held: Held, during work: @escaping @Sendable (Held) async throws -> Result
    ) async throws -> Result {
        let ending: Swift.Result<Result, any Error>
        do {
            ending = .success(try await watched(held, work))
        } catch {
            ending = .failure(error)
        }
        // A task of its own: work that was cancelled must give it back too.
        let context = context
        await Task {
            do {
                try await held.release()
            } catch {
                context.log(
                    .warning, "[Lock] \(held.resource) was not released, and will expire: \(error)")
            }
        }.value
        return try ending.get()
    }

    private func watched<Held: Holding, Result: Sendable>(
        _ held: Held, _ work: @escaping @Sendable (Held) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Ending<Result>.self) { group in
            group.addTask { .done(try await work(held)) }
            group.addTask {
                try await watch(held)
                return .lost
            }
            defer { group.cancelAll() }
            guard case .done(let result)? = try await group.next() else {
                throw LockError.lost(held.resource)
            }
            return result
        }
    }

    /// Extends the lock until that is no longer possible.
    private func watch(_ held: some Holding) async throws {
        while held.validity > .zero {
            try await context.time.pause(min(lifetime / 3, max(held.validity, .milliseconds(1))))
            do {
                if try await !held.extend(by: nil) { return }
            } catch let error as KVError {
                // It may still be held: to be tried again as long as it surely is.
                context.log(.warning, "[Lock] extending \(held.resource) failed: \(error)")
            }
        }
    }
}
