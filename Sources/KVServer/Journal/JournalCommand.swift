// A command of the journal with what the table of commands knows of it: its full name, its keys, its line of text.

import KVEngine

/// A command that a client has sent.
package struct JournalCommand: Sendable {
    package let entry: JournalEntry
    /// The name in capitals, with its subcommand: `GET`, `CLIENT SETNAME`.
    package let name: String
    /// The words after the name.
    package let arguments: ArraySlice<[UInt8]>
    package let keys: [[UInt8]]
    /// Whether it is about the connection and nothing else, such as HELLO, CLIENT, SELECT and PING.
    package let isAboutConnection: Bool

    init(_ entry: JournalEntry, in table: CommandTable) {
        self.entry = entry
        let nameLength = min(table.nameLength(of: entry.command), entry.words.count)
        name = entry.words[0..<nameLength].map(JournalText.capitals).joined(separator: " ")
        arguments = entry.words[nameLength...]
        keys = table.keys(of: entry)
        isAboutConnection = entry.command.map { table.command($0).docs.group == .connection } ?? false
    }

    /// The command as it would be typed into redis-cli, its name in capitals: `SET user:1 "Ada Lovelace"`.
    package var line: String {
        var words = [name] + arguments.map(JournalText.word)
        if entry.isCut { words[words.count - 1] += "…" }
        let missing = entry.wordCount - entry.words.count
        if missing > 0 { words.append("… (\(missing) more)") }
        return words.joined(separator: " ")
    }
}

extension JournalCommand {
    /// The most characters of a command that a tail or a failure shows.
    private static let longestLine = 160

    /// The line, cut where it is long.
    package var shortLine: String {
        let line = line
        return line.count > JournalCommand.longestLine ? "\(line.prefix(JournalCommand.longestLine))…" : line
    }
}

/// Which commands of a journal are looked for.
package struct JournalQuery: Sendable {
    /// The number from which on.
    package var since: UInt64 = 0
    /// The command's name, in any case, a subcommand after a blank; a container's name means all of them.
    package var command: String?
    /// A glob that one of the keys fits.
    package var key: [UInt8]?
    package var client: UInt64?
    package var clientName: [UInt8]?
    package var errorsOnly = false

    package init() {}

    /// The part of the query that is asked with the engine locked.
    func selection(in table: CommandTable) -> JournalSelection {
        var selection = JournalSelection()
        (selection.since, selection.client, selection.errorsOnly) = (since, client, errorsOnly)
        // A name that is no command's may have been sent all the same.
        if let command { selection.commands = table.ids(named: command)?.union([-1]) ?? [-1] }
        return selection
    }

    /// The rest of it.
    func accepts(_ command: JournalCommand) -> Bool {
        if let name = self.command, command.entry.command == nil, !JournalText.isSame(name, command.name) {
            return false
        }
        if let clientName, clientName != command.entry.clientName { return false }
        guard let key else { return true }
        return command.keys.contains { GlobPattern(key).matches($0) }
    }
}
