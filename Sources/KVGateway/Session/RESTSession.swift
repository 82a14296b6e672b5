// One connection of the REST interface: HTTP requests in, answers out, one after the other. What a request asks for is
// run by the guest session, as any client's commands are; here is what HTTP has to remember meanwhile.
//
// Everything happens in `received`: when something that was waited for has come, the connection calls it again.

import KVServer
import KVSockets
import RESP

/// A client that speaks HTTP.
///
/// Belongs to the reactor's thread.
final class RESTSession {
    enum State {
        /// Between two requests, or in the head of one.
        case idle
        /// In the body of a request.
        case inBody(RESTRequest)
        /// The commands of a request wait for something.
        case running(RESTRun)
        /// Messages are sent as they come, until the client goes.
        case streaming(isChunked: Bool)
    }

    let guest: GuestSession
    let gateway: RESTGateway
    var state = State.idle
    private var parser: HTTPRequestParser
    var commands = RESTCommands()
    /// The replies to the commands of the request that is being run.
    let replies = ByteBuffer(capacity: 1024)
    /// The body of the answer that is being made.
    let body = ByteBuffer(capacity: 1024)

    init(_ guest: GuestSession, gateway: RESTGateway) {
        self.guest = guest
        self.gateway = gateway
        parser = HTTPRequestParser(limits: gateway.limits.http)
        commands.largestCommand = gateway.limits.command
    }
}

extension RESTSession: ConnectionDelegate {
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        var consumed = 0
        if case .running(let run) = state {
            if let verdict = proceed(run, output) { return Intake(consumed: 0, verdict: verdict) }
        }
        while true {
            if case .streaming = state { return Intake(consumed: input.count) }
            let step = parser.next(input[consumed..<input.count])
            consumed += step.consumed
            switch step.event {
            case .needMore(let missing):
                awaitMore()
                return Intake(consumed: consumed, needed: missing)
            case .failure(let failure):
                guest.expectNoMore()
                RESTAnswer.refuse(
                    failure.status, "ERR \(failure.message)", persistence: .close, to: output)
                return Intake(consumed: input.count, verdict: .closeAfterFlush)
            case .head(let head):
                if let verdict = open(head, output) {
                    return Intake(consumed: input.count, verdict: verdict)
                }
            case .body(let bytes):
                if let verdict = serve(bytes, output) { return Intake(consumed: consumed, verdict: verdict) }
                if output.count > gateway.limits.batchOutput, consumed < input.count {
                    return Intake(consumed: consumed, verdict: .yield)
                }
            }
        }
    }

    func closed(_ connection: Connection, because reason: CloseReason) { guest.leave() }

    func outputWaits(_ pending: Int, on connection: Connection) { guest.outputWaits() }

    /// A command that is held back does not run for a client that has gone.
    func endedWhileSuspended(_ connection: Connection) {
        if guest.isHeldBack { connection.close(.now) }
    }

    /// A request that has begun has to end in time; between requests a client may be silent.
    private func awaitMore() {
        if parser.stage == .idle {
            guest.expectNoMore()
        } else {
            guest.expectMore(withinMilliseconds: gateway.limits.requestMilliseconds)
        }
    }

    /// Decides by the head, and lets the client send the body if that is of use; otherwise a client that waits for leave
    /// has its answer now, and no leave.
    private func open(_ head: HTTPRequestHead, _ output: ByteBuffer) -> Intake.Verdict? {
        let request = RESTRequest(head, gateway: gateway)
        state = .inBody(request)
        parser.discardsBody = !request.needsBody
        guard head.expectsContinue else { return nil }
        if request.needsBody {
            HTTPResponseHead.writeContinue(to: output)
            return nil
        }
        return serve(.empty, output)
    }

    /// Answers a request, whose body this is, or begins to; what has to happen before the next one, if anything.
    private func serve(_ bytes: ByteView, _ output: ByteBuffer) -> Intake.Verdict? {
        guest.expectNoMore()
        guard case .inBody(let request) = state else { return .closeAfterFlush }
        state = .idle
        guard case .serve(let identity, let format) = request.plan else {
            answerAtOnce(request, output)
            return verdict(after: request)
        }
        guard guest.begin(as: identity) else {
            answer(.unauthorized, to: request, output)
            return verdict(after: request)
        }
        return start(request, format, bytes, output)
    }

    /// What follows the answer to a request: nil, if the next request may.
    func verdict(after request: RESTRequest) -> Intake.Verdict? {
        request.persistence == .close ? .closeAfterFlush : nil
    }
}

extension RESTSession: GuestOwner {
    func goOn() { guest.connection.resumeReading(evenIfEmpty: true) }

    func answered(_ reply: RESPValue?) {
        if let reply { ReplyWriter(buffer: replies).value(reply) }
        goOn()
    }

    func received(mail: ByteView) {
        guard case .streaming(let isChunked) = state else { return }
        writeEvents(of: mail, isChunked: isChunked, to: guest.connection.outbox)
    }

    func ranOutOfPatience() {
        RESTAnswer.refuse(
            .requestTimeout, "ERR the request did not arrive in time", persistence: .close,
            to: guest.connection.outbox)
        guest.connection.close(.afterFlush)
    }
}
