// Running the commands of a request, and answering when they are done, with what faults do to the answer.

import KVServer
import KVSockets
import RESP

extension RESTSession {
    /// Runs what is left of a request; what has to happen before the next one, if anything.
    func proceed(_ run: RESTRun, _ output: ByteBuffer) -> Intake.Verdict? {
        var run = run
        while !run.isDone {
            let progress = guest.run(run.rest, in: commands.bytes.view, into: replies)
            run.proceed(progress)
            switch progress.stop {
            case .finished: break
            case .waits, .deferred:
                state = .running(run)
                return .suspend
            case .closes(let resets):
                state = .idle
                return resets ? .reset : .closeAfterFlush
            }
        }
        state = .idle
        return finish(run, output)
    }

    /// Answers a request that is done.
    @discardableResult
    func finish(_ run: RESTRun, _ output: ByteBuffer) -> Intake.Verdict? {
        defer {
            commands.removeAll()
            replies.removeAll()
            replies.shrink(to: RESTSession.keptBytes)
            body.shrink(to: RESTSession.keptBytes)
        }
        if case .httpStatus(let code)? = run.fault?.effect { return fail(run, code, output) }
        body.removeAll()
        let isError = writeBody(run)
        if run.kind == .stream, !isError { return startStream(run, output) }
        var answer = RESTAnswer(isError ? .badRequest : .ok, to: run.request)
        answer.changeCount = run.changeCount
        if run.format == .resp2, run.kind != .transaction { answer.contentType = "application/octet-stream" }
        return send(answer, run, output)
    }

    /// The memory that a connection keeps from one request to the next.
    private static var keptBytes: Int { 64 << 10 }

    /// Writes the body of an answer; whether it is that of an error.
    private func writeBody(_ run: RESTRun) -> Bool {
        switch run.kind {
        case .transaction: return RESTBody.transaction(replies.view, run.format, to: body)
        case .pipeline:
            RESTBody.pipeline(commands.items, replies.view, run.format, to: body)
            return false
        case .single, .stream: return RESTBody.single(replies.view, run.format, to: body)
        }
    }

    /// A fault has the server fail.
    private func fail(_ run: RESTRun, _ code: Int, _ output: ByteBuffer) -> Intake.Verdict? {
        let status = HTTPStatus(failure: code)
        body.removeAll()
        body.append("{\"error\":")
        "ERR \(status.reason)".withByteView { JSONText.append($0, to: body) }
        body.append("}")
        RESTAnswer(status, to: run.request).write(to: output, body: body.view)
        return verdict(after: run.request)
    }

    /// Sends an answer, with what a fault does to it.
    private func send(_ answer: RESTAnswer, _ run: RESTRun, _ output: ByteBuffer) -> Intake.Verdict? {
        let mark = output.count
        guard let fault = run.fault else {
            answer.write(to: output, body: body.view)
            return verdict(after: run.request)
        }
        switch fault.effect {
        case .disconnect(let resets): return resets ? .reset : .closeAfterFlush
        case .cutBody(let count):
            answer.write(to: output, body: body.view[0..<min(count, body.count)], length: body.count)
            return .closeAfterFlush
        case .garbage(let bytes):
            let spoiled = ByteBuffer(capacity: bytes.count + body.count + 1)
            spoiled.append(bytes)
            spoiled.append(body.view)
            answer.write(to: output, body: spoiled.view)
        case .duplicate:
            answer.write(to: output, body: body.view)
            answer.write(to: output, body: body.view)
        case .stall:
            guest.stallOutput(from: mark, because: fault)
            answer.write(to: output, body: body.view)
        case .singleBytes:
            answer.write(to: output, body: body.view)
            let room = max(0, gateway.limits.singleBytes - guest.connection.plannedSends)
            for offset in mark...min(output.count, mark + room) { guest.connection.endSend(at: offset) }
        case .httpStatus: break
        }
        return verdict(after: run.request)
    }
}
