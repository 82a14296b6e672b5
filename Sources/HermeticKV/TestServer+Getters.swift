// Values of one type, for assertions that know which it is.

import KVClient

extension TestServer {
    /// The string at a key; nil when there is none, or a value of another type.
    public func string(_ key: KVString, database: Int = 0) -> KVString? {
        if case .string(let string) = value(of: key, database: database) { string } else { nil }
    }

    /// The list at a key, from head to tail; nil when there is none, or a value of another type.
    public func list(_ key: KVString, database: Int = 0) -> [KVString]? {
        if case .list(let elements) = value(of: key, database: database) { elements } else { nil }
    }

    /// The set at a key; nil when there is none, or a value of another type.
    public func set(_ key: KVString, database: Int = 0) -> Set<KVString>? {
        if case .set(let members) = value(of: key, database: database) { members } else { nil }
    }

    /// The hash at a key; nil when there is none, or a value of another type.
    public func hash(_ key: KVString, database: Int = 0) -> [KVString: KVString]? {
        if case .hash(let fields) = value(of: key, database: database) { fields } else { nil }
    }

    /// The scores of the sorted set at a key, by member; nil when there is none, or a value of another type.
    public func sortedSet(_ key: KVString, database: Int = 0) -> [KVString: Double]? {
        if case .sortedSet(let scores) = value(of: key, database: database) { scores } else { nil }
    }

    /// The entries of the stream at a key, by ID; nil when there is none, or a value of another type.
    public func stream(_ key: KVString, database: Int = 0) -> [StreamEntry]? {
        if case .stream(let entries) = value(of: key, database: database) { entries } else { nil }
    }
}
