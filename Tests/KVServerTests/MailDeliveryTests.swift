// What one client's command sends to another: that it arrives by itself, in order, and not without limit.

import KVServer
import KVSockets
import TestSupport
import Testing

@Suite struct MailDeliveryTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    private func subscriber(to channel: String = "a") throws -> TestClient {
        let client = try fixture.client()
        let length = channel.utf8.count
        let confirmation = "*3\r\n$9\r\nsubscribe\r\n$\(length)\r\n\(channel)\r\n:1\r\n"
        #expect(try client.expect("SUBSCRIBE \(channel)", confirmation))
        return client
    }

    private func message(_ text: String) -> String {
        "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$\(text.utf8.count)\r\n\(text)\r\n"
    }

    @Test func `messages arrive in the order in which they were sent`() throws {
        let (listener, sender) = (try subscriber(), try fixture.client())
        try sender.send((1...1000).map { "PUBLISH a \($0)\r\n" }.joined())
        let all = (1...1000).map { message("\($0)") }.joined()
        #expect(try listener.readText(all.utf8.count) == all)
        #expect(try sender.readText(4000) == String(repeating: ":1\r\n", count: 1000))
    }

    @Test func `an event of the clock arrives without a command`() throws {
        let (listener, other) = (try subscriber(to: "__keyevent@0__:expired"), try fixture.client())
        #expect(try other.expect("CONFIG SET notify-keyspace-events Ex", "+OK\r\n"))
        #expect(try other.expect("SET k v PX 100", "+OK\r\n"))
        fixture.advance(by: .milliseconds(100))
        let event = "*3\r\n$7\r\nmessage\r\n$22\r\n__keyevent@0__:expired\r\n$1\r\nk\r\n"
        #expect(try listener.readText(event.utf8.count) == event)
    }

    @Test func `a message arrives at a client whose commands are held back`() throws {
        let (listener, sender) = (try subscriber(), try fixture.client())
        #expect(try sender.expect("CLIENT PAUSE 1000 WRITE", "+OK\r\n"))
        try listener.send("PUNSUBSCRIBE\r\n")
        let gone = "*3\r\n$12\r\npunsubscribe\r\n$-1\r\n:1\r\n"
        #expect(try listener.readText(gone.utf8.count) == gone)
        try sender.send("PUBLISH a x\r\n")
        fixture.advance(by: .milliseconds(1001))
        #expect(try listener.readText(message("x").utf8.count) == message("x"))
    }

    @Test func `a subscriber over its hard limit is closed, and only then counted no more`() throws {
        let (listener, sender) = (try subscriber(), try fixture.client())
        let (short, long) = (String(repeating: "x", count: 50_000), String(repeating: "x", count: 60_000))
        #expect(try sender.expect("CONFIG SET client-output-buffer-limit \"pubsub 55000 0 0\"", "+OK\r\n"))
        #expect(try sender.expect("PUBLISH a \(short)", ":1\r\n"))
        #expect(try listener.readText(message(short).utf8.count) == message(short))
        #expect(try sender.expect("PUBLISH a \(long)", ":1\r\n"))
        #expect(try listener.readToEnd() == "")
        #expect(try sender.expect("PUBLISH a x", ":0\r\n"))
    }

    @Test func `a subscriber is not closed for being idle`() throws {
        let (listener, sender) = (try subscriber(), try fixture.client())
        #expect(try sender.expect("CONFIG SET timeout 10", "+OK\r\n"))
        fixture.advance(by: .seconds(100))
        let late = try fixture.client()
        #expect(try late.expect("PUBLISH a x", ":1\r\n"))
        #expect(try listener.readText(message("x").utf8.count) == message("x"))
    }
}
