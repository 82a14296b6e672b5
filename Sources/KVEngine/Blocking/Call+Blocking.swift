// Blocking commands, as their handlers see it: the time to wait, and blocking when there is nothing. After it, the
// answers to a client that has waited.

import RESP

extension Call {
    /// Whether the client may wait: not as part of a transaction, nor without a connection of its own.
    var mayBlock: Bool { !isInTransaction && !client.isDirect && client.mayBlock }

    /// Answers with what is awaited, of the first key that has some; when none has, the client blocks.
    mutating func takeOrBlock(
        _ awaited: Awaited, from keys: Range<Int>, until deadline: Int64
    ) throws(RedisError) {
        for index in keys {
            if try take(awaited, from: argument(index)) { return }
        }
        block(for: awaited, at: keys, until: deadline)
    }

    /// Lets the client wait; one that may not is answered at once.
    mutating func block(for awaited: Awaited, at keys: Range<Int>, until deadline: Int64) {
        guard mayBlock else { return answerNothing(of: awaited) }
        engine.block(BlockedClient(self, for: awaited, keys: keys, until: deadline))
        outcome = .blocked
    }

    /// Reads seconds, whole or not, as the instant of their end; `.max` for ever, which 0 stands for.
    ///
    /// Parts of a millisecond count as a whole one, so that a little less than nothing is nothing. What goes beyond
    /// the integers is a negative number to Redis.
    func deadline(_ seconds: ByteView) throws(RedisError) -> Int64 {
        guard let seconds = LongDoubleText.parse(seconds) else {
            throw RedisError("ERR timeout is not a float or out of range")
        }
        let milliseconds = (seconds * 1000).rounded(.up)
        guard milliseconds >= 0, milliseconds < 0x1p63 else { throw .negativeTimeout }
        return deadline(milliseconds: Int64(milliseconds))
    }

    /// The instant at which so many milliseconds will have passed in full; `.max` for ever, which 0 stands for.
    func deadline(milliseconds: Int64) -> Int64 {
        guard milliseconds > 0 else { return .max }
        let begun: Int64 = engine.state.value.nowMicroseconds % 1000 == 0 ? 0 : 1
        let (end, overflow) = (now + begun).addingReportingOverflow(milliseconds)
        return overflow ? .max : end
    }
}

// MARK: - After a wait

extension Call {
    /// Answers with what has come at a key.
    mutating func serve(_ awaited: Awaited, from key: WatchedKey) {
        answer { call in
            key.key.withByteView { name in
                do throws(RedisError) {
                    _ = try call.take(awaited, from: name)
                } catch {
                    call.fail(error)
                    call.engine.commandStatistics[call.id].failedCalls &+= 1
                }
            }
        }
    }

    /// Lets `write` write the reply, which is dropped when the client wants none.
    mutating func answer(_ write: (inout Call) -> Void) {
        let mark = reply.buffer.count
        write(&self)
        if client.modes.value.reply != .on { keepReply(from: mark) }
        dropUnwantedReply(from: mark)
    }

    /// Answers with an error, and counts it.
    func fail(_ error: RedisError) {
        reply.error(error)
        engine.countError(error)
    }

    /// Charges the command, which has waited, with the time that answering it took.
    func noteEndOfWait(nanoseconds: UInt64) {
        engine.commandStatistics[id].nanoseconds &+= nanoseconds
        engine.noteCalls(1, of: id, nanoseconds: nanoseconds)
        engine.slowLog.note(self, microseconds: Int(clamping: nanoseconds / 1000))
        engine.noteLatency(of: "command-unblocking", nanoseconds: nanoseconds)
    }

    /// Counts a command that has begun to wait, and shows it to those who monitor. The rest follows when it is over.
    @inline(never)
    mutating func noteBlocked() {
        countCall()
        timedCalls += 1
        if isFollowed { followToEnd(from: nil) }
    }
}
