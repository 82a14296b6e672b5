// Lists as other code has stored them: one string with an array of JSON, the oldest entry first.

import Foundation
import KVClient

extension RecentList {
    /// Makes a list of a string of JSON; what is there is kept, and entries that have a key of their own stay as they are.
    /// What cannot be read is dropped, and said.
    func migrate() async throws {
        try await context.store.transaction(watching: [key], attempts: context.settings.attempts) { store in
            guard try await store.send(KVCommand<KVString>.type(of: key)) == "string",
                let stored = try await store.send(.get(key))
            else { return .leave(()) }
            let entries = oldEntries(stored)
            context.log(.info, "[Cache] Migrated \(entries.count) messages from JSON")
            var requests: [KVRequest] = [["DEL", key]]
            for entry in entries {
                requests.append(["SET", entryKey(id(entry)), try coding.encode(entry), "NX"])
                requests.append(["ZADD", indexKey, timestamp(entry), id(entry)])
                requests.append(["RPUSH", key, id(entry)])
            }
            requests.append(["LTRIM", key, -capacity, -1])
            return .commit(requests, returning: ())
        }
    }

    private func oldEntries(_ stored: KVString) -> [Entry] {
        guard let array = try? JSONSerialization.jsonObject(with: Data(stored.bytes)) as? [Any] else {
            context.log(.warning, "[Cache] Dropped a list that is no array of JSON")
            return []
        }
        return array.compactMap { element in
            let options: JSONSerialization.WritingOptions = [.fragmentsAllowed]
            guard let data = try? JSONSerialization.data(withJSONObject: element, options: options),
                let entry = try? coding.decode(Array(data))
            else {
                context.log(.warning, "[Cache] Dropped an entry that cannot be read")
                return nil
            }
            return entry
        }
    }
}
