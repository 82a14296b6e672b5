// Streams: an answer that has no end, of which each message is an event. It goes out in chunks, so that a client can
// tell a stream that has ended from one that was cut; a client of HTTP/1.0 gets it as it is, until the connection ends.

import KVServer
import KVSockets
import RESP

extension RESTSession {
    /// Answers with the head of a stream and its first events, which are the replies to the command.
    func startStream(_ run: RESTRun, _ output: ByteBuffer) -> Intake.Verdict? {
        if let verdict = verdict(becauseOf: run.fault) { return verdict }
        let isChunked = run.request.head.version == .http11
        var answer = RESTAnswer(.ok, to: run.request)
        answer.contentType = "text/event-stream"
        answer.write(to: output, body: .empty, length: nil, isChunked: isChunked)
        writeEvents(of: replies.view, isChunked: isChunked, to: output)
        state = .streaming(isChunked: isChunked)
        return nil
    }

    /// Appends the events that replies or messages make.
    func writeEvents(of messages: ByteView, isChunked: Bool, to output: ByteBuffer) {
        let events = ByteBuffer(capacity: messages.count + 64)
        _ = SSEWriter(buffer: events).events(of: messages)
        guard !events.isEmpty else { return }
        guard isChunked else { return output.append(events.view) }
        output.append(String(events.count, radix: 16))
        output.append("\r\n")
        output.append(events.view)
        output.append("\r\n")
    }

    /// A stream has no body that could be spoiled; its connection can end, though.
    private func verdict(becauseOf fault: GuestFault?) -> Intake.Verdict? {
        guard case .disconnect(let resets)? = fault?.effect else { return nil }
        return resets ? .reset : .closeAfterFlush
    }
}
