// The commands that somebody may run: a bit for each, so that a set is one value without a heap, and the sums and
// differences that ACL rules are made of are a few instructions.

/// A set of commands and subcommands, by their places in the table (and behind it, see `RuleBook`).
struct CommandSet: Equatable, BitwiseCopyable {
    private var words = SIMD16<UInt64>(repeating: 0)

    /// More commands than this, there cannot be.
    static let capacity = 1023

    static let none = CommandSet()

    /// Every command, and those that there are not yet.
    static let all: CommandSet = {
        var set = CommandSet()
        set.words = SIMD16(repeating: .max)
        return set
    }()

    /// Whether a command is in the set.
    subscript(id: Int) -> Bool {
        get { words[id >> 6] & UInt64(1) << UInt64(id & 63) != 0 }
        set {
            let bit = UInt64(1) << UInt64(id & 63)
            if newValue { words[id >> 6] |= bit } else { words[id >> 6] &= ~bit }
        }
    }

    /// Whether the set began as that of all commands, so that one that is added to the server would be in it.
    ///
    /// It is what tells `+@all -x` from a list of everything but x.
    var includesFuture: Bool { self[CommandSet.capacity] }

    mutating func formUnion(_ other: CommandSet) { words |= other.words }

    mutating func subtract(_ other: CommandSet) { words &= ~other.words }

    /// How many of the other set's commands are in this one.
    func count(in other: CommandSet) -> Int { Int((words & other.words).nonzeroBitCount.wrappedSum()) }
}
