// The REST interface as a test has it: where it is, what opens it, and that it costs nothing unasked.

import HermeticKV
import HermeticKVTesting
import KVSockets
import TestSupport
import Testing

@Suite struct RESTTests {
    /// Asks for a path with a token, over a connection of its own.
    private static func get(_ path: String, _ server: TestServer, token: String? = nil) throws -> String {
        let port = UInt16(server.restURL.split(separator: ":").last.map(String.init) ?? "") ?? 0
        let client = try TestClient(try SocketAddress.resolve(host: "127.0.0.1", port: port), of: server)
        try client.send("GET \(path)?_token=\(token ?? server.restToken) HTTP/1.0\r\n\r\n")
        return String(try client.readToEnd().split(separator: "\r\n\r\n").last ?? "")
    }

    @Test(.server(clock: .manual())) func `the same keys are served over HTTP, by the same clock`() throws {
        let server = TestServer.current
        #expect(server.restURL.hasPrefix("http://127.0.0.1:"))
        #expect(server.restURL == server.restURL && server.restToken.count == 32)
        server.execute("SET", "k", "v", "EX", 60)
        #expect(try Self.get("/get/k", server) == #"{"result":"v"}"#)
        server.clock.advance(by: .seconds(60))
        #expect(try Self.get("/get/k", server) == #"{"result":null}"#)
        #expect(try Self.get("/get/k", server, token: "x").contains("WRONGPASS"))
        #expect(server.journal.lines == ["GET k", "GET k"])
    }

    @Test func `tokens may be chosen, and the address stays over a restart`() throws {
        var configuration = TestServer.Configuration()
        configuration.restToken = "t"
        configuration.restReadOnlyToken = "r"
        let server = try TestServer(configuration)
        defer { server.stop() }
        let url = server.restURL
        #expect(try Self.get("/set/k/v", server, token: "t") == #"{"result":"OK"}"#)
        #expect(try Self.get("/set/k/w", server, token: "r").contains("NOPERM"))
        server.stop()
        #expect(throws: (any Error).self) { try Self.get("/get/k", server) }
        try server.restart()
        #expect(server.restURL == url)
        #expect(try Self.get("/get/k", server, token: "r") == #"{"result":"v"}"#)
    }

    @Test func `connections are refused here, too, and a failure is injected`() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        _ = server.restURL
        server.withRefusal {
            #expect(throws: (any Error).self) { try Self.get("/ping", server) }
        }
        let other = try TestServer.start()
        defer { other.stop() }
        other.withRefusal {
            // The server listens for REST from here on.
            #expect(throws: (any Error).self) { try Self.get("/ping", other) }
        }
        #expect(try Self.get("/ping", other) == #"{"result":"PONG"}"#)
        let fault = server.faults.inject(.httpStatus(503), into: .command("PING"), times: 1)
        #expect(try Self.get("/ping", server) == #"{"error":"ERR Service Unavailable"}"#)
        #expect(try Self.get("/ping", server) == #"{"result":"PONG"}"#)
        #expect(fault.hits == 1 && fault.description == "HTTP-STATUS 503 COMMAND ping TIMES 1")
    }
}

extension TestServer {
    /// Refuses connections for the length of a closure.
    fileprivate func withRefusal(_ body: () throws -> Void) rethrows {
        let fault = faults.inject(.refuseConnections)
        defer { fault.remove() }
        try body()
    }
}
