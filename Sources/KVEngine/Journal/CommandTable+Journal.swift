// What the table of commands knows of the journal's entries: names and keys.

import RESP

extension CommandTable {
    /// The IDs of the commands that a name means: `GET`, `CLIENT SETNAME`, or `CLIENT` for all its subcommands.
    ///
    /// Upper or lower case, with a blank or, as Redis has it, a bar before a subcommand. Nil when there is no such
    /// command.
    package func ids(named name: String) -> Set<CommandID>? {
        let words = name.split(whereSeparator: { $0 == " " || $0 == "|" }).map { Array($0.utf8) }
        guard let word = words.first, words.count <= 2, let id = word.withByteView({ find($0) }) else {
            return nil
        }
        guard words.count == 2 else { return Set(rows[id].subcommands + [id]) }
        return words[1].withByteView { find(subcommand: $0, of: id) }.map { [$0] }
    }

    /// How many words of a request are its command's name.
    package func nameLength(of id: CommandID?) -> Int { id.flatMap { rows[$0].container } == nil ? 1 : 2 }

    /// The keys that an entry names.
    package func keys(of entry: JournalEntry) -> [[UInt8]] {
        guard let id = entry.command else { return [] }
        let list = ArgumentList()
        var offset = 0
        for word in entry.words {
            list.append(offset: offset, length: word.count)
            offset += word.count
        }
        return entry.words.flatMap { $0 }.withByteView { view in
            let words = RequestWords(list, in: view)
            guard command(id).accepts(argumentCount: words.count) else { return [] }
            return command(id).findKeys(in: words).map { Array(words[$0.index]) }
        }
    }
}

extension Engine {
    /// Begins to keep a journal, or gives the one there is up.
    package func keepJournal(_ kept: CommandJournal?) {
        journal = kept
        refreshFollowing()
    }
}
