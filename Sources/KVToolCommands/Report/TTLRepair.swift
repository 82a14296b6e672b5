// Giving keys an end that should have one. Between the look at a key and the repair somebody may have set a time to live
// that is right: it must not be changed, so the server decides (`EXPIRE … NX`), or where it is older than that, a transaction.

import KVClient

/// Gives keys a time to live that have none.
struct TTLRepair: Sendable {
    let store: any KVStore
    let lifetime: Duration

    private static let batch = 500

    /// Mends keys; how many had no end until now.
    ///
    /// - Parameter isOver: whether to stop early.
    /// - Throws: `KVError`; `CancellationError`. `mended` is right even so.
    func run(_ keys: [KVString], _ mended: inout Int, isOver: @Sendable () -> Bool) async throws {
        for start in stride(from: 0, to: keys.count, by: TTLRepair.batch) where !isOver() {
            let part = Array(keys[start..<min(start + TTLRepair.batch, keys.count)])
            let outcome = try await store.outcome(
                of: part.map { KVCommand<Bool>.expire($0, after: lifetime, if: .unlimited).request })
            if case .error(let line)? = outcome.replies.first, TTLRepair.isOlder(KVError(line: line)) {
                for key in part where try await mend(key) { mended += 1 }
                continue
            }
            mended += outcome.replies.count { $0.integer == 1 }
            for reply in try outcome.get() { try reply.decodeNothing() }
        }
    }

    /// Servers before 7.0 know no conditions.
    private static func isOlder(_ error: KVError) -> Bool {
        error.code == "ERR" && error.message.hasPrefix("wrong number of arguments")
    }

    private func mend(_ key: KVString) async throws -> Bool {
        let request = KVCommand<Bool>.expire(key, after: lifetime).request
        return try await store.transaction(watching: [key], attempts: 8) { store in
            guard try await store.send(.lifetime(of: key)) == .unlimited else { return .leave(false) }
            return .commit([request], returning: true)
        }
    }
}
