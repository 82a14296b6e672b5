// What every collection value offers to code that does not know its type: the keyspace (memory, emptiness),
// OBJECT ENCODING, MEMORY USAGE and COPY. Strings are not objects: they live in their entry.

/// The base of list, set, sorted-set, hash and stream values.
class StoredObject {
    init() {}

    /// The type that TYPE answers.
    var kind: ValueKind { preconditionFailure("a value class names its kind") }

    /// The number of elements; a value that reaches zero is deleted with its key, unless its kind stays.
    var count: Int { preconditionFailure("a value class counts its elements") }

    /// The bytes the value takes, kept up to date in O(1).
    var memoryUsage: Int { preconditionFailure("a value class knows its memory") }

    /// The word OBJECT ENCODING answers.
    var encoding: StaticString { preconditionFailure("a value class names its encoding") }

    /// A deep copy, which goes by these settings and hashes with this seed: those of the engine that it is for.
    func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        preconditionFailure("a value class copies itself")
    }
}

/// A concrete collection type: what the keyspace's doors are generic over.
protocol CollectionValue: StoredObject {
    static var kind: ValueKind { get }

    /// An empty value, in the flat encoding, growing into the other by the limits given.
    init(settings: Settings, seed: HashSeed)
}
