// Serving those who wait for streams. A stream that is added to has something for each of them who has not been given
// it yet, and what is removed from the keyspace ends the waits for its groups with an error.

import RESP

extension Engine {
    /// The clients to be answered of those who wait for the stream at a key, or for what was there.
    func streamReadersServed(by key: WatchedKey) -> [BlockedClient] {
        guard blocked.awaits(.stream) else { return [] }
        return blocked.all(at: key, of: .stream)
    }

    /// Whether a client that waits for a stream has an answer by now.
    func isOver(_ waiting: BlockedClient, at key: WatchedKey) -> Bool {
        guard waiting.client.blocked === waiting, case .entries(let wait) = waiting.awaited else {
            return false
        }
        let entry = key.key.withByteView { databases[key.database].keys.find($0) }
        let stream = entry.flatMap { $0.kind == .stream ? $0.object(as: StreamValue.self) : nil }
        return wait.isOver(at: key.key, stream)
    }

    /// Notes that there may be no stream at a key any more, for those who wait for its groups.
    func noteLost(_ key: ByteView, in database: Int) {
        guard databases[database].keys.find(key)?.kind != .stream else { return }
        blocked.noteReady(WatchedKey(database: database, key: [UInt8](key)))
        if blocked.hasReadyKeys { state.value.timed.insert(.keysReady) }
    }
}
