// Where a command's keys are among its arguments, in the terms of Redis 7's key specifications: where the
// search begins, how the keys follow from there, and what is done with them.
//
// Source: https://redis.io/docs/reference/key-specs/

/// One rule that finds keys among a command's arguments.
package struct KeySpec: Sendable {
    /// Where the first key is looked for.
    enum Begin: Sendable {
        /// At an argument's index; the command's name is index 0.
        case index(Int)
        /// After a keyword, searched from an index on (from the end when negative).
        case keyword(StaticString, from: Int)
        case unknown
    }

    /// How the keys follow.
    enum Find: Sendable {
        /// From the beginning to `last` (relative to it; negative from the end), every `step`th argument.
        case range(last: Int, step: Int, limit: Int)
        /// As many as the number at `index` says, from `first` on; both relative to the beginning.
        case keyNumber(index: Int, first: Int, step: Int)
        case unknown
    }

    /// What is done with the keys, as COMMAND INFO prints it.
    struct Access: OptionSet, Sendable {
        let rawValue: UInt16

        static let ro = Access(rawValue: 1 << 0)
        static let rw = Access(rawValue: 1 << 1)
        static let ow = Access(rawValue: 1 << 2)
        static let rm = Access(rawValue: 1 << 3)
        static let access = Access(rawValue: 1 << 4)
        static let update = Access(rawValue: 1 << 5)
        static let insert = Access(rawValue: 1 << 6)
        static let delete = Access(rawValue: 1 << 7)
        static let notKey = Access(rawValue: 1 << 8)
        static let incomplete = Access(rawValue: 1 << 9)
        static let variableFlags = Access(rawValue: 1 << 10)

        /// The flags' names in the order in which COMMAND INFO prints them.
        static let names: [(Access, StaticString)] = [
            (.ro, "RO"), (.rw, "RW"), (.ow, "OW"), (.rm, "RM"), (.access, "access"), (.update, "update"),
            (.insert, "insert"), (.delete, "delete"), (.notKey, "not_key"),
            (.incomplete, "incomplete"), (.variableFlags, "variable_flags"),
        ]
    }

    let begin: Begin
    let find: Find
    let access: Access
    let notes: StaticString?

    init(_ begin: Begin, _ find: Find, _ access: Access, notes: StaticString? = nil) {
        self.begin = begin
        self.find = find
        self.access = access
        self.notes = notes
    }
}

extension KeySpec {
    /// One key at an argument's index.
    static func at(_ index: Int, _ access: Access, notes: StaticString? = nil) -> KeySpec {
        KeySpec(.index(index), .range(last: 0, step: 1, limit: 0), access, notes: notes)
    }

    /// Keys from an index to the end (or to `last` from the end), every `step`th argument.
    static func from(_ index: Int, last: Int = -1, step: Int = 1, _ access: Access) -> KeySpec {
        KeySpec(.index(index), .range(last: last, step: step, limit: 0), access)
    }

    /// A number at an index, then as many keys.
    static func counted(at index: Int, _ access: Access) -> KeySpec {
        KeySpec(.index(index), .keyNumber(index: 0, first: 1, step: 1), access)
    }
}

extension [KeySpec] {
    /// The command's one key is its first argument.
    static func first(_ access: KeySpec.Access) -> [KeySpec] { [.at(1, access)] }

    /// Every argument is a key.
    static func all(_ access: KeySpec.Access) -> [KeySpec] { [.from(1, access)] }

    /// Every argument but the last is a key.
    static func allButLast(_ access: KeySpec.Access) -> [KeySpec] { [.from(1, last: -2, access)] }

    static var none: [KeySpec] { [] }
}
