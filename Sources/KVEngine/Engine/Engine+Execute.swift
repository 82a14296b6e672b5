// Running a command: find it, pass the gates in Redis's order, call its handler, count. The gates are here so
// that no handler checks arity, authentication or memory.

import RESP

extension Engine {
    /// Prepares to run a batch of one client's commands, whose replies go to `output`.
    package func batch(for client: Client, _ arguments: ArgumentList, output: ByteBuffer) -> CommandBatch {
        let batch = restingBatch(for: client, arguments, output: output)
        batch.enter()
        return batch
    }

    /// What runs commands of one client by `runNext`, each as a batch of its own.
    package func restingBatch(for client: Client, _ arguments: ArgumentList, output: ByteBuffer)
        -> CommandBatch
    {
        CommandBatch(call: Call(engine: self, client: client, arguments: arguments, output: output))
    }
}

/// A connection's commands, run one after another; made for each batch that is read, or begun again.
package struct CommandBatch: ~Copyable {
    var call: Call

    init(call: consuming Call) { self.call = call }

    /// Runs one command as a batch, between others of the same client.
    package mutating func runNext(in input: ByteView) -> Outcome {
        // Its owner may have chosen another; the protocol is changed by commands only, which tell the call as well.
        call.database = call.engine.databases[call.client.databaseIndex]
        enter()
        defer {
            finish()
            // Nothing of it is left for the next one.
            call.input = .empty
            call.redacted = 0
        }
        return run(in: input)
    }

    fileprivate func enter() {
        call.client.beginBatch(output: call.reply.buffer)
        call.engine.state.value.runningClient = call.client.id
    }

    /// Runs the command whose arguments are in the list given at the start, as ranges into `input`.
    ///
    /// The reply is appended to the output, unless the command is postponed.
    package mutating func run(in input: ByteView) -> Outcome {
        call.input = input
        return call.dispatch()
    }

    /// Answers a request that broke the protocol; no other can follow it.
    package func refuse(_ failure: ProtocolFailure) { call.refuse(failure) }

    /// Ends the batch: charges the last command with its time.
    package mutating func finish() {
        call.chargeTime(to: nil)
        if call.engine.state.value.hasBroadcasts { call.engine.sendBroadcasts() }
        call.engine.state.value.runningClient = 0
        call.client.endBatch()
    }
}

extension Call {
    /// Finds and runs the command, answering with its reply or an error.
    mutating func dispatch() -> Outcome {
        if engine.state.value.isHeld, let outcome = dispatchWhileHeld() { return outcome }
        guard let found = engine.table.find(argument(0)) else { return dispatchUnknown() }
        id = found
        next = 1
        if engine.table.rows[found].isContainer, !resolveSubcommand() { return .done }
        client.lastCommand = id
        return execute(engine.table.rows[id].flags)
    }

    /// Moves on from a container to its subcommand; false when an error has been answered.
    private mutating func resolveSubcommand() -> Bool {
        // Alone it is the container's own business: COMMAND runs, the arity of the others refuses.
        guard argumentCount > 1 else { return true }
        guard let subcommand = engine.table.find(subcommand: argument(1), of: id) else {
            client.lastCommand = nil
            refuse(unknownSubcommand, nil)
            return false
        }
        id = subcommand
        next = 2
        return true
    }

    @inline(__always)
    private mutating func execute(_ flags: CommandFlags) -> Outcome {
        if client.modes.value.transaction.contains(.open) { return executeInTransaction(flags) }
        if let refusal = gateOfRequest(flags) ?? gateOfServer(flags) {
            refuse(refusal, id)
            return .done
        }
        if engine.state.value.isHeld, let outcome = holdBack(flags) { return outcome }
        return perform(flags)
    }

    /// Runs the command, which has passed all gates.
    @inline(__always)
    private mutating func perform(_ flags: CommandFlags) -> Outcome {
        if id != timed { chargeTime(to: id) }
        let mark = reply.buffer.count
        runHandler(mark)
        // A pattern: `==` on an enumeration with values is a call.
        guard case .done = outcome else { return leave() }
        finish(mark)
        noteTime(flags)
        return .done
    }

    /// What becomes of a command on a server that is held, if it does not simply go through its gates.
    @inline(never)
    private mutating func dispatchWhileHeld() -> Outcome? {
        guard !isControl else { return nil }
        if let until = engine.sleepHolds(client) { return .postponed(until: until) }
        if runToGoOnWith != nil, !isInTransaction, let found = engine.table.find(argument(0)) {
            // It has passed them when it began.
            (id, next) = (found, 1)
            client.lastCommand = found
            return perform(engine.table.rows[found].flags)
        }
        return engine.scriptHolds(client) ? .postponed(until: .max) : nil
    }

    /// Leaves a command that has not come to its end: one that blocks has run, one that is postponed has not.
    @inline(never)
    private mutating func leave() -> Outcome {
        if outcome == .blocked { noteBlocked() }
        return outcome
    }

    /// Runs the handler; an error that it throws is the reply.
    @inline(__always)
    mutating func runHandler(_ mark: Int) {
        outcome = .done
        do {
            try engine.table.rows[id].run(&self)
        } catch {
            takeBack(to: mark)
            reply.error(error)
            engine.countError(error)
            engine.commandStatistics[id].failedCalls &+= 1
        }
    }

    /// The first gates, in Redis's order: arity, authentication, permissions.
    @inline(__always)
    mutating func gateOfRequest(_ flags: CommandFlags) -> RedisError? {
        let arity = engine.table.rows[id].arity
        if arity > 0 ? argumentCount != arity : argumentCount < -arity {
            return .wrongArity(of: commandName)
        }
        return client.modes.value.isTrusted ? nil : gateOfUser(flags)
    }

    /// The gates after them: memory, replicas, what listeners may do.
    @inline(__always)
    func gateOfServer(_ flags: CommandFlags) -> RedisError? {
        if engine.state.value.isMemoryLimited, lacksMemory(flags) {
            return .outOfMemory
        }
        if engine.state.value.asksRole, let refusal = refusalOfRole(flags) { return refusal }
        return client.modes.value.restrictions.isEmpty ? nil : restriction(on: flags)
    }

    /// Counts the command, drops its reply when the client wants none, and follows it where somebody cares.
    ///
    /// - Parameter unwanted: where what is to be dropped begins, if not with the reply.
    @inline(__always)
    mutating func finish(_ mark: Int, dropping unwanted: Int? = nil) {
        countCall()
        let mode = client.modes.value.reply
        if mode != .on { dropReply(mode, unwanted ?? mark, writtenSince: mark) }
        if isFollowed { followToEnd(from: mark) }
    }

    @inline(__always)
    func countCall() {
        engine.counters.value.commandsProcessed &+= 1
        engine.commandStatistics[id].calls &+= 1
    }

    private func dropReply(_ mode: Client.ReplyMode, _ unwanted: Int, writtenSince mark: Int) {
        if isJournaled { keepReply(from: mark) }
        applyReplyMode(mode, unwanted)
    }

    func applyReplyMode(_ mode: Client.ReplyMode, _ mark: Int) {
        // The answer to CLIENT REPLY ON is given; SKIP drops that of the next command.
        switch mode {
        case .on: break
        case .off: takeBack(to: mark)
        case .skipNext: client.modes.value.reply = .skipThis
        case .skipThis:
            takeBack(to: mark)
            client.modes.value.reply = .on
        }
    }
}
