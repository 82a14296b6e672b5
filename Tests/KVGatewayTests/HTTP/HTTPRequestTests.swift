@testable import KVGateway
import RESP
import Testing

/// Whole requests: what is read of them, and how the parser moves from one to the next.
@Suite struct HTTPRequestTests {
    @Test func `a request without a body is a head and an empty body`() {
        #expect(
            HTTPVerifier.events("GET /get/key?a=b HTTP/1.1\r\nHost: localhost:8080\r\n\r\n") == [
                .head("GET /get/key?a=b 1.1 keep [Host: localhost:8080]"), .body(""),
            ])
    }

    @Test func `a body of known length may hold any byte`() {
        let body = (0...255).map { UInt8($0) }
        let input = Array("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 256\r\n\r\n".utf8) + body
        #expect(
            HTTPVerifier.events(input) == [
                .head("POST / 1.1 keep length 256 [host: h] [content-length: 256]"), .body(body),
            ])
    }

    @Test func `requests follow one another in one piece`() {
        let post = "POST /pipeline HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n[]"
        let chunks = "PUT /set/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nv\r\n0\r\n\r\n"
        let postEvents: [HTTPEvent] = [
            .head("POST /pipeline 1.1 keep length 2 [Host: h] [Content-Length: 2]"), .body("[]"),
        ]
        let chunkEvents: [HTTPEvent] = [
            .head("PUT /set/k 1.1 keep chunked [Host: h] [Transfer-Encoding: chunked]"), .body("v"),
        ]
        #expect(
            HTTPVerifier.events(post + chunks + chunks + post) == postEvents + chunkEvents + chunkEvents
                + postEvents)
    }

    @Test(arguments: [0, 1, 1000, 100_000])
    func `a body of any length is one run of bytes`(length: Int) {
        let body = [UInt8](repeating: 120, count: length)
        let input = Array("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n".utf8) + body
        let heads = HTTPEvent.head("PUT / 1.1 keep length \(length) [Host: h] [Content-Length: \(length)]")
        for step in [1 << 20, 16384, 997] {
            #expect(HTTPVerifier.run(input, step: step) == [heads, .body(body)])
        }
    }

    @Test(arguments: [
        "G", "GET", "GET /", "GET / HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n", "GET / HTTP/1.1\r\nHost: h\r\n\r", "GET / HTTP/1.1\r\nHo",
    ])
    func `an unfinished head waits in the input`(text: String) {
        #expect(HTTPVerifier.events(text) == [.unfinished(bytes: text.utf8.count)])
    }

    @Test func `a few empty lines in front of a request are skipped`() {
        let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        let events: [HTTPEvent] = [.head("GET / 1.1 keep [Host: h]"), .body("")]
        #expect(HTTPVerifier.events("\r\n\r\n\r\n\r\n" + request + "\r\n" + request) == events + events)
        #expect(HTTPVerifier.failure("\r\n\r\n\r\n\r\n\r\n" + request) == .failure(.emptyLines))
        #expect(HTTPVerifier.failure("\r\rG") == .failure(.bareReturn))
        #expect(HTTPVerifier.failure("\n") == .failure(.bareLineFeed))
    }

    @Test func `the hint is exact inside a body of known length`() {
        var parser = HTTPRequestParser()
        let input = Array("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc".utf8)
        input.withByteView { bytes in
            guard case .head = parser.next(bytes).event else { return #expect(Bool(false), "a head") }
            let rest = bytes[bytes.count - 3..<bytes.count]
            guard case .needMore(997) = parser.next(rest).event else { return #expect(Bool(false), "997") }
        }
    }

    @Test func `stages tell how far a request has come`() {
        var parser = HTTPRequestParser()
        #expect(parser.stage == .idle)
        Array("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n\u{1}".utf8).withByteView { bytes in
            _ = parser.next(bytes[0..<2])
            #expect(parser.stage == .idle)
            _ = parser.next(bytes[2..<4])
            #expect(parser.stage == .head)
            _ = parser.next(bytes[2..<bytes.count - 1])
            #expect(parser.stage == .body)
            _ = parser.next(.empty)
            #expect(parser.stage == .idle)
            _ = parser.next(bytes[bytes.count - 1..<bytes.count])
            #expect(parser.stage == .failed)
        }
    }

    @Test(arguments: [1, 3, 1000])
    func `a body nobody wants is consumed as it comes`(step: Int) {
        let plain = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
        let chunks = "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        #expect(
            HTTPVerifier.run(Array((plain + chunks + plain).utf8), step: step, discards: true) == [
                .head("POST /a 1.1 keep length 5 [Host: h] [Content-Length: 5]"), .body(""),
                .head("POST /b 1.1 keep chunked [Host: h] [Transfer-Encoding: chunked]"), .body(""),
                .head("POST /a 1.1 keep length 5 [Host: h] [Content-Length: 5]"), .body(""),
            ])
    }

    @Test func `what is thrown away does not wait in the input`() {
        var parser = HTTPRequestParser()
        Array("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc".utf8).withByteView { bytes in
            let read = parser.next(bytes).consumed
            parser.discardsBody = true
            #expect(parser.next(bytes[read..<bytes.count]).consumed == 3)
            #expect(parser.next(.empty).consumed == 0)
            #expect(parser.next(bytes[0..<7]).consumed == 6)
        }
    }

    @Test func `a real client's request is read`() throws {
        let request = try head(
            """
            POST /pipeline HTTP/1.1\r\nhost: 127.0.0.1:7394\r\nconnection: keep-alive\r
            Content-Type: application/json\r\nauthorization: Bearer t0k\r\nUpstash-Encoding: base64\r
            upstash-sync-token:\r\naccept: */*\r\naccept-language: *\r\nsec-fetch-mode: cors\r
            user-agent: node\r\naccept-encoding: gzip, deflate\r\ncontent-length: 38\r\n\r\n
            """)
        #expect(request.method == .post && request.keepsAlive && request.hasBody)
        #expect(request["upstash-sync-token"] == [])
        #expect(request["authorization"] == Array("Bearer t0k".utf8))
        #expect(request["accept-encoding"] == Array("gzip, deflate".utf8))
        #expect(request["cookie"] == nil)
    }
}
