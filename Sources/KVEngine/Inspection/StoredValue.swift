// What a key holds, copied out: for tests that look at the data past the commands. Looking changes nothing: no
// access time, no hit, no miss, and a key that is due and not yet removed is not there.

import RESP

/// The value of a key.
package enum StoredValue: Equatable, Sendable {
    case string([UInt8])
    /// Elements from head to tail.
    case list([[UInt8]])
    /// Members in no order.
    case set([[UInt8]])
    /// Fields in no order.
    case hash([(field: [UInt8], value: [UInt8])])
    /// Members by score, then by bytes.
    case sortedSet([(member: [UInt8], score: Double)])
    case stream(StoredStream)

    init(_ entry: Entry) {
        switch entry.kind {
        case .string: self = .string(StringValue(entry: entry).withBytes { Array($0) })
        case .list:
            var elements: [[UInt8]] = []
            entry.object(as: ListValue.self).forEach { elements.append(Array($0)) }
            self = .list(elements)
        case .set:
            var members: [[UInt8]] = []
            entry.object(as: SetValue.self).forEach { members.append(Array($0)) }
            self = .set(members)
        case .hash:
            var pairs: [(field: [UInt8], value: [UInt8])] = []
            entry.object(as: HashValue.self).forEach { pairs.append((Array($0.field), Array($0.value))) }
            self = .hash(pairs)
        case .sortedSet:
            var members: [(member: [UInt8], score: Double)] = []
            entry.object(as: SortedSetValue.self).forEach { members.append((Array($0), $1)) }
            self = .sortedSet(members)
        case .stream: self = .stream(StoredStream(entry.object(as: StreamValue.self)))
        }
    }

    package static func == (left: StoredValue, right: StoredValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.set(let left), .set(let right)): Set(left) == Set(right)
        case (.hash(let left), .hash(let right)):
            Dictionary(left.map { ($0.field, $0.value) }) { $1 }
                == Dictionary(right.map { ($0.field, $0.value) }) { $1 }
        case (.sortedSet(let left), .sortedSet(let right)):
            left.elementsEqual(right) { $0.member == $1.member && $0.score == $1.score }
        case (.stream(let left), .stream(let right)): left == right
        default: false
        }
    }
}

/// A key as it is told to those who look.
package struct StoredKey: Sendable {
    package let name: [UInt8]
    /// The type's name, as TYPE answers it.
    package let type: String
    /// Unix milliseconds; nil when the key stays.
    package let deadline: Int64?
}

extension Engine {
    /// How many databases there are.
    package var databaseCount: Int { databases.count }

    /// What a key holds; nil when there is no such key.
    ///
    /// - Complexity: O(size of the value).
    package func value(of key: [UInt8], in database: Int) -> StoredValue? {
        entry(of: key, in: database).map(StoredValue.init)
    }

    /// What is told of a key; nil when there is no such key.
    package func describe(_ key: [UInt8], in database: Int) -> StoredKey? {
        entry(of: key, in: database).map { describe($0, in: databases[database]) }
    }

    /// All keys of a database, in no order.
    ///
    /// - Complexity: O(n) in the keys.
    package func keys(in database: Int) -> [StoredKey] {
        guard databases.indices.contains(database) else { return [] }
        let database = databases[database]
        var keys: [StoredKey] = []
        database.keys.forEach { entry in
            if !database.isDue(entry, now: now) { keys.append(describe(entry, in: database)) }
        }
        return keys
    }

    private func describe(_ entry: Entry, in database: Database) -> StoredKey {
        StoredKey(
            name: Array(entry.key), type: "\(entry.kind.name)", deadline: database.deadline(of: entry))
    }

    private func entry(of key: [UInt8], in database: Int) -> Entry? {
        guard databases.indices.contains(database) else { return nil }
        let database = databases[database]
        guard let entry = key.withByteView({ database.keys.find($0) }) else { return nil }
        return database.isDue(entry, now: now) ? nil : entry
    }
}
