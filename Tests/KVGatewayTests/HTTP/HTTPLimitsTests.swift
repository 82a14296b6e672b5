import RESP
import Testing

@testable import KVGateway

/// Limits of a head, each at it and above it; those of bodies and chunks are tested with them.
@Suite struct HTTPLimitsTests {
    @Test func `a path with an argument of several kilobytes fits into a head`() {
        #expect(HTTPLimits().head > 32 << 10)
    }

    @Test func `a head may be as long as the limit, and its line is judged apart`() {
        let line = "GET / HTTP/1.1\r\n"
        let text = line + "Host: h\r\nX: yyyy\r\n\r\n"
        var limits = HTTPLimits()
        limits.head = text.utf8.count
        #expect(HTTPVerifier.failure(text, limits: limits) == nil)
        for head in line.utf8.count..<text.utf8.count {
            limits.head = head
            #expect(HTTPVerifier.failure(text, limits: limits) == .failure(.headTooLong))
        }
        for head in -1..<line.utf8.count {
            limits.head = head
            #expect(HTTPVerifier.failure(text, limits: limits) == .failure(.lineTooLong))
        }
    }

    @Test func `a head has as many fields as the limit`() {
        var limits = HTTPLimits()
        limits.fields = 2
        let text = "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n"
        #expect(HTTPVerifier.failure(text + "\r\n", limits: limits) == nil)
        #expect(HTTPVerifier.failure(text + "C: d\r\n\r\n", limits: limits) == .failure(.tooManyFields))
        limits.fields = -1
        #expect(HTTPVerifier.failure(text, limits: limits) == .failure(.tooManyFields))
    }

    @Test func `no setting of the limits is a trap`() {
        var limits = HTTPLimits()
        (limits.head, limits.fields, limits.body) = (.max, .max, .max)
        (limits.chunkExtensions, limits.emptyLines) = (.max, .max)
        let chunked = "\r\nPOST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(
            HTTPVerifier.events(chunked + "1;x\r\na\r\n0\r\nA: b\r\n\r\n", limits: limits).last == .body("a"))
        (limits.head, limits.fields, limits.body) = (.min, .min, .min)
        (limits.chunkExtensions, limits.emptyLines) = (.min, .min)
        #expect(HTTPVerifier.run(Array(chunked.utf8), limits: limits, step: 1) == [.failure(.emptyLines)])
    }

    @Test func `a head that comes byte by byte is read once`() {
        let value = String(repeating: "v", count: 60_000)
        let input = Array("GET / HTTP/1.1\r\nHost: h\r\nX: \(value)\r\n\r\n".utf8)
        var parser = HTTPRequestParser()
        input.withByteView { bytes in
            for end in 1..<bytes.count {
                guard case .needMore(1) = parser.next(bytes[0..<end]).event else {
                    return #expect(Bool(false), "it ends at \(end)")
                }
            }
            guard case .head = parser.next(bytes).event else {
                return #expect(Bool(false), "it does not end")
            }
        }
    }
}
