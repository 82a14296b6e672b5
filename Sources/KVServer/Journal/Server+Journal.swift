// A server's journal, for those who look at it from another thread: each look takes the core's lock and copies.

import KVEngine

extension Server {
    /// Forgets the commands of the journal; their numbers go on.
    package func clearJournal() { core.locked { core.engine.journal?.removeAll() } }

    /// The number of the next command.
    package var journalMark: UInt64 { core.locked { core.engine.journal?.mark ?? 0 } }

    /// The commands that a query asks for, the oldest first, and how many since its mark have been dropped.
    package func journal(_ query: JournalQuery) -> JournalExtract {
        let table = core.engine.table
        let selection = query.selection(in: table)
        let (entries, dropped) = core.locked {
            (core.engine.journalEntries(selection), core.engine.journal?.dropped(since: query.since))
        }
        return JournalExtract(
            commands: entries.map { JournalCommand($0, in: table) }.filter(query.accepts),
            dropped: dropped ?? 0, isKept: dropped != nil)
    }
}

/// What a query found.
package struct JournalExtract: Sendable {
    package let commands: [JournalCommand]
    /// Commands, of those since the query's mark, that are no longer there.
    package let dropped: Int
    /// Whether there is a journal at all.
    package let isKept: Bool
}
