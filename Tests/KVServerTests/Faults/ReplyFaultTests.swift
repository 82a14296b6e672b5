// What happens to replies and to connections at a command.

import KVServer
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ReplyFaultTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test(arguments: [
        ("DISCONNECT", "0"), ("EXECUTE-DISCONNECT", "1"),
    ])
    func `a connection ends after the replies before, with or without the command`(
        fault: String, count: String
    ) throws {
        let client = try fixture.client()
        try fixture.fault("\(fault) COMMAND set")
        try client.send("PING\r\nSET k v\r\nPING\r\nLPUSH l x\r\n")
        #expect(try client.readToEnd() == "+PONG\r\n")
        #expect(fixture.holds("EXISTS k", count))
        #expect(fixture.holds("EXISTS l", "0"))
    }

    @Test(arguments: [("RESET", "0"), ("EXECUTE-RESET", "1")])
    func `a connection is reset, with or without the command`(fault: String, count: String) throws {
        let client = try fixture.knownClient()
        try fixture.fault("\(fault) COMMAND set")
        try client.send("SET k v\r\n")
        #expect(throws: TestClient.Failure.read(ECONNRESET)) { try client.readToEnd() }
        #expect(fixture.holds("EXISTS k", count))
    }

    @Test(arguments: [0, 1, 6, 10, 11, 1000])
    func `a reply is cut, and the connection ends`(count: Int) throws {
        let client = try fixture.client()
        #expect(try client.expect("SET k hello", "+OK\r\n"))
        try fixture.fault("CUT \(count) COMMAND get")
        try client.send("PING\r\nGET k\r\nPING\r\n")
        let sent = String(decoding: "$5\r\nhello\r\n".utf8.prefix(count), as: UTF8.self)
        #expect(try client.readToEnd() == "+PONG\r\n" + sent)
    }

    @Test func `garbage comes before the reply`() throws {
        let client = try fixture.client()
        try fixture.fault(["GARBAGE", "?!", "COMMAND", "echo"])
        try client.send("PING\r\nECHO a\r\nPING\r\n")
        #expect(try client.readText(23) == "+PONG\r\n?!$1\r\na\r\n+PONG\r\n")
    }

    @Test func `a reply comes twice`() throws {
        let client = try fixture.client()
        let fault = try fixture.fault("DUPLICATE COMMAND incr")
        try client.send("INCR n\r\nINCR n\r\nPING\r\n")
        #expect(try client.readText(23) == ":1\r\n:1\r\n:2\r\n:2\r\n+PONG\r\n")
        #expect(fixture.server.hits(of: fault) == 2)
    }

    @Test func `a reply comes in single bytes, and the others do not`() throws {
        let client = try fixture.knownClient()
        try fixture.fault("SINGLE-BYTES COMMAND echo")
        let before = client.piecesReceived
        try client.send("PING\r\nECHO abc\r\nPING\r\n")
        #expect(try client.readText(23) == "+PONG\r\n$3\r\nabc\r\n+PONG\r\n")
        // One piece before, nine bytes, and what comes after; the kernel may send one again that is slow to be confirmed.
        // The others in single bytes as well would be 23.
        if let before, let after = client.piecesReceived { #expect(11...14 ~= after - before) }
    }

    @Test func `a pipeline of replies in single bytes has a limit, and is whole all the same`() throws {
        let client = try fixture.client()
        try fixture.fault("SINGLE-BYTES COMMAND ping")
        try client.send(String(repeating: "PING\r\n", count: 10_000))
        #expect(try client.readText(70_000) == String(repeating: "+PONG\r\n", count: 10_000))
    }

    @Test func `a reply longer than the limit of single bytes comes whole`() throws {
        let client = try fixture.client()
        let value = String(repeating: "x", count: 2 << 20)
        #expect(try client.expect("SET k \(value.prefix(60_000))", "+OK\r\n"))
        try client.send("*3\r\n$3\r\nSET\r\n$1\r\nl\r\n$\(value.utf8.count)\r\n\(value)\r\n")
        #expect(try client.readText(5) == "+OK\r\n")
        try fixture.fault("SINGLE-BYTES COMMAND get")
        try client.send("GET k\r\nGET l\r\nPING\r\n")
        let expected = "$60000\r\n\(value.prefix(60_000))\r\n$\(value.utf8.count)\r\n\(value)\r\n+PONG\r\n"
        #expect(try client.readText(expected.utf8.count) == expected)
    }

    @Test func `of two faults of replies the first acts, and the other waits`() throws {
        let client = try fixture.client()
        let (first, second) = (try fixture.fault("DUPLICATE TIMES 1"), try fixture.fault("GARBAGE ! TIMES 1"))
        try client.send("PING\r\nPING\r\n")
        #expect(try client.readText(22) == "+PONG\r\n+PONG\r\n!+PONG\r\n")
        #expect(fixture.server.hits(of: first) == 1)
        #expect(fixture.server.hits(of: second) == 1)
    }

    @Test func `messages of others are no replies`() throws {
        let (listener, publisher) = (try fixture.client(), try fixture.client())
        #expect(try listener.expect("SUBSCRIBE c", "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"))
        try fixture.fault("DUPLICATE COMMAND publish")
        #expect(try publisher.expect("PUBLISH c m", ":1\r\n:1\r\n"))
        #expect(try listener.readText(27) == "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r")
    }

    // MARK: Leaving nothing behind

    @Test(arguments: ["DISCONNECT", "EXECUTE-DISCONNECT", "RESET", "EXECUTE-RESET", "CUT 3"])
    func `a connection that a fault has ended leaves nothing behind`(fault: String) throws {
        let other = try fixture.knownClient()
        let active = try fixture.fault("\(fault) COMMAND get")
        for _ in 0..<20 {
            let client = try fixture.client()
            try client.send("GET k\r\nGET k\r\n")
            _ = try? client.readToEnd()
            client.close()
        }
        #expect(try other.expect("PING", "+PONG\r\n"))
        #expect(try fixture.comesDownTo(connections: 1, asking: other))
        #expect(fixture.server.hits(of: active) == 20)
    }
}
