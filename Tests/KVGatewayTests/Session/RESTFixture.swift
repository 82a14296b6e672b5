// A server with its REST interface for one test, on a clock that stands still, and clients that speak raw HTTP to it.

import KVEngine
import KVGateway
import KVServer
import KVSockets
import RESP
import TestSupport

/// A running server; stops with the test.
final class RESTFixture: Sendable {
    let server: Server
    let gateway: RESTGateway
    let clock: AdjustableClock

    /// Unix microseconds at the start.
    static let epoch: Int64 = 1_700_000_000_000_000

    init(
        _ parameters: [(String, String)] = [], limits: RESTLimits = RESTLimits(), journal: Int = 0,
        hasTestControls: Bool = false
    ) throws {
        clock = AdjustableClock(unixMicroseconds: RESTFixture.epoch)
        let endpoint = Endpoint.tcp(host: "127.0.0.1", port: 0)
        gateway = RESTGateway(
            endpoints: [endpoint], token: "t0k", readOnlyToken: "r0", limits: limits)
        var options = ServerOptions(endpoints: [endpoint], seed: 1)
        options.clock = .adjustable(clock)
        options.parameters = parameters
        options.gateway = gateway
        options.journalCapacity = journal
        options.hasTestControls = hasTestControls
        server = try Server(options)
    }

    deinit { server.stop() }

    /// A client of the REST interface.
    func client() throws -> TestClient {
        let port = server.port(of: gateway) ?? 0
        return try TestClient(try SocketAddress.resolve(host: "127.0.0.1", port: port), of: self)
    }

    /// A client that speaks RESP.
    func redis() throws -> TestClient { try TestClient(server.addresses[0], of: self) }

    /// Moves the clock, and returns when what was due is done.
    func advance(by duration: Duration) {
        server.advance(toMicroseconds: clock.unixMicroseconds + duration.microseconds)
    }

    /// Runs a command without a connection.
    @discardableResult
    func run(_ words: String...) -> RESPValue { server.execute(PackedWords(words.map { Array($0.utf8) })) }
}

/// An answer as it came.
struct HTTPAnswer: Equatable {
    let status: Int
    /// With names in lower case.
    let fields: [String: String]
    var body: String

    init(head: String) {
        let lines = head.split(separator: "\r\n").map(String.init)
        status = Int(lines[0].split(separator: " ")[1]) ?? 0
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].dropFirst())
        }
        self.fields = fields
        body = ""
    }
}

extension TestClient {
    /// Sends a request, with the token, and reads the answer.
    func ask(
        _ method: String, _ target: String, _ body: String? = nil, token: String? = "t0k",
        _ fields: String...
    ) throws -> HTTPAnswer {
        try send(TestClient.request(method, target, body, token: token, fields))
        return try answer(hasBody: method != "HEAD")
    }

    static func request(
        _ method: String, _ target: String, _ body: String? = nil, token: String? = "t0k",
        _ fields: [String] = []
    ) -> String {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: kv"]
        if let token { lines.append("Authorization: Bearer \(token)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        return (lines + fields).joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }

    /// Reads an answer with a body of known length.
    func answer(hasBody: Bool = true) throws -> HTTPAnswer {
        var answer = HTTPAnswer(head: try line(ending: "\r\n\r\n"))
        let length = answer.fields["content-length"].flatMap { Int($0) } ?? 0
        if hasBody, length > 0 { answer.body = try readText(length) }
        return answer
    }

    /// Reads up to an end that is known, with it.
    func line(ending end: String = "\r\n") throws -> String {
        var bytes: [UInt8] = []
        let end = Array(end.utf8)
        while !bytes.suffix(end.count).elementsEqual(end) { bytes += try read(1) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads one chunk of a stream.
    func chunk() throws -> String {
        let length = Int(try line().dropLast(), radix: 16) ?? 0
        return String(try readText(length + 2).dropLast())
    }
}
