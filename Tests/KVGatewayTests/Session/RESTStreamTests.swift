import KVGateway
import RESP
import Testing
import TestSupport

@Suite("REST: streams")
struct RESTStreamTests {
    private static func subscriber(_ fixture: RESTFixture, _ target: String) throws -> TestClient {
        let client = try fixture.client()
        try client.send(TestClient.request("POST", target, "[]"))
        let head = HTTPAnswer(head: try client.line(ending: "\r\n\r\n"))
        #expect(head.status == 200)
        #expect(head.fields["content-type"] == "text/event-stream")
        #expect(head.fields["transfer-encoding"] == "chunked")
        return client
    }

    @Test("a subscriber gets messages as they are published, until it goes")
    func subscribe() throws {
        let fixture = try RESTFixture()
        let client = try Self.subscriber(fixture, "/subscribe/chat/news")
        #expect(try client.chunk() == "data: subscribe,chat,1\n\ndata: subscribe,news,2\n\n")
        let other = try fixture.client()
        #expect(try other.ask("POST", "/publish/chat", #"{"a":1,"b":2}"#).body == #"{"result":1}"#)
        #expect(try client.chunk() == "data: message,chat,{\"a\":1,\"b\":2}\n\n")
        fixture.run("PUBLISH", "news", "x")
        #expect(try client.chunk() == "data: message,news,x\n\n")
        client.close()
        // Once the server has seen it go, nobody listens.
        while try other.ask("GET", "/publish/chat/x").body != #"{"result":0}"# {}
    }

    @Test("patterns and MONITOR have streams, too")
    func others() throws {
        let fixture = try RESTFixture()
        let patterns = try Self.subscriber(fixture, "/psubscribe/ch*")
        #expect(try patterns.chunk() == "data: psubscribe,ch*,1\n\n")
        let monitor = try Self.subscriber(fixture, "/monitor")
        #expect(try monitor.chunk() == "data: \"OK\"\n\n")
        let answer = try fixture.client().ask("GET", "/publish/chat/a,b")
        #expect(answer.body == #"{"result":1}"#)
        #expect(try patterns.chunk() == "data: pmessage,ch*,chat,a,b\n\n")
        let line = try monitor.chunk()
        #expect(line.hasPrefix("data: 1700000000.000000 [0 127.0.0.1:"))
        #expect(line.hasSuffix("] \"publish\" \"chat\" \"a,b\"\n\n"))
    }

    @Test("a client of HTTP/1.0 gets a stream that ends with the connection")
    func old() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        try client.send("GET /subscribe/c?_token=t0k HTTP/1.0\r\n\r\n")
        let head = HTTPAnswer(head: try client.line(ending: "\r\n\r\n"))
        #expect(head.fields["connection"] == "close" && head.fields["transfer-encoding"] == nil)
        #expect(try client.readText(21) == "data: subscribe,c,1\n\n")
    }

    @Test("a subscriber that does not read is cut off by its output limit")
    func slow() throws {
        let fixture = try RESTFixture([("client-output-buffer-limit", "pubsub 100000 0 0")])
        let client = try Self.subscriber(fixture, "/subscribe/c")
        _ = try client.chunk()
        let message = String(repeating: "m", count: 60_000)
        while fixture.run("PUBLISH", "c", message) == .integer(1) {}
        #expect(fixture.run("PUBLISH", "c", "x") == .integer(0))
    }

    @Test("what a user may not listen to is refused")
    func refused() throws {
        let fixture = try RESTFixture()
        let client = try fixture.client()
        let answer = try client.ask("POST", "/monitor", "[]", token: "r0")
        #expect(answer.status == 400 && answer.body.contains("NOPERM"))
        #expect(try client.ask("POST", "/subscribe", "[]").status == 400)
    }
}
