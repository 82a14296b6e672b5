// What follows a command that has run: its changes go to the replicas and itself into the journal, it is shown to
// those who monitor, and the keys that it has read are noted for clients that track. Dispatch comes here on one bit.

import RESP

extension Call {
    /// Follows a command that was not part of a transaction, or a whole transaction.
    ///
    /// - Parameter mark: where its reply begins; nil for one that waits, which the journal gets once it is over.
    @inline(never)
    mutating func followToEnd(from mark: Int?) {
        follow(from: mark)
        if engine.isPropagating { endPropagation(from: mark) }
        guard followers.contains(.trackers) || !client.tracking.ownInvalidations.isEmpty else { return }
        engine.limitTrackedKeys()
        engine.sendOwnInvalidations(to: client)
        endCaching(after: id)
    }

    /// Follows a command, perhaps within a transaction.
    @inline(never)
    mutating func follow(from mark: Int?) {
        if followers.contains(.replicas) { notePropagation() }
        if let mark, isJournaled { noteInJournal(from: mark) }
        if followers.contains(.monitors) { showMonitors() }
        guard followers.contains(.trackers) else { return }
        let flags = engine.table.rows[id].flags
        // What a script reads is noted when it does.
        if client.tracking.notesReads, flags.contains(.readonly), !flags.contains(.runsScript) { noteReads() }
    }

    /// Notes the keys of the command, whether it has found them or not, and even if it has failed.
    private func noteReads() {
        let words = RequestWords(of: self, from: 0)
        for key in engine.table.command(id).findKeys(in: words) {
            engine.noteRead(of: words[key.index], by: client)
        }
    }

    /// Ends what CLIENT CACHING said of the next command, unless this was another of CLIENT's subcommands.
    func endCaching(after id: CommandID?) {
        guard client.tracking.modes.contains(.caching), !isInTransaction else { return }
        if let id, let container = engine.table.rows[id].container,
            engine.table.fullName(container) == "client"
        {
            return
        }
        client.tracking.modes.remove(.caching)
    }
}
