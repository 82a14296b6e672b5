// Commands between MULTI and EXEC: which gates they pass, which are queued, and how EXEC runs them. Dispatch
// comes here on one bit of the client, so a connection without a transaction pays for one branch.

import RESP

extension Call {
    /// Whether the client has sent MULTI and neither EXEC nor DISCARD has ended it.
    var isInTransaction: Bool { client.modes.value.transaction.contains(.open) }

    /// Queues a command, or runs it if it is one of the few that MULTI does not hold up.
    mutating func executeInTransaction(_ own: CommandFlags) -> Outcome {
        // An EXEC that a DEBUG SLEEP has interrupted was let in already.
        if !own.contains(.exec) || client.transaction.position == nil {
            let flags = own.contains(.exec) ? client.transaction.flagsOfExec(own) : own
            if let refusal = gateInTransaction(flags) {
                refuse(refusal, id)
                return .done
            }
            if engine.state.value.isHeld, let outcome = holdBack(flags) { return outcome }
        }
        guard own.contains(.immediate) else {
            queue(own)
            return .done
        }
        let wasSilent = isSilent
        let mark = reply.buffer.count
        if id != timed { chargeTime(to: id) }
        runHandler(mark)
        guard outcome == .done else { return outcome }
        // The time of EXEC's commands is theirs.
        if id != timed { chargeTime(to: id) }
        // Of EXEC's replies each was kept or dropped when it came: CLIENT REPLY may have been among the commands.
        finish(mark, dropping: own.contains(.exec) && !wasSilent ? reply.buffer.count : nil)
        noteTime(own)
        return .done
    }

    /// The gates inside MULTI. Queueing takes memory, so that it is refused like any other command that does.
    private mutating func gateInTransaction(_ flags: CommandFlags) -> RedisError? {
        if let refusal = gateOfRequest(flags) { return refusal }
        if let refusal = refusalInMulti(flags) { return refusal }
        return gateOfServer(flags.contains(.endsMulti) ? flags : flags.union(.denyOOM))
    }

    /// Why a command may not be queued, whoever sent it.
    func refusalInMulti(_ flags: CommandFlags) -> RedisError? {
        guard isInTransaction, flags.contains(.noMulti) else { return nil }
        return RedisError("ERR Command not allowed inside a transaction")
    }

    private mutating func queue(_ flags: CommandFlags) {
        // What will not run need not be kept.
        if client.modes.value.transaction.isDisjoint(with: [.failed, .touched]) {
            client.transaction.append(Transaction.QueuedCommand(self), declaredFlags(flags))
            engine.checkQueue(of: client)
        }
        let mark = reply.buffer.count
        reply.simple("QUEUED")
        dropUnwantedReply(from: mark)
    }

    // MARK: EXEC

    /// Runs the queued commands, from the first or the one that was interrupted.
    mutating func runTransaction() {
        let (exec, commands) = (id, client.transaction.commands)
        let name = arguments.isDecoded ? ByteView("exec") : argument(0)
        var index = client.transaction.position ?? 0
        if client.transaction.position == nil, !isSilent { reply.array(commands.count) }
        var isLastRefused = false
        while index < commands.count {
            client.transaction.position = index
            isLastRefused = !runQueued(commands[index])
            guard outcome == .done else { return id = exec }
            index += 1
        }
        id = exec
        // As Redis counts: a refusal with a command behind it is nobody's failure, one at the end is EXEC's.
        if isLastRefused { engine.commandStatistics[exec].failedCalls &+= 1 }
        // The list holds the last command's arguments; those who monitor are shown EXEC's own.
        arguments.reset()
        arguments.append(offset: 0, length: name.count)
        input = name
        engine.endTransaction(of: client)
    }

    /// Runs a queued command, or answers with an error when it is no longer permitted; whether it ran.
    private mutating func runQueued(_ command: Transaction.QueuedCommand) -> Bool {
        let isLost = client.ending != .stay
        let mark = reply.buffer.count
        (id, next) = (command.id, command.next)
        if id != timed { chargeTime(to: id) }
        command.list(in: arguments)
        let isPermitted = command.bytes.withByteView { view in
            input = view
            if !client.modes.value.isTrusted, let refusal = refusalAtExec() {
                refuseQueued(refusal)
                if isJournaled { noteRefusalInJournal(id, from: mark) }
                return false
            }
            runHandler(mark)
            guard outcome == .done else { return true }
            countCall()
            if isFollowed { follow(from: mark) }
            noteTime(engine.table.rows[id].flags)
            return true
        }
        if outcome == .done, isLost || isSilent { takeBack(to: mark) }
        return isPermitted
    }

    /// Answers with an error instead of running a queued command.
    private mutating func refuseQueued(_ error: RedisError) {
        outcome = .done
        reply.error(error)
        engine.countError(error)
    }

    /// Whether the reply being written will not be sent.
    private var isSilent: Bool {
        let mode = client.modes.value.reply
        return mode == .off || mode == .skipThis
    }

    // MARK: Refusals

    /// What a refusal means to a transaction: EXEC will be an error, or, if it was EXEC, the transaction is over.
    func noteRefusal(_ error: RedisError, of id: CommandID?) -> RedisError {
        if isInTransaction { client.modes.value.transaction.insert(.failed) }
        guard let id, engine.table.rows[id].flags.contains(.exec) else { return error }
        engine.endTransaction(of: client)
        let reason = error.text.hasPrefix("ERR ") ? error.text.dropFirst(4) : error.text[...]
        return RedisError("EXECABORT Transaction discarded because of: \(reason)")
    }
}

extension Engine {
    /// Forgets what a client has queued and what it watches.
    func endTransaction(of client: Client) {
        client.transaction = Transaction()
        client.modes.value.transaction = []
        unwatch(client)
    }

    /// Closes a client that queues more than it may send in one piece, so that what it costs has a bound.
    fileprivate func checkQueue(of client: Client) {
        guard client.transaction.bytes > settings.clientQueryBufferLimit else { return }
        warn("Client \(client.id) queues commands over client-query-buffer-limit: closed")
        client.ending = .closeNow
    }
}
