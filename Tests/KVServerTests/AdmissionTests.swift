// Who is let in: passwords, maxclients, protected mode, and how much a stranger may send.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct AdmissionTests {
    @Test func `a client over maxclients is told so and closed`() throws {
        let fixture = try ServerFixture([("maxclients", "2")])
        let (first, second) = (try fixture.client(), try fixture.client())
        #expect(try first.expect("PING", "+PONG\r\n"))
        #expect(try second.expect("PING", "+PONG\r\n"))
        #expect(try fixture.client().readToEnd() == "-ERR max number of clients reached\r\n")
        #expect(try first.expect("PING", "+PONG\r\n"))
    }

    @Test func `a place that is given up can be taken`() throws {
        let fixture = try ServerFixture([("maxclients", "1")])
        let first = try fixture.client()
        try first.send("QUIT\r\n")
        #expect(try first.readToEnd() == "+OK\r\n")
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `without the password nothing runs`() throws {
        let fixture = try ServerFixture([("requirepass", "secret")])
        let client = try fixture.client()
        #expect(try client.expect("GET k", "-NOAUTH Authentication required.\r\n"))
        #expect(try client.expect("AUTH secret", "+OK\r\n"))
        #expect(try client.expect("GET k", "$-1\r\n"))
    }

    @Test func `a stranger may not send long requests`() throws {
        let fixture = try ServerFixture([("requirepass", "secret")])
        let client = try fixture.client()
        try client.send("*1\r\n$16385\r\n")
        #expect(try client.readToEnd() == "-ERR Protocol error: unauthenticated bulk length\r\n")
    }

    @Test func `after AUTH in the same batch long requests are welcome`() throws {
        let fixture = try ServerFixture([("requirepass", "secret")])
        let client = try fixture.client()
        let value = String(repeating: "x", count: 20_000)
        try client.send("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*2\r\n$4\r\nECHO\r\n$20000\r\n\(value)\r\n")
        #expect(try client.readText(20_015) == "+OK\r\n$20000\r\n\(value)\r\n")
    }

    @Test func `a Unix socket is served`() throws {
        let path = temporaryPath("server")
        let fixture = try ServerFixture(endpoints: [.unix(path: path, permission: nil)])
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test func `a port in use is an error that names it`() throws {
        let fixture = try ServerFixture()
        let port = try #require(fixture.server.port)
        #expect {
            try ServerFixture(endpoints: [.tcp(host: "127.0.0.1", port: port)])
        } throws: { error in
            "\(error)".contains("127.0.0.1:\(port)") && "\(error)".contains("in use")
        }
    }

    @Test func `a parameter that is refused is an error that names it`() throws {
        #expect {
            try ServerFixture([("maxmemory", "lots")])
        } throws: { error in
            "\(error)".contains("maxmemory")
        }
    }
}
