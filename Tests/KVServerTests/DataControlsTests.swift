import KVSockets
import RESP
import TestSupport
import Testing

@testable import KVServer

@Suite struct DataControlsTests {
    let server: Server
    let client: TestClient

    init() throws {
        var options = ServerOptions(endpoints: [.tcp(host: "127.0.0.1", port: 0)], seed: 1)
        options.clock = .adjustable(AdjustableClock(unixMicroseconds: ServerFixture.epoch))
        options.hasTestControls = true
        options.journalCapacity = 100
        server = try Server(options)
        client = try TestClient(server.addresses[0])
    }

    @Test func `the journal tells what clients have sent`() throws {
        defer { server.stop() }
        #expect(try client.expect("PING", "+PONG\r\n"))
        #expect(try client.expect("SET user:1 ada", "+OK\r\n"))
        #expect(try client.expect("GET user:1", "$3\r\nada\r\n"))
        #expect(try client.expect("GET other", "$-1\r\n"))
        #expect(
            try client.expect(
                "HERMETIC JOURNAL LINES KEY user:*", "*2\r\n$14\r\nSET user:1 ada\r\n$10\r\nGET user:1\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL COUNT", ":3\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL COUNT COMMAND ping", ":1\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL COUNT COMMAND get KEY user:*", ":1\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL COUNT ERRORS", ":0\r\n"))
        #expect(
            try client.expect(
                "HERMETIC JOURNAL COUNT COLOUR", "-ERR unknown filter 'COLOUR' of the journal\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL CLEAR", "+OK\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL LINES", "*0\r\n"))
        #expect(try client.expect("HERMETIC JOURNAL TAIL", "$15\r\n  (no commands)\r\n"))
    }

    @Test func `data is kept under a name and put back`() throws {
        defer { server.stop() }
        #expect(try client.expect("SET a 1 PX 5000", "+OK\r\n"))
        #expect(try client.expect("HERMETIC SNAPSHOT SAVE clean", ":1\r\n"))
        try client.send(
            "SET a 2\r\nSET b 2\r\nHERMETIC SNAPSHOT RESTORE clean\r\nGET a\r\nEXISTS b\r\nPTTL a\r\n")
        let replies = "+OK\r\n+OK\r\n+OK\r\n$1\r\n1\r\n:0\r\n:5000\r\n"
        #expect(try client.readText(replies.utf8.count) == replies)
        #expect(try client.expect("HERMETIC SNAPSHOT LIST", "*1\r\n$5\r\nclean\r\n"))
        #expect(try client.expect("HERMETIC SNAPSHOT DELETE clean", ":1\r\n"))
        #expect(try client.expect("HERMETIC SNAPSHOT DELETE clean", ":0\r\n"))
        #expect(try client.expect("HERMETIC SNAPSHOT RESTORE clean", "-ERR there is no snapshot 'clean'\r\n"))
    }

    @Test func `snapshots are so many at most`() throws {
        defer { server.stop() }
        for number in 0..<ServerLimits.savedSnapshots {
            #expect(try client.expect("HERMETIC SNAPSHOT SAVE \(number)", ":0\r\n"))
        }
        #expect(try client.expect("HERMETIC SNAPSHOT SAVE 0", ":0\r\n"))
        #expect(
            try client.expect("HERMETIC SNAPSHOT SAVE more", "-ERR a server keeps at most 100 snapshots\r\n"))
    }
}
