// From the target of a request to commands.

import KVServer
import KVSockets
import RESP

extension RESTSession {
    /// Does what a request asks for, as far as it goes without waiting; what has to happen before the next one.
    func start(
        _ request: RESTRequest, _ format: RESTFormat, _ bytes: ByteView, _ output: ByteBuffer
    ) -> Intake.Verdict? {
        do throws(RESTError) {
            guard let kind = try read(request, bytes) else {
                answerWithPage(request, output)
                return verdict(after: request)
            }
            if kind == .single, answerUserToken(request, format, output) { return verdict(after: request) }
            replies.removeAll()
            return proceed(RESTRun(kind, format, request, commands), output)
        } catch {
            answer(error, to: request, output)
            return verdict(after: request)
        }
    }

    /// Encodes what a request asks for; nil when it asks for the page.
    private func read(_ request: RESTRequest, _ bytes: ByteView) throws(RESTError) -> RESTRun.Kind? {
        try request.head.withTarget { view throws(RESTError) in
            let target = RESTTarget(view)
            switch target.route {
            case .root:
                if request.wantsHTML { return nil }
                try commands.readCommand(bytes)
                return .single
            case .pipeline:
                try commands.readPipeline(bytes)
                return .pipeline
            case .transaction:
                try commands.readTransaction(bytes)
                return .transaction
            case .command(let path):
                try commands.readPath(path, body: bytes, query: target.query)
                return .single
            case .subscribe(let channels): return stream(["SUBSCRIBE"], channels)
            case .patternSubscribe(let patterns): return stream(["PSUBSCRIBE"], patterns)
            case .monitor: return stream(["MONITOR"], [])
            case .invalid(let error): throw error
            }
        }
    }

    private func stream(_ name: [String], _ arguments: [[UInt8]]) -> RESTRun.Kind {
        commands.readStream(name.map { Array($0.utf8) } + arguments)
        return .stream
    }

    /// Answers ACL RESTTOKEN, which the engine does not know; false for every other command.
    private func answerUserToken(
        _ request: RESTRequest, _ format: RESTFormat, _ output: ByteBuffer
    ) -> Bool {
        guard case .command(let range)? = commands.items.first,
            let asked = UserTokenRequest(commands.bytes.view[range])
        else { return false }
        replies.removeAll()
        let writer = ReplyWriter(buffer: replies)
        if guest.isPassword(asked.password, of: asked.user) {
            writer.bulk(gateway.token(ofUser: asked.user))
        } else {
            writer.error(asked.refusal)
        }
        var run = RESTRun(.single, format, request, commands)
        run.done = 1
        run.changeCount = guest.changeCount
        finish(run, output)
        return true
    }
}
