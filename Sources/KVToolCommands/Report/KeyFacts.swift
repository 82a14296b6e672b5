// What is known of a key, and the sums over many.

import KVClient
import KVToolSupport

/// What a key holds, and for how long.
struct KeyFacts: Sendable, Equatable {
    let key: KVString
    let type: String
    /// Milliseconds left; nil when it stays.
    let lifetime: Int64?
    /// Nil where the server does not tell.
    let memory: Int?
    /// Nil where the type has none.
    var elements: Int?
}

/// The sums over the keys of a pattern.
struct KeySums: Sendable, Equatable {
    private(set) var count = 0
    private(set) var memory = 0
    /// By class of time to live, in the order of `lifetimes`.
    private(set) var lifetimes = [0, 0, 0, 0, 0]
    private(set) var types: [String: Int] = [:]

    /// The classes of time to live, for programs and for people.
    static let classes: [(name: String, head: String)] = [
        ("none", "none"), ("lt1m", "<1m"), ("lt1h", "<1h"), ("lt1d", "<1d"), ("ge1d", ">=1d"),
    ]

    mutating func add(_ key: KeyFacts) {
        count += 1
        memory += key.memory ?? 0
        lifetimes[KeySums.lifetimeClass(key.lifetime)] += 1
        types[key.type, default: 0] += 1
    }

    mutating func add(_ other: KeySums) {
        count += other.count
        memory += other.memory
        for index in lifetimes.indices { lifetimes[index] += other.lifetimes[index] }
        types.merge(other.types, uniquingKeysWith: +)
    }

    private static func lifetimeClass(_ milliseconds: Int64?) -> Int {
        switch milliseconds {
        case nil: 0
        case .some(..<60_000): 1
        case .some(..<3_600_000): 2
        case .some(..<86_400_000): 3
        default: 4
        }
    }

    /// The types, the most frequent first.
    var typeNames: String {
        types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).joined(separator: ",")
    }

    /// A block for each class of lifetimes, under its head.
    var lifetimeBlocks: String {
        zip(lifetimes, KeySums.classes).map { count, name in
            let block = count > 0 ? Bars.block(Double(count) / Double(self.count)) : "·"
            return block + String(repeating: " ", count: name.head.count)
        }.joined(separator: " ")
    }

    var json: [JSONValue.Member] {
        [
            .init("count", JSONValue(count)), .init("memoryBytes", JSONValue(memory)),
            .init(
                "ttl", .object(zip(KeySums.classes, lifetimes).map { .init($0.name, JSONValue($1)) })),
            .init(
                "types", .object(types.sorted { $0.key < $1.key }.map { .init($0.key, JSONValue($0.value)) })
            ),
        ]
    }
}
