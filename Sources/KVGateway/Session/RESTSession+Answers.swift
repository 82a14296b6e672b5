// Answers that no command is run for.

import KVServer
import RESP

extension RESTSession {
    /// Answers what needs neither a token nor a body.
    func answerAtOnce(_ request: RESTRequest, _ output: ByteBuffer) {
        switch request.plan {
        case .allow: answerOptions(request, output)
        // The length would be that of a body that there is not.
        case .head: RESTAnswer(.ok, to: request).write(to: output, body: .empty, length: 0)
        case .refuseMethod:
            RESTAnswer(.methodNotAllowed, to: request).write(to: output, body: .empty, length: 0)
        case .refuseToken: refuseToken(request, output)
        case .refuse(let error): answer(error, to: request, output)
        case .serve: break
        }
    }

    /// Answers with an error of the interface's own.
    func answer(_ error: RESTError, to request: RESTRequest, _ output: ByteBuffer) {
        body.removeAll()
        error.write(to: body)
        RESTAnswer(HTTPStatus(failure: error.status), to: request).write(to: output, body: body.view)
    }

    /// A person with a browser is asked for the token; everybody else is told that it is wrong.
    private func refuseToken(_ request: RESTRequest, _ output: ByteBuffer) {
        guard request.wantsHTML, isRoot(request) else {
            return answer(.unauthorized, to: request, output)
        }
        answer(request, .unauthorized, BrowserPage.signIn, output)
    }

    func answerWithPage(_ request: RESTRequest, _ output: ByteBuffer) {
        answer(request, .ok, BrowserPage.data, output)
    }

    private func answer(
        _ request: RESTRequest, _ status: HTTPStatus, _ page: BrowserPage, _ output: ByteBuffer
    ) {
        var answer = RESTAnswer(status, to: request)
        answer.contentType = "text/html; charset=utf-8"
        answer.page = page
        page.html.withByteView { answer.write(to: output, body: $0) }
    }

    private func isRoot(_ request: RESTRequest) -> Bool {
        request.head.withTarget { target in
            if case .root = RESTTarget(target).route { true } else { false }
        }
    }

    private func answerOptions(_ request: RESTRequest, _ output: ByteBuffer) {
        RESTAnswer(.ok, to: request).writePermission(asked: request, to: output)
    }
}

extension RESTAnswer {
    /// Appends the answer to a browser that asks what a page of another origin may send.
    fileprivate func writePermission(asked request: RESTRequest, to output: ByteBuffer) {
        let asked = request.head["access-control-request-headers"]
        let headers = asked ?? Array("Authorization, Content-Type, Upstash-Encoding, Upstash-Sync-Token".utf8)
        let head = HTTPResponseHead(status, contentLength: 0, persistence: persistence)
        head.write(to: output) { fields in
            addSharing(to: fields)
            fields.add("Access-Control-Allow-Methods", "HEAD, GET, POST, PUT")
            headers.withByteView { fields.add("Access-Control-Allow-Headers", $0) }
            fields.add("Access-Control-Max-Age", "86400")
        }
    }
}
