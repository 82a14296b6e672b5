// Answers as they go out: a head with the fields that every answer of this interface has, and a body.

import RESP

/// The answer to a request.
struct RESTAnswer {
    let status: HTTPStatus
    var contentType: StaticString? = "application/json"
    var persistence = HTTPPersistence.implied
    /// The origin that a browser named; nil for others.
    var origin: [UInt8]?
    /// What the data had been changed to, for answers that come from it.
    var changeCount: Int?
    /// The page that it is, for what the page may do; nil for all others.
    var page: BrowserPage?

    init(_ status: HTTPStatus, to request: RESTRequest? = nil) {
        self.status = status
        guard let request else { return }
        persistence = request.persistence
        origin = request.head["origin"]
    }

    /// Appends the answer; a body whose length is nil follows in chunks, or until the connection ends.
    func write(to output: ByteBuffer, body: ByteView, length: Int?, isChunked: Bool = false) {
        var head = HTTPResponseHead(
            status, contentType: length == 0 ? nil : contentType, contentLength: length,
            persistence: persistence)
        if length == nil, !isChunked { head.persistence = .close }
        head.write(to: output) { fields in
            if isChunked { fields.add("Transfer-Encoding", "chunked") }
            if let changeCount { addSyncToken(changeCount, to: fields) }
            addSharing(to: fields)
            if let page { addRules(for: page, to: fields) }
        }
        output.append(body)
    }

    /// Appends the answer with a body of known length.
    func write(to output: ByteBuffer, body: ByteView) { write(to: output, body: body, length: body.count) }

    /// What changes with every write, opaque to clients: the count of changes in base 32.
    private func addSyncToken(_ count: Int, to fields: HTTPFieldWriter) {
        String(count, radix: 32).withByteView { fields.add("Upstash-Sync-Token", $0) }
    }

    /// Lets scripts of any page read the answer, as the real service does: who has the token may.
    func addSharing(to fields: HTTPFieldWriter) {
        guard let origin else { return fields.add("Access-Control-Allow-Origin", "*") }
        origin.withByteView { fields.add("Access-Control-Allow-Origin", $0) }
        fields.add("Access-Control-Allow-Credentials", "true")
        fields.add("Access-Control-Expose-Headers", "Upstash-Sync-Token")
        fields.add("Vary", "Origin")
    }

    private func addRules(for page: BrowserPage, to fields: HTTPFieldWriter) {
        page.policy.withByteView { fields.add("Content-Security-Policy", $0) }
        fields.add("Referrer-Policy", "no-referrer")
        fields.add("X-Content-Type-Options", "nosniff")
        fields.add("Cache-Control", "no-store")
    }

    /// Appends an answer that is an error and nothing else.
    static func refuse(
        _ status: HTTPStatus, _ text: String, persistence: HTTPPersistence, to output: ByteBuffer
    ) {
        let body = ByteBuffer(capacity: 128)
        body.append("{\"error\":")
        text.withByteView { JSONText.append($0, to: body) }
        body.append("}")
        var answer = RESTAnswer(status)
        answer.persistence = persistence
        answer.write(to: output, body: body.view)
    }
}
