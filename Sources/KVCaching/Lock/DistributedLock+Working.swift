// Work under a lock that may take longer than the lock lives: a watchdog extends it, and stops the work when it cannot.

import KVClient

extension DistributedLock {
    private enum Ending<Result: Sendable>: Sendable {
        case done(Result)
        case lost
    }

    /// Does work while the lock is held, extends it as long as the work takes, and gives it back however the work ends.
    ///
    /// The lock is extended when a third of its time is gone. When it is lost, or cannot be extended before it ends, the
    /// work is cancelled.
    ///
    /// - Throws: `LockError`; what the work throws; `KVError` when the lock could not be asked for.
    public func with<Result: Sendable>(
        _ resource: String, _ work: @escaping @Sendable (HeldLock) async throws -> Result
    ) async throws -> Result {
        guard let held = try await acquire(resource) else { throw LockError.busy(resource) }
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
                context.log(.warning, "[Lock] \(resource) was not released, and will expire: \(error)")
            }
        }.value
        return try ending.get()
    }

    private func watched<Result: Sendable>(
        _ held: HeldLock, _ work: @escaping @Sendable (HeldLock) async throws -> Result
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
    private func watch(_ held: HeldLock) async throws {
        while held.validity > .zero {
            try await context.time.pause(min(lifetime / 3, max(held.validity, .milliseconds(1))))
            do {
                if try await !held.extend() { return }
            } catch let error as KVError {
                // It may still be held: to be tried again as long as it surely is.
                context.log(.warning, "[Lock] extending \(held.resource) failed: \(error)")
            }
        }
    }
}
