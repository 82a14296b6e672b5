// A command as a check writes it down: a name, and globs for its first arguments.

import KVEngine
import KVServer

/// What a check looks for.
struct CommandPattern {
    private let words: [String]
    private let globs: [GlobPattern]

    init(_ text: String) {
        words = text.split(separator: " ").map(String.init)
        globs = words.map { GlobPattern(Array($0.utf8)) }
    }

    /// Whether a command has the name and its arguments begin as they should.
    func matches(_ command: JournalCommand) -> Bool {
        guard let first = words.first else { return false }
        let name = command.name.split(separator: " ")
        guard name.first.map(String.init) == first.uppercased() else { return false }
        // A container's name alone stands for all its subcommands.
        guard words.count > 1 else { return true }
        if name.count > 1, words[1].uppercased() != name[1] { return false }
        let globs = globs[min(name.count, globs.count)...]
        guard globs.count <= command.arguments.count else { return false }
        return zip(globs, command.arguments).allSatisfy { $0.matches($1) }
    }
}
