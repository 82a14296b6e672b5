// Lists as other code has stored them: one string with an array of JSON, the oldest entry first.

import Foundation
import KVClient

extension RecentList {
    /// Makes a list of a string of JSON; what is there is kept, and entries that have a key of their own stay as they are.
    /// What cannot be read is dropped, and said.
    func migrate() async throws {
        for _ in 0..<max(context.settings.attempts, 1) {
            guard try await context.store.send(KVCommand<KVString>.type(of: key)) == "string",
                let stored = try await context.store.send(.get(key))
            else { return }
            let entries = oldEntries(stored)
            guard try await replace(stored, with: entries) else { continue }
            return context.log(.info, "[Cache] Migrated \(entries.count) messages from JSON")
        }
        throw KVError(.conflict, "\(key) was changed each time that it was to become a list")
    }

    /// Puts a list in the place of a string; false when something else is there by now.
    private func replace(_ stored: KVString, with entries: [Entry]) async throws -> Bool {
        let words = try entries.map { ($0, try coding.encode($0)) }
        var arguments: [any CommandWord] = [stored, -capacity]
        for (entry, value) in words { arguments += [value, timestamp(entry), id(entry)] }
        return try await context.atomically(
            RecentList.migration, keys: [key, indexKey] + entries.map { entryKey(id($0)) }, arguments,
            decode: { try $0.decodeBool() }
        ) { store in
            guard try await store.send(KVCommand<KVString>.type(of: key)) == "string",
                try await store.send(.get(key)) == stored
            else { return .leave(false) }
            var requests: [KVRequest] = [["DEL", key]]
            for (entry, value) in words {
                requests.append(["SET", entryKey(id(entry)), value, "NX"])
                requests.append(["ZADD", indexKey, timestamp(entry), id(entry)])
                requests.append(["RPUSH", key, id(entry)])
            }
            requests.append(["LTRIM", key, -capacity, -1])
            return .commit(requests, returning: true)
        }
    }

    /// Keys: the list, the index, each entry's. Arguments: the string, how many stay, and of each entry its value, its time
    /// and its id.
    private static var migration: Script {
        Script(
            """
            if redis.call('TYPE', KEYS[1]).ok ~= 'string' then return 0 end
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[1])
            for i = 1, #KEYS - 2 do
              redis.call('SET', KEYS[i + 2], ARGV[3 * i], 'NX')
              redis.call('ZADD', KEYS[2], ARGV[3 * i + 1], ARGV[3 * i + 2])
              redis.call('RPUSH', KEYS[1], ARGV[3 * i + 2])
            end
            redis.call('LTRIM', KEYS[1], ARGV[2], -1)
            return 1
            """)
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
