// A command of the journal as those who look get it: a value of its own.

import RESP

/// A command that a client has sent.
package struct JournalEntry: Sendable {
    /// Counts the commands of the journal, from zero.
    package let number: UInt64
    /// The client's ID, as CLIENT ID tells it; 0 for a direct call.
    package let client: UInt64
    package let clientName: [UInt8]
    package let database: Int
    /// Its place in the table; nil for a name that is no command's.
    package let command: CommandID?
    /// The words as they were sent, with `(redacted)` in the place of secrets.
    package let words: [[UInt8]]
    /// How many words were sent; more than `words` has when they were too many to be kept.
    package let wordCount: Int
    /// Whether the last of `words` is only its beginning.
    package let isCut: Bool
    package let reply: JournalReply
    /// The text of an error reply; empty for others.
    package let error: [UInt8]
    /// The server's clock when the command was answered, in Unix microseconds.
    package let time: Int64
    /// How long it took.
    package let nanoseconds: UInt64

    /// Whether it was called in the server's own program, without a connection.
    package var isDirect: Bool { client == 0 }
}

extension CommandJournal {
    /// The entry of a record that there is.
    func entry(_ number: UInt64) -> JournalEntry {
        let record = record(number)
        let bytes = bytes(of: record)
        let nameEnd = Int(record.nameLength)
        let errorEnd = nameEnd + Int(record.errorLength)
        return JournalEntry(
            number: number, client: record.client, clientName: Array(bytes[0..<nameEnd]),
            database: Int(record.database), command: record.command < 0 ? nil : Int(record.command),
            words: CommandJournal.words(record.keptWords, in: bytes[errorEnd..<bytes.count]),
            wordCount: record.wordCount, isCut: record.isCut, reply: record.reply,
            error: Array(bytes[nameEnd..<errorEnd]), time: record.time, nanoseconds: record.nanoseconds)
    }

    private static func words(_ count: Int, in bytes: ByteView) -> [[UInt8]] {
        var position = 0
        return (0..<count).map { _ in
            var (length, shift) = (0, 0)
            while bytes[position] > 0x7F {
                length |= Int(bytes[position] & 0x7F) << shift
                shift += 7
                position += 1
            }
            length |= Int(bytes[position]) << shift
            position += 1
            defer { position += length }
            return Array(bytes[position..<position + length])
        }
    }
}

/// Which commands of a journal are looked for.
package struct JournalSelection: Sendable {
    /// The number from which on; see `CommandJournal.mark`.
    package var since: UInt64 = 0
    /// Any command when nil.
    package var commands: Set<CommandID>?
    package var client: UInt64?
    package var errorsOnly = false

    package init() {}

    func accepts(_ record: CommandJournal.Record) -> Bool {
        if let commands, !commands.contains(Int(record.command)) { return false }
        if let client, client != record.client { return false }
        return !errorsOnly || record.reply == .error
    }
}

extension Engine {
    /// The commands of the journal that are looked for, the oldest first.
    ///
    /// - Complexity: O(n) in the commands that it has.
    package func journalEntries(_ selection: JournalSelection) -> [JournalEntry] {
        guard let journal else { return [] }
        return journal.numbers(since: selection.since).compactMap { number in
            selection.accepts(journal.record(number)) ? journal.entry(number) : nil
        }
    }
}
