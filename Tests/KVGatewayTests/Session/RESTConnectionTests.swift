import KVGateway
import KVServer
import RESP
import Testing
import TestSupport

@Suite("REST: connections")
struct RESTConnectionTests {
    @Test("requests follow each other on a connection, one by one, together and byte by byte")
    func keepAlive() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        for _ in 0..<3 { #expect(try client.ask("GET", "/incr/n").status == 200) }
        let requests = (0..<3).map { _ in TestClient.request("POST", "/", #"["incr","n"]"#) }
        try client.send(requests.joined())
        #expect(try (0..<3).map { _ in try client.answer().body } == (4...6).map { #"{"result":\#($0)}"# })
        for byte in requests.joined().utf8 { try client.send([byte]) }
        #expect(try (0..<3).map { _ in try client.answer().body } == (7...9).map { #"{"result":\#($0)}"# })
    }

    @Test("many requests at once are answered in order, however long the answers")
    func pipelined() throws {
        let fixture = try RESTFixture()
        let value = String(repeating: "v", count: 20_000)
        fixture.run("SET", "k", value)
        let client = try fixture.client()
        try client.send(String(repeating: TestClient.request("GET", "/get/k"), count: 200))
        for _ in 0..<200 { #expect(try client.answer().body == #"{"result":"\#(value)"}"#) }
    }

    @Test("a connection is closed when the client asks for it, or speaks HTTP/1.0")
    func closing() throws {
        let fixture = try RESTFixture()
        let one = try fixture.client()
        try one.send(TestClient.request("GET", "/ping", nil, ["Connection: close"]))
        #expect(try one.readToEnd().hasSuffix("\r\n\r\n{\"result\":\"PONG\"}"))
        let other = try fixture.client()
        try other.send("GET /ping?_token=t0k HTTP/1.0\r\n\r\n")
        #expect(try other.readToEnd().contains("Connection: close\r\n"))
    }

    @Test("a client that sends no more gets its answers")
    func halfClosed() throws {
        let client = try RESTFixture().client()
        try client.send(TestClient.request("GET", "/ping") + TestClient.request("GET", "/echo/a"))
        client.halfClose()
        #expect(try client.readToEnd().hasSuffix(#"{"result":"a"}"#))
    }

    @Test("a client that waits for leave to send its body gets it, when the token is right")
    func expectation() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        let body = #"["echo","\#(String(repeating: "x", count: 2_000_000))"]"#
        let head =
            "POST / HTTP/1.1\r\nHost: kv\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n"
        try client.send(head + "Authorization: Bearer t0k\r\n\r\n")
        #expect(try client.line(ending: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
        try client.send(body)
        #expect(try client.answer().body.count == 2_000_013)
        let stranger = try fixture.client()
        try stranger.send(head + "\r\n")
        #expect(try stranger.readToEnd().hasPrefix("HTTP/1.1 401 "))
    }

    @Test("bodies come in chunks, too")
    func chunks() throws {
        let client = try RESTFixture().client()
        try client.send(
            "POST / HTTP/1.1\r\nHost: kv\r\nAuthorization: Bearer t0k\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;a=b\r\n[\"e\r\n9\r\ncho\",\"xy\"\r\n1\r\n]\r\n0\r\nTrailer: x\r\n\r\n")
        #expect(try client.answer().body == #"{"result":"xy"}"#)
        #expect(try client.ask("GET", "/ping").status == 200)
    }

    @Test(
        "what could be two requests to somebody else is none here",
        arguments: [
            "Content-Length: 4\r\nTransfer-Encoding: chunked", "Content-Length: 4\r\nContent-Length: 5",
            "Content-Length: 4, 4", "Transfer-Encoding: chunked, identity", "Content-Length : 4",
            "Content-Length: +4", "X: a\r\n b", "X: a\nY: b",
        ])
    func smuggling(_ fields: String) throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        try client.send(
            "POST /set/a/1 HTTP/1.1\r\nHost: kv\r\nAuthorization: Bearer t0k\r\n\(fields)\r\n\r\n"
                + "0\r\n\r\n" + TestClient.request("GET", "/set/b/2"))
        let answer = try client.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 501 "))
        #expect(answer.components(of: "HTTP/1.1").count == 2)
        #expect(fixture.run("DBSIZE") == .integer(0))
    }

    @Test("a client that speaks RESP is told where it is, and nothing runs")
    func wrongPort() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        try client.send("*1\r\n$8\r\nFLUSHALL\r\n")
        #expect(try client.readToEnd().contains("speaks HTTP"))
    }

    @Test("a request that does not come in time is answered with 408, by the server's clock")
    func patience() throws {
        let fixture = try RESTFixture()
        let (slow, idle, late) = (try fixture.client(), try fixture.client(), try fixture.client())
        // Once all are in, what they send is read in the order in which it comes.
        for client in [slow, idle, late] { #expect(try client.ask("GET", "/ping").status == 200) }
        try slow.send("POST / HTTP/1.1\r\nHost:")
        try late.send("POST / HTTP/1.1\r\nHost: kv\r\nAuthorization: t0k\r\nContent-Length: 8\r\n\r\n[")
        // What the others have sent is read when this one is answered, whose request came later.
        #expect(try idle.ask("GET", "/ping").status == 200)
        fixture.advance(by: .seconds(29))
        // More of it gives no more time.
        try slow.send(" kv\r\n")
        #expect(try idle.ask("GET", "/ping").status == 200)
        fixture.advance(by: .seconds(1))
        for client in [slow, late] { #expect(try client.readToEnd().hasPrefix("HTTP/1.1 408 ")) }
        fixture.advance(by: .seconds(3600))
        #expect(try idle.ask("GET", "/ping").status == 200)
    }

    @Test("a head or body over the limit is refused")
    func limits() throws {
        var limits = RESTLimits()
        limits.http.body = 100
        limits.command = 50
        let fixture = try RESTFixture(limits: limits)
        let long = try fixture.client()
        try long.send(TestClient.request("POST", "/", String(repeating: "x", count: 101)))
        #expect(try long.readToEnd().hasPrefix("HTTP/1.1 413 "))
        let head = try fixture.client()
        try head.send("GET /ping HTTP/1.1\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n")
        #expect(try head.readToEnd().hasPrefix("HTTP/1.1 431 "))
        let command = try fixture.client().ask("GET", "/echo/\(String(repeating: "x", count: 60))")
        #expect(command.status == 413)
        #expect(command.body.contains("ERR max request size exceeded. Limit: 50 bytes, Actual: 64 bytes"))
    }

    @Test("connections beyond maxclients are turned away in HTTP")
    func crowd() throws {
        let fixture = try RESTFixture([("maxclients", "1")])
        let first = try fixture.client()
        #expect(try first.ask("GET", "/ping").status == 200)
        let second = try fixture.client().readToEnd()
        #expect(second.hasPrefix("HTTP/1.1 503 ") && second.contains("max number of clients reached"))
    }

    @Test("a pause holds a request back until it is over")
    func pause() throws {
        let fixture = try RESTFixture()
        fixture.run("CLIENT", "PAUSE", "5000", "WRITE")
        let client = try fixture.client()
        #expect(try client.ask("GET", "/get/k").status == 200)
        try client.send(
            TestClient.request("POST", "/pipeline", #"[["get","k"],["set","k","v"],["get","k"]]"#))
        let other = try fixture.client()
        #expect(try other.ask("GET", "/get/k").body == #"{"result":null}"#)
        #expect(client.isQuiet)
        fixture.advance(by: .seconds(5))
        #expect(try client.answer().body == #"[{"result":null},{"result":"OK"},{"result":"v"}]"#)
    }

    @Test("a database is selected for one request only")
    func database() throws {
        let client = try RESTFixture().client()
        let answer = try client.ask("POST", "/pipeline", #"[["select",1],["set","k","v"],["dbsize"]]"#)
        #expect(answer.body.hasSuffix(#"{"result":1}]"#))
        #expect(try client.ask("GET", "/dbsize").body == #"{"result":0}"#)
    }

    @Test("a client that another kills is disconnected")
    func killed() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        #expect(try client.ask("GET", "/ping").status == 200)
        fixture.run("CLIENT", "KILL", "TYPE", "normal")
        #expect(try client.readToEnd().isEmpty)
    }

    @Test("the port stays over a restart, and refuses connections when the server does")
    func restart() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        #expect(try client.ask("GET", "/set/k/v").status == 200)
        fixture.server.stop()
        #expect(try client.readToEnd().isEmpty)
        #expect(throws: (any Error).self) { try fixture.client() }
        try fixture.server.restart()
        #expect(try fixture.client().ask("GET", "/get/k").body == #"{"result":"v"}"#)
    }
}

extension String {
    /// The parts between occurrences of a separator.
    fileprivate func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
