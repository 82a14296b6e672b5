import KVGateway
import RESP
import Testing

/// Heads of answers, byte for byte.
@Suite struct HTTPResponseTests {
    private func text(_ head: HTTPResponseHead, further: (HTTPFieldWriter) -> Void = { _ in }) -> String {
        let buffer = ByteBuffer()
        head.write(to: buffer, further: further)
        return String(buffer.view)
    }

    @Test func `an answer says what its body is`() {
        #expect(
            text(HTTPResponseHead(.ok, contentType: "application/json", contentLength: 15))
                == "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n")
        #expect(
            text(HTTPResponseHead(.methodNotAllowed))
                == "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `an answer without an end has no length`() {
        #expect(
            text(
                HTTPResponseHead(
                    .ok, contentType: "text/event-stream", contentLength: nil, persistence: .close))
                == "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        #expect(text(HTTPResponseHead(.noContent)) == "HTTP/1.1 204 No Content\r\n\r\n")
    }

    @Test(arguments: [
        ("1.1", "", ""), ("1.1", "Connection: close\r\n", "Connection: close\r\n"),
        ("1.0", "", "Connection: close\r\n"),
        ("1.0", "Connection: keep-alive\r\n", "Connection: keep-alive\r\n"),
    ])
    func `the connection is mentioned when it matters`(version: String, field: String, answer: String) throws
    {
        let request = try head("GET / HTTP/\(version)\r\nHost: h\r\n\(field)\r\n")
        let persistence = HTTPPersistence(answering: request)
        #expect(
            text(HTTPResponseHead(.ok, persistence: persistence))
                == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\(answer)\r\n")
    }

    @Test func `no value of a field can end it`() {
        let written = text(HTTPResponseHead(.ok, contentLength: nil)) { fields in
            fields.add("A", "b")
            fields.add("N", -12)
            Array("x\r\nSet-Cookie: y\0z\té".utf8).withByteView { fields.add("V", $0) }
        }
        #expect(written == "HTTP/1.1 200 OK\r\nA: b\r\nN: -12\r\nV: x  Set-Cookie: y z é\r\n\r\n")
    }

    @Test func `a client that waits is told to go on`() {
        let buffer = ByteBuffer()
        HTTPResponseHead.writeContinue(to: buffer)
        #expect(buffer.view == "HTTP/1.1 100 Continue\r\n\r\n")
    }
}
