// What the tests of sets and hashes share: looks at the value behind a key, and whole iterations.

import RESP

@testable import KVEngine

extension TestEngine {
    /// The set at a key of the first database; nil when there is none.
    func setValue(_ key: String) -> SetValue? { value(key) }

    /// The hash at a key of the first database; nil when there is none.
    func hashValue(_ key: String) -> HashValue? { value(key) }

    private func value<V: CollectionValue>(_ key: String) -> V? {
        key.withByteView { key in
            guard let entry = engine.databases[0].keys.find(key), entry.kind == V.kind else { return nil }
            return entry.object(as: V.self)
        }
    }

    /// The members of a set, sorted as text.
    func members(_ key: String) -> [String] { list("SMEMBERS \(key)").sorted() }

    /// One step of SSCAN or HSCAN: the next cursor and what was found.
    func step(_ command: String, _ key: String, _ cursor: String) -> (next: String, found: [String]) {
        let found = list("\(command) \(key) \(cursor)")
        return (found[0], Array(found.dropFirst()))
    }
}

let wrongType = "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"
