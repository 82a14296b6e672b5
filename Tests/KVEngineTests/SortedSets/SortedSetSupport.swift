// What the tests of sorted sets share: both encodings for one test, and the value behind a key.

import RESP

@testable import KVEngine

/// The two ways a sorted set is kept, as the setting that leads to each.
enum SortedSetEncoding: String, CaseIterable, Sendable {
    case listpack
    case skiplist

    func engine() -> TestEngine {
        let redis = TestEngine()
        redis("CONFIG SET zset-max-listpack-entries \(self == .listpack ? 128 : 0)")
        return redis
    }
}

extension TestEngine {
    /// The sorted set at a key of the first database; nil when there is none.
    func sortedSetValue(_ key: String) -> SortedSetValue? {
        key.withByteView { key in
            guard let entry = engine.databases[0].keys.find(key), entry.kind == .sortedSet else { return nil }
            return entry.object(as: SortedSetValue.self)
        }
    }

    /// All members and scores of a sorted set, as ZRANGE answers in RESP2.
    func elements(_ key: String) -> [String] { list("ZRANGE \(key) 0 -1 WITHSCORES") }
}
