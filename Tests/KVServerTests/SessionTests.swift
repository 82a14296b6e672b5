// Commands over a real socket: chunks, pipelines, errors that end a connection, halves of connections.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct SessionTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test func `a command is answered`() throws {
        let client = try fixture.client()
        #expect(try client.expect("SET greeting hello", "+OK\r\n"))
        #expect(try client.expect("GET greeting", "$5\r\nhello\r\n"))
    }

    @Test func `a request may come byte by byte`() throws {
        let client = try fixture.client()
        for byte in "*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n".utf8 { try client.send([byte]) }
        #expect(try client.readText(8) == "$2\r\nhi\r\n")
    }

    @Test func `a pipeline of ten thousand commands is answered in order`() throws {
        let client = try fixture.client()
        let count = 10_000
        try client.send(String(repeating: "*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n", count: count))
        let expected = (1...count).map { ":\($0)\r\n" }.joined()
        #expect(try client.readText(expected.utf8.count) == expected)
    }

    @Test func `a request over the query buffer's limit ends the connection, after the answers before it`()
        throws
    {
        let client = try fixture.client()
        #expect(try client.expect("CONFIG SET client-query-buffer-limit 1mb", "+OK\r\n"))
        try client.send("PING\r\n*2\r\n$4\r\nECHO\r\n$2000000\r\nabc")
        #expect(try client.readToEnd() == "+PONG\r\n")
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `CLIENT LIST tells of the room for requests`() throws {
        let (client, other) = (try fixture.client(), try fixture.client())
        #expect(try client.expect("PING", "+PONG\r\n"))
        #expect(try clientLine(of: 1, from: other).contains(" qbuf=0 qbuf-free=20474 "))
        #expect(try clientLine(of: 2, from: other).contains(" qbuf=18 qbuf-free=20456 "))
        fixture.advance(by: .seconds(3))
        #expect(try clientLine(of: 1, from: other).contains(" qbuf=0 qbuf-free=0 "))
    }

    /// What CLIENT LIST says of a client.
    private func clientLine(of id: Int, from client: TestClient) throws -> String {
        try client.send("CLIENT LIST ID \(id)\r\n")
        return try client.readText(through: "\n\r\n")
    }

    @Test func `a value larger than every buffer goes both ways`() throws {
        let client = try fixture.client()
        let value = [UInt8](repeating: 0x78, count: 3 << 20)
        try client.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$\(value.count)\r\n")
        try client.send(value)
        try client.send("\r\n")
        #expect(try client.readText(5) == "+OK\r\n")
        try client.send("GET k\r\n")
        #expect(try client.readText(10) == "$3145728\r\n")
        #expect(try client.read(value.count) == value)
    }

    @Test func `a broken request is answered, then the connection ends`() throws {
        let client = try fixture.client()
        try client.send("PING\r\n*1\r\n!4\r\n")
        #expect(try client.readToEnd() == "+PONG\r\n-ERR Protocol error: expected '$', got '!'\r\n")
    }

    @Test func `a broken request counts as an error, and is not answered where no answer is wanted`() throws {
        let (client, other) = (try fixture.client(), try fixture.client())
        try client.send("CLIENT REPLY OFF\r\n*1\r\n!4\r\n")
        #expect(try client.readToEnd() == "")
        #expect(try other.expect("INFO errorstats", "$37\r\n# Errorstats\r\nerrorstat_ERR:count=1\r\n\r\n"))
    }

    @Test func `QUIT is answered, and what follows it is not run`() throws {
        let client = try fixture.client()
        try client.send("QUIT\r\nSET k v\r\n")
        #expect(try client.readToEnd() == "+OK\r\n")
        #expect(try fixture.client().expect("EXISTS k", ":0\r\n"))
    }

    @Test func `a client that has ended its output still gets its replies`() throws {
        let client = try fixture.client()
        try client.send("SET k v\r\nGET k\r\n")
        client.halfClose()
        #expect(try client.readToEnd() == "+OK\r\n$1\r\nv\r\n")
    }

    @Test func `a web page that posts is cut off without an answer`() throws {
        let client = try fixture.client()
        try client.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nFLUSHALL\r\n")
        #expect(try client.readToEnd() == "")
    }

    @Test func `CLIENT KILL closes another connection`() throws {
        let (victim, killer) = (try fixture.client(), try fixture.client())
        #expect(try victim.expect("CLIENT ID", ":1\r\n"))
        #expect(try killer.expect("CLIENT KILL ID 1", ":1\r\n"))
        #expect(try victim.readToEnd() == "")
        #expect(try killer.expect("PING", "+PONG\r\n"))
    }

    @Test func `a reset by the peer harms nobody else`() throws {
        let other = try fixture.client()
        for _ in 0..<20 {
            let client = try fixture.client()
            try client.send("SET k v\r\nGET k\r\n")
            client.reset()
        }
        #expect(try other.expect("PING", "+PONG\r\n"))
    }
}
