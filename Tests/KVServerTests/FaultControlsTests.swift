import KVSockets
import RESP
import TestSupport
import Testing

@testable import KVServer

@Suite struct FaultControlsTests {
    let fixture: ServerFixture
    let client: TestClient

    init() throws {
        fixture = try ServerFixture(hasTestControls: true)
        client = try fixture.client()
    }

    @Test func `a fault is set, counted, listed and taken back`() throws {
        let other = try fixture.client()
        #expect(try client.expect("HERMETIC FAULT ADD ERROR LOADING COMMAND get", ":1\r\n"))
        #expect(try other.expect("GET k", "-LOADING Redis is loading the dataset in memory\r\n"))
        #expect(try other.expect("SET k 1", "+OK\r\n"))
        #expect(try client.expect("HERMETIC FAULT HITS 1", ":1\r\n"))
        let words = "ERROR LOADING Redis is loading the dataset in memory COMMAND get"
        #expect(
            try client.expect(
                "HERMETIC FAULT LIST", "*1\r\n*3\r\n:1\r\n:1\r\n$\(words.utf8.count)\r\n\(words)\r\n"))
        #expect(try client.expect("HERMETIC FAULT REMOVE 1", ":1\r\n"))
        #expect(try client.expect("HERMETIC FAULT REMOVE 1", ":0\r\n"))
        #expect(try other.expect("GET k", "$1\r\n1\r\n"))
        #expect(try client.expect("HERMETIC FAULT HITS 1", "-ERR there is no fault with the number 1\r\n"))
    }

    @Test func `no fault keeps its maker from taking it back`() throws {
        for words in ["ERROR BUSY", "DISCONNECT", "STALL-READ", "GARBAGE x"] {
            try client.send("HERMETIC FAULT ADD \(words)\r\n")
            #expect(try client.readText(1) == ":")
            _ = try client.readText(3)
            #expect(try client.expect("HERMETIC FAULT CLEAR", ":1\r\n"))
            #expect(try client.expect("PING", "+PONG\r\n"))
        }
    }

    @Test func `what a fault holds up goes on when it is taken back`() throws {
        let (held, catchUp) = try fixture.watched()
        #expect(try client.expect("HERMETIC FAULT ADD LATENCY 1h COMMAND ECHO", ":1\r\n"))
        try held.send("ECHO hello\r\n")
        try catchUp()
        #expect(try client.expect("HERMETIC FAULT CLEAR", ":1\r\n"))
        #expect(try held.readText(11) == "$5\r\nhello\r\n")
    }

    @Test func `latency goes by the clock`() throws {
        let (held, catchUp) = try fixture.watched()
        #expect(try client.expect("HERMETIC FAULT ADD LATENCY 1m COMMAND TIME", ":1\r\n"))
        try held.send("TIME\r\n")
        try catchUp()
        #expect(try client.expect("HERMETIC CLOCK ADVANCE 2m", ":1700000120000\r\n"))
        // It has run after one minute, not after two.
        #expect(try held.readText(28) == "*2\r\n$10\r\n1700000060\r\n$1\r\n0\r\n")
    }

    @Test func `connections are refused, and taken again`() throws {
        #expect(try client.expect("HERMETIC FAULT ADD REFUSE", ":1\r\n"))
        #expect(throws: SocketError.self) { try fixture.client() }
        #expect(try client.expect("HERMETIC FAULT CLEAR", ":1\r\n"))
        #expect(try fixture.client().expect("PING", "+PONG\r\n"))
    }

    @Test(arguments: [
        ("ADD SURPRISE", "unknown fault 'SURPRISE'"), ("ADD LATENCY soon", nil),
        ("REMOVE first", "a fault is named by its number"),
        ("HITS 7", "there is no fault with the number 7"),
    ])
    func `a mistake is told`(words: String, text: String?) throws {
        try client.send("HERMETIC FAULT \(words)\r\n")
        let beginning = "-ERR " + (text ?? "LATENCY needs a time")
        #expect(try client.readText(beginning.utf8.count) == beginning)
    }
}
