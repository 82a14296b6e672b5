// What a handler says of how its command is told to those who follow. Most say nothing: the command goes as it was
// sent, if it has changed something. It must have the same effect there, so one that depends on time, chance or the
// precision of numbers says what came of it instead.

import RESP

extension Call {
    /// Tells those who follow this command instead of the one that is run; several times, for several commands.
    func propagate(_ words: @autoclosure () -> [PropagatedWord]) {
        if engine.isPropagating { engine.propagateInstead(words(), in: client.databaseIndex) }
    }

    /// Tells those who follow of this command even if it has changed nothing.
    func propagateAlways() {
        if engine.isPropagating { engine.replication.override = .always }
    }

    /// Tells those who follow nothing of this command but what it says itself.
    func propagateNothingElse() {
        if engine.isPropagating { engine.replication.override = .replaced }
    }

    /// Tells those who follow of a key's deletion instead of the command.
    func propagateDeletion(of key: ByteView, _ cause: LazyFreeing) {
        propagate([.text(engine.deletion(cause)), .bytes(key)])
    }

    /// Tells those who follow the command with other words in the place of some.
    func propagate(replacing words: [Int: PropagatedWord]) {
        guard engine.isPropagating else { return }
        propagate((0..<argumentCount).map { words[$0] ?? .bytes(argument($0)) })
    }

    /// Notes the command, which has run, for the stream, if there is anything to tell.
    @inline(never)
    func notePropagation() {
        let (replication, changes) = (engine.replication, engine.counters.value.dirty)
        let hasChanged = changes > replication.toldChanges
        let override = replication.override
        replication.toldChanges = changes
        replication.override = .none
        guard override == .always || override == .none && hasChanged else { return }
        // EXEC's commands have been noted one by one.
        guard !engine.table.rows[id].flags.contains(.exec) else { return }
        replication.pending.append(argumentCount, in: client.databaseIndex) { encoder in
            for index in 0..<argumentCount { encoder.argument(argument(index)) }
        }
    }

    /// Ends a unit: what there is of it goes into the stream.
    ///
    /// - Parameter mark: where the command's reply begins, if it has one. To a replica there should be none.
    @inline(never)
    func endPropagation(from mark: Int?) {
        if client.isReplica, let mark, hasAnswer(from: mark) { rejectReplica() }
        let isChosen = engine.table.rows[id].flags.contains(.exec)
        let writes = engine.table.rows[id].flags.contains(.write)
        // What goes while a command looks at keys of which it was told none goes one by one.
        engine.flushPropagation(asTransaction: isChosen || writes || !engine.table.command(id).keys.isEmpty)
        client.replicationOffset = engine.replication.offset
    }
}

extension Call {
    private func hasAnswer(from mark: Int) -> Bool {
        let pushed = client.pushed.reduce(0) { $0 + max(0, $1.upperBound - max(mark, $1.lowerBound)) }
        return reply.buffer.count - mark > pushed
    }

    /// Closes a replica that asks for answers: its connection is for the stream alone.
    func rejectReplica() {
        engine.warn("Replica \(client.id) has sent a command that is answered: closed")
        client.ending = .closeNow
    }
}

extension Engine {
    @inline(never)
    fileprivate func propagateInstead(_ words: [PropagatedWord], in database: Int) {
        if !replication.isMuted { replication.pending.append(words, in: database) }
        replication.override = .replaced
    }
}
