import KVGateway
import KVServer
import RESP
import Testing
import TestSupport

@Suite("REST: faults, the journal and test controls")
struct RESTFaultTests {
    private static func inject(_ words: String, into fixture: RESTFixture) throws {
        _ = try fixture.server.inject(try FaultRule(parsing: words.split(separator: " ").map(String.init)))
    }

    private static let get = TestClient.request("GET", "/get/k")

    private static func fixture() throws -> RESTFixture {
        let fixture = try RESTFixture(journal: 100)
        fixture.run("SET", "k", "value")
        return fixture
    }

    @Test("an error is the command's answer")
    func error() throws {
        let fixture = try Self.fixture()
        try Self.inject("ERROR LOADING COMMAND get TIMES 1", into: fixture)
        let client = try fixture.client()
        let answer = try client.ask("GET", "/get/k")
        #expect(answer.status == 400)
        #expect(answer.body == #"{"error":"LOADING Redis is loading the dataset in memory"}"#)
        #expect(try client.ask("GET", "/get/k").body == #"{"result":"value"}"#)
        try Self.inject("ERROR OOM COMMAND incr TIMES 1", into: fixture)
        let rows = try client.ask("POST", "/pipeline", #"[["get","k"],["incr","n"],["incr","n"]]"#)
        #expect(rows.status == 200)
        #expect(
            rows.body.hasPrefix(#"[{"result":"value"},{"error":"OOM "#)
                && rows.body.hasSuffix(#"{"result":1}]"#))
    }

    @Test("latency delays the answer from its first byte on")
    func latency() throws {
        let fixture = try Self.fixture()
        try Self.inject("LATENCY 300ms COMMAND get TIMES 1", into: fixture)
        let (client, other) = (try fixture.client(), try fixture.client())
        try client.send(Self.get + TestClient.request("GET", "/echo/x"))
        #expect(try other.ask("GET", "/echo/y").status == 200)
        fixture.advance(by: .milliseconds(299))
        #expect(try other.ask("GET", "/echo/y").status == 200)
        #expect(client.isQuiet)
        fixture.advance(by: .milliseconds(1))
        #expect(try client.answer().body == #"{"result":"value"}"#)
        #expect(try client.answer().body == #"{"result":"x"}"#)
    }

    @Test(
        "the server itself fails, with any status, for HTTP clients only",
        arguments: [500, 502, 503, 429, 404])
    func status(_ code: Int) throws {
        let fixture = try Self.fixture()
        try Self.inject("HTTP-STATUS \(code) COMMAND incr TIMES 1", into: fixture)
        let redis = try fixture.redis()
        try redis.send("INCR n\r\n")
        #expect(try redis.readText(4) == ":1\r\n")
        let client = try fixture.client()
        let answer = try client.ask("GET", "/incr/n")
        #expect(answer.status == code)
        #expect(answer.body.hasPrefix(#"{"error":"ERR "#))
        #expect(try client.ask("GET", "/incr/n").body == #"{"result":2}"#)
    }

    @Test(
        "the connection ends before or after the command", arguments: ["", "EXECUTE-"],
        ["DISCONNECT", "RESET"])
    func disconnect(_ when: String, _ how: String) throws {
        let fixture = try Self.fixture()
        try Self.inject("\(when)\(how) COMMAND incr TIMES 1", into: fixture)
        let client = try fixture.client()
        try client.send(TestClient.request("GET", "/incr/n"))
        if how == "RESET" {
            #expect(throws: TestClient.Failure.self) { try client.readToEnd() }
        } else {
            #expect(try client.readToEnd().isEmpty)
        }
        #expect(fixture.run("EXISTS", "n") == .integer(when.isEmpty ? 0 : 1))
    }

    @Test("a body is cut where the fault says")
    func cut() throws {
        let fixture = try Self.fixture()
        try Self.inject("CUT 10 COMMAND get", into: fixture)
        let client = try fixture.client()
        try client.send(Self.get)
        let answer = try client.readToEnd()
        #expect(answer.contains("Content-Length: 18\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n{\"result\":"))
    }

    @Test("garbage comes before the body, and an answer comes twice")
    func garbage() throws {
        let fixture = try Self.fixture()
        try Self.inject("GARBAGE <html> COMMAND get TIMES 1", into: fixture)
        let client = try fixture.client()
        #expect(try client.ask("GET", "/get/k").body == #"<html>{"result":"value"}"#)
        try Self.inject("DUPLICATE COMMAND get TIMES 1", into: fixture)
        #expect(try client.ask("GET", "/get/k").body == #"{"result":"value"}"#)
        #expect(try client.answer().body == #"{"result":"value"}"#)
        #expect(try client.ask("GET", "/echo/a").body == #"{"result":"a"}"#)
    }

    @Test("an answer comes byte by byte, and whole")
    func bytes() throws {
        let fixture = try Self.fixture()
        try Self.inject("SINGLE-BYTES COMMAND get", into: fixture)
        let client = try fixture.client()
        #expect(try client.ask("GET", "/get/k").body == #"{"result":"value"}"#)
        // The kernel joins bytes while it waits for room on its way.
        if let pieces = client.piecesReceived { #expect(pieces >= 10) }
    }

    @Test("an answer is kept back until the fault is over")
    func stall() throws {
        let fixture = try Self.fixture()
        try Self.inject("STALL-WRITE COMMAND get TIMES 1 FOR 2s", into: fixture)
        let (client, other) = (try fixture.client(), try fixture.client())
        try client.send(Self.get)
        #expect(try other.ask("GET", "/echo/y").status == 200)
        #expect(client.isQuiet)
        fixture.advance(by: .seconds(2))
        #expect(try client.answer().body == #"{"result":"value"}"#)
    }

    @Test("the journal has what came over HTTP, word for word")
    func journal() throws {
        let fixture = try Self.fixture()
        let client = try fixture.client()
        _ = try client.ask("POST", "/set/a?EX=10", "1")
        _ = try client.ask("POST", "/multi-exec", #"[["incr","a"]]"#)
        _ = try client.ask("POST", "/pipeline", #"[["get",null],["get","a"]]"#)
        let commands = fixture.server.journal(JournalQuery()).commands.map(\.line)
        #expect(commands == ["SET a 1 EX 10", "MULTI", "INCR a", "EXEC", "GET a"])
    }

    @Test("test controls work over HTTP, those included that take turns of the reactor")
    func controls() throws {
        let fixture = try RESTFixture(hasTestControls: true)
        let client = try fixture.client()
        _ = try client.ask("GET", "/set/k/v?EX=60")
        let answer = try client.ask(
            "POST", "/pipeline", #"[["hermetic","clock","advance","60s"],["get","k"]]"#)
        #expect(answer.body.hasSuffix(#",{"result":null}]"#))
        #expect(try client.ask("GET", "/hermetic/fault/add/ERROR/BUSY/COMMAND/get").status == 200)
        #expect(try client.ask("GET", "/get/k").body.contains("BUSY"))
    }
}
