// One connection's commands: bytes in, replies out, through the engine. The session owns what the protocol
// needs to remember between reads (the parser's place, the client's modes) and nothing of the data.

import KVEngine
import KVSockets
import RESP

/// A connection being served.
///
/// Belongs to the reactor's thread; its client is only touched with the core locked.
final class Session: CoreSession {
    let client: Client
    let core: ServerCore
    let connection: Connection
    private var parser = RequestParser()
    var outputWatch = OutputWatch()
    /// The client sends no more.
    private var hasEnded = false
    /// Whether what the client has asked for is being done elsewhere; it reads no more until `answer`.
    private(set) var isDeferred = false
    /// Whether the client is to see a reset when it is closed at once.
    var resetsOnClose = false
    /// What is to happen to the reply for which the client is blocked.
    var faultOfWait: ActiveFault?

    init(client: Client, core: ServerCore, connection: Connection) {
        self.client = client
        self.core = core
        self.connection = connection
        // The core is told, not the session: a weak reference to a session would slow every use of it.
        let id = client.id
        client.endingChanged = { [core] in core.noteEnded(id) }
    }

    /// Goes on with the command that was held back, or after the one that has blocked.
    func resume() {
        // A reply that nobody wanted (CLIENT REPLY) took its fault with it.
        faultOfWait = nil
        connection.resumeReading()
    }

    /// Answers what was done elsewhere, unless the client wants no answer, and reads on.
    func answer(_ reply: RESPValue?) {
        isDeferred = false
        let version = core.locked { client.version }
        if let reply { ReplyWriter(buffer: connection.outbox, version: version).value(reply) }
        connection.resumeReading()
    }

    /// Sends what the client did not ask for, unless it leaves too much of it unread.
    func deliver(_ mail: ByteBuffer) {
        if let fault = faultOfWait, !fault.isRemoved, core.locked({ !client.isBlocked }) {
            deliver(mail, spoiledBy: fault)
        } else {
            connection.append(mail.view)
        }
        if connection.pendingOutput >= ServerLimits.firstOutput { checkOutput() }
    }

    /// A command may take as long as it likes to arrive, as in Redis.
    func ranOutOfPatience() {}
}

extension Session: ConnectionDelegate {
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        if endOfStream { hasEnded = true }
        let (intake, schedule) = core.turn { run(input, output) }
        core.settle(schedule)
        return intake
    }

    func closed(_ connection: Connection, because reason: CloseReason) {
        let schedule = core.turn {
            core.engine.remove(client)
            core.faults.forget(client.id)
        }.schedule
        core.remove(self)
        // What its interrupted EXEC has pushed may have served others.
        if schedule.hasNews { core.settle(schedule) }
    }

    /// A client that goes while a pause holds its command back gets no answer, and the command does not run; one
    /// that goes while it is blocked takes nothing. A sleep is different: Redis sees the end only after it, when it
    /// has answered.
    func endedWhileSuspended(_ connection: Connection) {
        hasEnded = true
        if core.locked({ core.engine.isHoldingBack(client) }) { connection.close(.now) }
    }

    func outputWaits(_ pending: Int, on connection: Connection) { checkOutput() }

    /// Runs every complete command of the input, and counts what went in and out.
    private func run(_ input: ByteView, _ output: ByteBuffer) -> Intake {
        let (engine, before) = (core.engine, output.count)
        core.running = client.id
        client.lastActiveAt = engine.now
        client.queryBuffer.read(input.count, at: engine.now)
        client.outputBufferBytes = 0
        parser.limits.maxBulkLength = engine.settings.protoMaxBulkLength
        var batch = engine.batch(for: client, parser.arguments, output: output)
        // The parser is lent for the whole batch: using it where it is costs two exclusivity checks a command.
        let intake = run(&batch, &parser, input, output)
        batch.finish()
        engine.noteRead(intake.consumed)
        if output.count > before { engine.noteWrite(output.count - before) }
        return intake
    }

    private func run(
        _ batch: inout CommandBatch, _ parser: inout RequestParser, _ input: ByteView, _ output: ByteBuffer
    ) -> Intake {
        let most = mostOutput
        let meetsFaults = core.faults.meetsCommands
        var consumed = 0
        while true {
            parser.limits.authenticated = client.isAuthenticated || !core.engine.requiresAuthentication
            let rest = input[consumed..<input.count]
            switch parser.next(rest) {
            case .command(let length):
                let outcome =
                    meetsFaults
                    ? runMeetingFaults(&batch, rest) { run(&$0, rest, output, meeting: $1) }
                    : batch.run(in: rest)
                guard case .done = outcome else {
                    return wait(outcome, before: consumed, after: consumed + length)
                }
                consumed += length
                if let verdict = verdict(output, most) { return Intake(consumed: consumed, verdict: verdict) }
            case .skip(let length):
                consumed += length
            case .needMore(let hint):
                return wait(for: hint, after: rest.count, consumed)
            case .failure(let failure):
                batch.refuse(failure)
                return Intake(consumed: input.count, verdict: .closeAfterFlush)
            }
        }
    }

    /// Reads on when a command that is held back may run, or one that has blocked or was taken over is answered.
    private func wait(_ outcome: Outcome, before start: Int, after end: Int) -> Intake {
        switch outcome {
        case .done, .postponed:
            core.hold(self)
            return Intake(consumed: start, verdict: .suspend)
        case .deferred:
            isDeferred = true
            return Intake(consumed: end, verdict: .suspend)
        case .blocked:
            guard hasEnded else { return Intake(consumed: end, verdict: .suspend) }
            // Nobody would get what comes.
            core.engine.abandonWait(of: client)
            return Intake(consumed: end, verdict: .closeAfterFlush)
        }
    }

    /// Waits for the rest of a request, of which there are so many bytes, unless it is to be too long.
    private func wait(for missing: Int, after unread: Int, _ consumed: Int) -> Intake {
        client.queryBuffer.keep(unread)
        guard unread + missing <= core.engine.settings.clientQueryBufferLimit else {
            core.log(.warning, "Client \(client.id) sends a request over client-query-buffer-limit: closed")
            return Intake(consumed: consumed + unread, verdict: .closeAfterFlush)
        }
        return Intake(consumed: consumed, needed: missing)
    }

    /// What has to happen before the next command; nil when it may follow at once.
    private func verdict(_ output: ByteBuffer, _ most: Int) -> Intake.Verdict? {
        switch client.ending {
        case .stay: output.count > most ? verdict(on: output.count) : nil
        case .closeAfterReply: .closeAfterFlush
        case .closeNow: resetsOnClose ? .reset : .closeNow
        }
    }

    /// The output of a batch above which `verdict(on:)` decides.
    private var mostOutput: Int {
        let hard = outputLimit.hard
        return hard > 0 ? min(hard - 1, ServerLimits.batchOutput) : ServerLimits.batchOutput
    }

    /// A batch over the hard limit is not sent at all, as in Redis, however fast the client would read it.
    private func verdict(on bytes: Int) -> Intake.Verdict? {
        let hard = outputLimit.hard
        guard hard > 0, bytes >= hard else { return bytes > ServerLimits.batchOutput ? .yield : nil }
        core.log(.warning, "Client \(client.id) asks for more than its output may be: closed")
        return .closeNow
    }
}
