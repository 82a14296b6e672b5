import RESP
import Testing

@testable import KVGateway

/// Where a body ends: the shapes that smuggle a request past one of two readers are all refused.
@Suite struct HTTPFramingTests {
    private func failure(_ fields: String, version: String = "1.1") -> HTTPEvent? {
        HTTPVerifier.failure("POST / HTTP/\(version)\r\nHost: h\r\n\(fields)\r\n\r\n0\r\n\r\n")
    }

    @Test(arguments: [
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", HTTPFailure.lengthAndCoding),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5", .lengthAndCoding),
        ("Content-Length: 0\r\nTransfer-Encoding: chunked", .lengthAndCoding),
        ("Content-Length: 5\r\nContent-Length: 5", .lengths),
        ("Content-Length: 5\r\ncontent-length: 6", .lengths),
        ("Content-Length: 5, 5", .length), ("Content-Length: 5,", .length), ("Content-Length:", .length),
        ("Content-Length: +5", .length), ("Content-Length: -5", .length), ("Content-Length: 0x5", .length),
        ("Content-Length: 5 5", .length), ("Content-Length: 5.0", .length), ("Content-Length: 1e1", .length),
        ("Content-Length: \"5\"", .length), ("Content-Length: ٥", .length),
        ("Content-Length: 99999999999999999999999999x", .length),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .codings),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", .codings),
        ("Transfer-Encoding: identity", .coding), ("Transfer-Encoding: gzip", .coding),
        ("Transfer-Encoding:", .coding), ("Transfer-Encoding: chunked, gzip", .coding),
        ("Transfer-Encoding: xchunked", .coding), ("Transfer-Encoding: chunked;a=b", .coding),
        ("Transfer-Encoding: \"chunked\"", .coding), ("Transfer-Encoding: chunked,", .coding),
        ("Transfer-Encoding: \u{B}chunked", .valueByte), ("Transfer-Encoding : chunked", .spaceBeforeColon),
        ("Transfer-Encoding: gzip, chunked", .otherCoding), ("Transfer-Encoding: x,\tchunked", .otherCoding),
        ("Transfer-Encoding: chunked, chunked", .otherCoding),
        ("Transfer-Encoding:\r\n chunked", .coding), ("X: y\r\n Content-Length: 5", .foldedField),
    ])
    func `a body whose end is not beyond doubt is refused`(fields: String, expected: HTTPFailure) {
        #expect(failure(fields) == .failure(expected))
    }

    @Test func `the older version has no codings`() {
        #expect(failure("Transfer-Encoding: chunked", version: "1.0") == .failure(.oldCoding))
        #expect(
            failure("Transfer-Encoding: chunked\r\nContent-Length: 1", version: "1.0") == .failure(.oldCoding)
        )
    }

    @Test(arguments: ["chunked", "CHUNKED", "Chunked", " \t chunked \t "])
    func `chunks are the one coding`(value: String) {
        #expect(failure("Transfer-Encoding: \(value)") == nil)
    }

    @Test(arguments: ["5", "05", "0000000000000000000000000000005"])
    func `a length is digits`(value: String) {
        #expect(failure("Content-Length: \(value)") == nil)
    }

    @Test(arguments: [
        "1001", "9223372036854775807", "9223372036854775808", "18446744073709551621",
        "99999999999999999999999999999999999999",
    ])
    func `a body above the limit is refused with its head`(value: String) {
        var limits = HTTPLimits()
        limits.body = 1000
        let text = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
        #expect(HTTPVerifier.failure(text + value + "\r\n\r\n", limits: limits) == .failure(.bodyTooLong))
        #expect(HTTPVerifier.failure(text + "1000\r\n\r\n", limits: limits) == nil)
        limits.body = .max
        #expect(
            HTTPVerifier.failure(text + "9223372036854775807\r\n\r\n", limits: limits)
                == .failure(.bodyTooLong))
    }

    @Test func `a method that has no body may have one`() {
        #expect(
            HTTPVerifier.events("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx").last == .body("x"))
    }

    @Test func `a request in the body of another is a body`() {
        let inner = "GET /admin HTTP/1.1\r\nHost: h\r\n\r\n"
        let outer = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(inner.utf8.count)\r\n\r\n\(inner)"
        #expect(HTTPVerifier.events(outer).last == .body(inner))
        #expect(HTTPVerifier.events(outer).count == 2)
    }
}
