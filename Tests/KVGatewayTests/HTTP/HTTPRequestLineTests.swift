import RESP
import Testing

@testable import KVGateway

/// The first line: methods, the forms of a target, versions, and clients of other protocols.
@Suite struct HTTPRequestLineTests {
    @Test(arguments: [
        ("GET", HTTPMethod.get), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("DELETE", .delete),
        ("PATCH", .patch), ("OPTIONS", .options), ("TRACE", .other), ("get", .other), ("M-SEARCH", .other),
        ("!#$%&'*+-.^_`|~", .other),
    ])
    func `any token is a method`(text: String, method: HTTPMethod) throws {
        let request = try head("\(text) / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(request.method == method)
        #expect(request.methodBytes == Array(text.utf8))
    }

    @Test(arguments: [
        "GE T / HTTP/1.1\r\n", "GET  / HTTP/1.1\r\n", "GET\t/ HTTP/1.1\r\n", " GET / HTTP/1.1\r\n",
        "G(T / HTTP/1.1\r\n", "GÉT / HTTP/1.1\r\n", "\0GET / HTTP/1.1\r\n", ": / HTTP/1.1\r\n",
        "GET / HTTP/1.1 \r\n", "GET / \r\n", "GET / HTTP/1.1 x\r\n", "GET / http/1.1\r\n",
        "GET / HTTP/11\r\n", "GET / HTTP/1.10\r\n", "GET / HTTP/1,1\r\n", "GET / HTTPS/1.1\r\n",
        "GET / HTTP/1.1\0\r\n", "GET /a\u{7F} HTTP/1.1\r\n", "GET /a\tb HTTP/1.1\r\n", "GET /\r\n",
        "GET\r\n", "PING\r\n", "GET key\r\n", "SET key value\r\n", "GET / HTTP/1.1\n", "GET /\n", "GET\n",
        "GET / HTTP/1.1\rHost", "*1\r\n$4\r\nPING\r\n", "*", "\u{16}\u{3}\u{1}",
    ])
    func `a line that is not one of HTTP is refused`(text: String) {
        guard case .failure(.badRequest, _) = HTTPVerifier.failure(text) else {
            return #expect(Bool(false), "\(text) is accepted")
        }
    }

    @Test func `a client of another protocol is told what it talks to`() {
        #expect(HTTPVerifier.failure("*1\r\n$4\r\nPING\r\n") == .failure(.speaksRESP))
        #expect(HTTPVerifier.failure("PING\r\n") == .failure(.noTarget))
        #expect(HTTPVerifier.failure("GET key\r\n") == .failure(.noVersion))
        #expect(HTTPVerifier.failure("\u{16}\u{3}\u{1}\u{2}") == .failure(.speaksTLS))
        let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
        #expect(HTTPVerifier.failure(preface) == .failure(.otherVersion))
    }

    @Test(arguments: [
        ("HTTP/1.1", "1.1 keep"), ("HTTP/1.0", "1.0 close"), ("HTTP/1.2", "1.1 keep"),
        ("HTTP/1.9", "1.1 keep"),
    ])
    func `a version of the first kind is understood`(version: String, words: String) {
        #expect(
            HTTPVerifier.events("GET / \(version)\r\nHost: h\r\n\r\n") == [
                .head("GET / \(words) [Host: h]"), .body(""),
            ])
    }

    @Test(arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "HTTP/9.9"])
    func `another version is refused by name`(version: String) {
        #expect(HTTPVerifier.failure("GET / \(version)\r\n") == .failure(.otherVersion))
    }

    @Test(arguments: [
        ("/", "/"), ("/a%2Fb/c?d=e&f", "/a%2Fb/c?d=e&f"), ("//pipeline", "//pipeline"), ("/é", "/é"),
        ("http://h", "/"), ("http://h/", "/"), ("HTTP://h:80/a?b", "/a?b"), ("https://h/a", "/a"),
        ("http://h?a=b", "/?a=b"), ("http://[::1]:80/x", "/x"), ("http://u:p@h/x", "/x"),
        ("/http://h/x", "/http://h/x"), ("/?", "/?"),
    ])
    func `a target is reduced to path and query`(text: String, target: String) throws {
        let request = try head("GET \(text) HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(String(decoding: request.target, as: UTF8.self) == target)
        #expect(request.withTarget { String($0) } == target)
        #expect(request["host"] == Array("h".utf8))
    }

    @Test(arguments: ["*", "h:80", "key", "?a", "http:/", "http://", "http:///a", "ftp://h/", "http:h", ""])
    func `a target that is no path is refused`(text: String) {
        #expect(HTTPVerifier.failure("GET \(text) HTTP/1.1\r\nHost: h\r\n\r\n") == .failure(.target))
    }

    @Test func `OPTIONS may ask about the server and CONNECT names another`() throws {
        #expect(try head("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").target == Array("*".utf8))
        #expect(try head("CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n").target == Array("h:443".utf8))
    }
}
