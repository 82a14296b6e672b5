// Misses of several processes at once: one of them loads, and the others wait for what it stores. A lock says who; that
// it cannot be asked for, or that its owner is gone, only means that each loads for itself.

import KVClient

extension CacheAside {
    /// Loads a value, or waits for the process that does.
    func refillAmongOthers(
        _ wanted: Wanted, _ lease: Int64?, _ load: @Sendable () async throws -> Value?
    ) async throws -> Value? {
        guard options.waitForOthers > .zero else { return try await refill(wanted, lease, load) }
        // Who loads for longer is no longer waited for.
        var lock = DistributedLock(context, lifetime: options.waitForOthers)
        lock.hasFence = false
        let resource = "fill:\(key(of: wanted.id))"
        let end = context.time.elapsed() + options.waitForOthers
        var canLock = true
        while true {
            let held = await acquire(lock, resource, &canLock)
            if let found = await relook(wanted) {
                await release(held)
                return found.value
            }
            let isAlone = held != nil || !canLock || context.time.elapsed() >= end
            guard isAlone else {
                try await context.time.pause(context.spread(.milliseconds(25), by: 0.5))
                continue
            }
            do {
                let value = try await refill(wanted, lease, load)
                await release(held)
                return value
            } catch {
                await release(held)
                throw error
            }
        }
    }

    private func acquire(
        _ lock: DistributedLock, _ resource: String, _ canLock: inout Bool
    ) async -> HeldLock? {
        do {
            return try await lock.acquire(resource)
        } catch {
            context.log(.warning, "[Cache] \(resource) was not locked: \(error)")
            canLock = false
            return nil
        }
    }

    /// What is not released goes by itself.
    private func release(_ held: HeldLock?) async {
        do {
            try await held?.release()
        } catch {
            context.log(.warning, "[Cache] a lock will expire: \(error)")
        }
    }
}
