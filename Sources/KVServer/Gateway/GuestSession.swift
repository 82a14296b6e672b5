// A client that comes through a gateway. The gateway reads its protocol and hands over requests in RESP; here they run
// through the engine as those of any other session do, and meet the same faults; the replies go back in RESP.

import KVEngine
import KVSockets
import RESP

/// What a gateway is told about its client, on the reactor's thread.
package protocol GuestOwner: AnyObject {
    /// What was held back may go on: `run` is to be called again.
    func goOn()

    /// What was being done elsewhere is done.
    func answered(_ reply: RESPValue?)

    /// The client is sent what it has not asked for: messages, in RESP, whole.
    func received(mail: ByteView)

    /// The rest of a request has not come in time.
    func ranOutOfPatience()
}

/// A client of a gateway, and its connection.
///
/// Belongs to the reactor's thread.
package final class GuestSession: CoreSession {
    let client: Client
    let core: ServerCore
    package let connection: Connection
    var outputWatch = OutputWatch()
    private(set) var isDeferred = false
    /// Whoever speaks the client's protocol; set before anything is run.
    package weak var owner: (any GuestOwner)?
    private var parser = RequestParser()
    private var isWaitedFor = false

    init(client: Client, core: ServerCore, connection: Connection) {
        self.client = client
        self.core = core
        self.connection = connection
        client.doublesAreShortest = true
        client.mayBlock = false
        // The gateway has limits of its own, and has asked who the client is.
        parser.limits.authenticated = true
        parser.limits.maxBulkLength = .max
        let id = client.id
        client.endingChanged = { [core] in core.noteEnded(id) }
    }

    // MARK: What the gateway asks

    /// Begins a request of somebody's, in the first database: what was selected before is forgotten, as requests of
    /// several programs may share a connection.
    ///
    /// - Returns: false when there is no such user, or not any more.
    package func begin(as identity: GuestIdentity) -> Bool {
        core.locked {
            client.databaseIndex = 0
            return core.engine.identify(client, as: identity)
        }
    }

    /// Whether a user of that name has that password.
    package func isPassword(_ password: [UInt8], of user: [UInt8]) -> Bool {
        core.locked { core.engine.accepts(password, of: user) }
    }

    /// How often the data has been changed.
    package var changeCount: Int { core.locked { core.engine.changeCount } }

    /// Waits so long, by the server's clock, for the rest of a request that has begun.
    package func expectMore(withinMilliseconds milliseconds: Int64) {
        guard !isWaitedFor else { return }
        isWaitedFor = true
        core.expectMore(of: client.id, within: milliseconds)
    }

    /// The request has come.
    package func expectNoMore() {
        guard isWaitedFor else { return }
        isWaitedFor = false
        core.expectNoMore(of: client.id)
    }

    /// Runs requests, one after the other, as far as they run without waiting.
    ///
    /// When a request is held back, `goOn` tells when to call again with the rest of them; when it is done elsewhere,
    /// `answered` tells its reply.
    ///
    /// - Parameters:
    ///   - requests: where in `bytes` each of them is, a whole request in RESP.
    ///   - replies: where a reply is appended for each request that is done.
    package func run(
        _ requests: ArraySlice<Range<Int>>, in bytes: ByteView, into replies: ByteBuffer
    ) -> GuestRun {
        let (result, schedule) = core.turn { runLocked(requests, bytes, replies) }
        core.settle(schedule)
        return result
    }

    /// The connection is over.
    package func leave() {
        let schedule = core.turn {
            core.engine.remove(client)
            core.faults.forget(client.id)
            core.patience.end(client.id)
        }.schedule
        core.remove(self)
        if schedule.hasNews { core.settle(schedule) }
    }

    /// Whether a command that waits has not begun, so that nothing is lost with its client.
    package var isHeldBack: Bool { core.locked { core.engine.isHoldingBack(client) } }

    /// Bytes wait that the client does not read.
    package func outputWaits() { checkOutput() }

    /// Keeps what follows in the output from being sent, because of a stall that a run has told of.
    package func stallOutput(from offset: Int, because fault: GuestFault) {
        connection.stallOutput(from: offset)
        core.locked { core.faults.stallOutput(of: client.id, because: fault.fault, now: core.engine.now) }
    }

    // MARK: What the core asks

    func resume() { owner?.goOn() }

    func answer(_ reply: RESPValue?) {
        isDeferred = false
        owner?.answered(reply)
    }

    func deliver(_ mail: ByteBuffer) {
        owner?.received(mail: mail.view)
        if connection.pendingOutput >= ServerLimits.firstOutput { checkOutput() }
    }

    func ranOutOfPatience() {
        isWaitedFor = false
        owner?.ranOutOfPatience()
    }

    // MARK: Running

    private func runLocked(
        _ requests: ArraySlice<Range<Int>>, _ bytes: ByteView, _ replies: ByteBuffer
    ) -> GuestRun {
        let (engine, before) = (core.engine, replies.count)
        core.running = client.id
        client.lastActiveAt = engine.now
        client.outputBufferBytes = 0
        var batch = engine.batch(for: client, parser.arguments, output: replies)
        var result = run(&batch, requests, bytes, replies)
        batch.finish()
        engine.noteRead(requests.prefix(result.done).reduce(0) { $0 + $1.count })
        engine.noteWrite(replies.count - before)
        result.changeCount = engine.changeCount
        return result
    }

    private func run(
        _ batch: inout CommandBatch, _ requests: ArraySlice<Range<Int>>, _ bytes: ByteView,
        _ replies: ByteBuffer
    ) -> GuestRun {
        let meetsFaults = core.faults.meetsCommands
        var result = GuestRun()
        for range in requests {
            let request = bytes[range]
            guard case .command = parser.next(request) else {
                // It was encoded a moment ago, within the limits; what is wrong with it is not the client's fault.
                core.log(.warning, "A gateway has handed over what is no request: its client is disconnected")
                result.stop = .closes(resets: false)
                return result
            }
            let outcome =
                meetsFaults
                ? runMeetingFaults(&batch, request, overHTTP: true) {
                    run(&$0, request, meeting: $1, &result)
                } : batch.run(in: request)
            note(outcome, in: &result)
            if outcome.isDone { result.done += 1 }
            if result.stop != .finished { break }
        }
        return result
    }

    /// Sees to what keeps the next request from following at once.
    private func note(_ outcome: Outcome, in result: inout GuestRun) {
        switch outcome {
        case .postponed:
            core.hold(self)
            result.stop = .waits
        case .deferred:
            isDeferred = true
            result.stop = .deferred
        case .blocked:
            // Nothing that blocks comes here; if it does, nobody is to wait for it for ever.
            core.engine.abandonWait(of: client)
            result.stop = .closes(resets: false)
        case .done:
            if client.ending != .stay { result.stop = .closes(resets: false) }
        }
    }
}

extension Outcome {
    /// Whether the request has been run, rather than kept for later.
    fileprivate var isDone: Bool {
        if case .postponed = self { false } else { true }
    }
}
