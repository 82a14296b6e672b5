// The arguments of a command as COMMAND DOCS describes them: a tree, for alternatives and groups hold arguments
// of their own. It is made of the line of grammar in a command's header, see `ArgumentGrammar`.

/// One argument of a command.
struct ArgumentTree: Equatable {
    /// What an argument is, in COMMAND DOCS's words.
    enum Kind: String {
        case string, integer, double, key, pattern, unixTime = "unix-time"
        /// A word and nothing else: `NX`.
        case pureToken = "pure-token"
        /// One of `arguments`.
        case oneOf = "oneof"
        /// All of `arguments`, one after the other.
        case block
    }

    var name: String
    var kind: Kind
    /// The word before the argument, or the whole of a pure token.
    var token: String?
    /// Which of the command's key specifications finds it.
    var keySpec: Int?
    /// The version it came with, where that is not the command's.
    var since: String?
    /// The version since which there is something better.
    var deprecatedSince: String?
    var isOptional = false
    var isMultiple = false
    /// Whether the word comes before each repetition of the argument.
    var repeatsToken = false
    var arguments: [ArgumentTree] = []
}

extension [ArgumentTree] {
    /// Numbers the keys that name no specification in the order in which they stand.
    mutating func numberKeys() {
        var next = 0
        numberKeys(from: &next)
    }

    private mutating func numberKeys(from next: inout Int) {
        for index in indices {
            if self[index].kind == .key {
                let number = self[index].keySpec ?? next
                self[index].keySpec = number
                next = number + 1
            }
            self[index].arguments.numberKeys(from: &next)
        }
    }
}
