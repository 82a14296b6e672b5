import RESP
import Testing

@testable import KVGateway

/// Header fields: how they are spelled, and those that say something about the connection.
@Suite struct HTTPFieldTests {
    private func request(_ fields: String, version: String = "1.1") -> String {
        "GET / HTTP/\(version)\r\nHost: h\r\n\(fields)\r\n\r\n"
    }

    @Test func `values are trimmed and may be empty`() throws {
        let request = try head(request("A:\r\nb: \t x y\t \r\nC:z\r\nD: \t "))
        #expect(request["a"] == [])
        #expect(request["b"] == Array("x y".utf8))
        #expect(request["c"] == Array("z".utf8))
        #expect(request["d"] == [])
    }

    @Test func `a name is found in any case and as often as it is there`() throws {
        let request = try head(request("X-One: 1\r\nx-two: 2\r\nx-ONE: 3"))
        #expect(request["x-one"] == Array("1".utf8))
        #expect(request.values(of: "x-one") == [Array("1".utf8), Array("3".utf8)])
        #expect(request.values(of: "x-three") == [])
        #expect(request.withValue(of: "x-two") { $0.map { String($0) } } == "2")
    }

    @Test func `a value may hold any byte that is not a control character`() {
        let bytes = (0x21...0xFF).filter { $0 != 0x7F }.map { UInt8($0) }
        let input = Array("GET / HTTP/1.1\r\nHost: h\r\nX: ".utf8) + bytes + Array("\t!\r\n\r\n".utf8)
        guard case .head = HTTPVerifier.events(input).first else {
            return #expect(Bool(false), "it is refused")
        }
    }

    @Test(arguments: Array(0...0x1F) + [0x7F])
    func `a control character in a value is refused`(byte: UInt8) {
        guard byte != HTTPBytes.tab else { return }
        for place in 0..<10 {
            let text = String(repeating: "v", count: place) + String(UnicodeScalar(byte)) + "vvvvvvvvv"
            guard case .failure(.badRequest, _) = HTTPVerifier.failure(request("X: \(text)")) else {
                return #expect(Bool(false), "\(byte) at \(place) is accepted")
            }
        }
    }

    @Test(arguments: [
        ("X : 1", HTTPFailure.spaceBeforeColon), ("X\t: 1", .spaceBeforeColon), (": 1", .noName),
        ("X", .noColon), (" X: 1", .foldedField), ("X: 1\r\n 2", .foldedField), ("X: 1\r\n\t2", .foldedField),
        ("X@Y: 1", .nameByte), ("é: 1", .nameByte), ("X\0: 1", .nameByte), ("(X): 1", .nameByte),
        ("X: 1\nY: 2", .bareLineFeed), ("X\n: 1", .bareLineFeed), ("X: 1\rY: 2", .bareReturn),
        ("X: 1\r\r\nY: 2", .bareReturn), ("X: a\0b", .valueByte), ("\nX: 1", .bareLineFeed),
        ("\rX: 1", .bareReturn),
    ])
    func `a line that two readers could understand differently is refused`(
        field: String, failure: HTTPFailure
    ) {
        #expect(HTTPVerifier.failure(request(field)) == .failure(failure))
    }

    @Test func `white space in front of the first field is refused`() {
        #expect(HTTPVerifier.failure("GET / HTTP/1.1\r\n Host: h\r\n\r\n") == .failure(.foldedField))
    }

    @Test(arguments: [
        "", "h", "h:80", "127.0.0.1:0", "[::1]", "[::1]:8080", "a_b.c", "a%20b", "host.docker.internal:8079",
    ])
    func `a host is a name or an address`(host: String) {
        #expect(HTTPVerifier.failure("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == nil)
    }

    @Test(arguments: ["a b", "a/b", "a@b", "http://a", "a?b", "a#b", "é", "a\tb", "a\"b", "<a>"])
    func `another host is refused`(host: String) {
        #expect(HTTPVerifier.failure("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == .failure(.host))
    }

    @Test func `a request has one host`() {
        #expect(HTTPVerifier.failure("GET / HTTP/1.1\r\n\r\n") == .failure(.noHost))
        #expect(HTTPVerifier.failure("GET http://h/ HTTP/1.1\r\n\r\n") == .failure(.noHost))
        #expect(HTTPVerifier.failure(request("host: h")) == .failure(.hosts))
        #expect(HTTPVerifier.failure("GET / HTTP/1.0\r\n\r\n") == nil)
        #expect(HTTPVerifier.failure(request("Host: h", version: "1.0")) == .failure(.hosts))
    }

    @Test(arguments: [
        ("1.1", "X: 1", true), ("1.1", "Connection: close", false), ("1.1", "connection: CLOSE", false),
        ("1.1", "Connection: keep-alive", true), ("1.1", "Connection: a, close ,b", false),
        ("1.1", "Connection: a\r\nConnection: close", false), ("1.1", "Connection: closed", true),
        ("1.1", "Connection: keep-alive, close", false), ("1.1", "Connection:", true),
        ("1.1", "Connection: ,,", true), ("1.0", "X: 1", false), ("1.0", "Connection: keep-alive", true),
        ("1.0", "Connection: Keep-Alive, TE", true), ("1.0", "Connection: close, keep-alive", false),
    ])
    func `the connection stays open as the client wants it`(version: String, field: String, keeps: Bool)
        throws
    {
        #expect(try head(request(field, version: version)).keepsAlive == keeps)
    }

    @Test func `only the continuation of a body is a fulfilled expectation`() throws {
        let body = "Content-Length: 1\r\n"
        #expect(try head(request(body + "Expect: 100-continue")).expectsContinue)
        #expect(try head(request(body + "expect: 100-Continue")).expectsContinue)
        #expect(try !head(request(body + "Expect:")).expectsContinue)
        #expect(try !head(request("Expect: 100-continue")).expectsContinue, "there is no body to wait for")
        #expect(try !head(request("Content-Length: 0\r\nExpect: 100-continue")).expectsContinue)
        #expect(try !head(request(body + "Expect: 100-continue", version: "1.0")).expectsContinue)
        #expect(HTTPVerifier.failure(request("Expect: 200-ok")) == .failure(.expectation))
        #expect(HTTPVerifier.failure(request("Expect: 100-continue, x")) == .failure(.expectation))
        #expect(HTTPVerifier.failure(request("Expect: 200-ok", version: "1.0")) == nil)
    }
}
