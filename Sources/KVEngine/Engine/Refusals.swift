// What is answered without running a handler: names that are no commands, and what a gate refuses.

import RESP

extension Call {
    /// Answers a name that is not in the table.
    @inline(never)
    mutating func dispatchUnknown() -> Outcome {
        client.lastCommand = nil
        if let controls = engine.controls, isControl { return run(controls) }
        if !isCrossProtocol() { refuse(unknownCommand, nil) }
        return .done
    }

    /// Answers with an error before the handler has run, charged to a command when there is one.
    mutating func refuse(_ error: RedisError, _ counted: CommandID?) {
        let mark = reply.buffer.count
        let error = noteRefusal(error, of: counted)
        reply.error(error)
        engine.countError(error)
        if let counted { engine.commandStatistics[counted].rejectedCalls &+= 1 }
        if isJournaled { noteRefusalInJournal(counted, from: mark) }
        dropUnwantedReply(from: mark)
        if client.isReplica { rejectReplica() }
        endCaching(after: counted)
    }

    /// Answers with an error what was no request, and so is charged to no command.
    func refuse(_ failure: ProtocolFailure) {
        let mark = reply.buffer.count
        failure.write(to: reply.buffer)
        engine.countError(code: "ERR")
        dropUnwantedReply(from: mark)
    }

    func dropUnwantedReply(from mark: Int) {
        let mode = client.modes.value.reply
        if mode != .on { applyReplyMode(mode, mark) }
    }

    /// Whether this is a line of an HTTP request; the connection is then closed without an answer.
    ///
    /// A web page can make a browser send a form to any port, and the lines of its body would run as commands.
    func isCrossProtocol() -> Bool {
        guard argument(0).matches("post") || argument(0).matches("host:") else { return false }
        client.ending = .closeNow
        engine.warnOfCrossProtocol()
        return true
    }

    /// Why a client that listens may not run a command; nil when it may.
    @inline(never)
    func restriction(on flags: CommandFlags) -> RedisError? {
        if client.isSubscribed, !reply.isRESP3, !flags.contains(.whileSubscribed) {
            return .subscribed(commandName)
        }
        let touchesKeys = !flags.isDisjoint(with: [.write, .readonly, .mayReplicate])
        return client.countsAsReplica && touchesKeys ? .replicaTouchesKeys : nil
    }

    /// The error for a name that is no command: the name and the first arguments, 128 bytes at most of each.
    var unknownCommand: RedisError {
        var beginning: [UInt8] = []
        var index = 1
        while index < argumentCount, beginning.count < 128 {
            let word = argument(index).quotation(limit: 128 - beginning.count)
            beginning += [UInt8(ascii: "'")] + word + Array("' ".utf8)
            index += 1
        }
        return .quoting("ERR unknown command '", argument(0), "', with args beginning with: ", beginning)
    }

    var unknownSubcommand: RedisError {
        let container = commandName.uppercased()
        return .quoting("ERR unknown subcommand '", argument(1), "'. Try \(container) HELP.")
    }
}

extension Engine {
    /// Counts an error reply by its code word.
    func countError(_ error: RedisError) { countError(code: String(error.code)) }

    /// Counts an error reply by its code word.
    func countError(code: String) {
        counters.value.errorReplies &+= 1
        errorCounts[code, default: 0] += 1
    }

    /// Says that a web page has tried to talk to the server, once a minute at most.
    fileprivate func warnOfCrossProtocol() {
        if let last = lastSecurityWarning, now - last < 60_000 { return }
        lastSecurityWarning = now
        warn(
            """
            A client sent POST or Host: as a command, as a web page that was made to attack this port would. \
            Its connection was closed.
            """)
    }
}
