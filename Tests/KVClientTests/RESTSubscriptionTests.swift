// Messages over REST: streams of events.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@testable import KVRESTClient

@Suite(.server(seed: 7, clock: .manual())) struct RESTSubscriptionTests {
    let server = TestServer.current

    private func store(token: String? = nil) throws -> KVRESTStore {
        var configuration = KVClient.Configuration()
        configuration.connectTimeout = .seconds(3600)
        return try KVRESTStore(
            KVURL(server.restURL), token: token ?? server.restToken, configuration: configuration)
    }

    @Test func `messages come in order, for channels and for patterns`() async throws {
        let store = try store()
        let messages = try await store.subscribe(to: ["a,b", "ä?"], patterns: ["n*"])
        let payload = KVString("one, two\n  three: \u{1F600}")
        #expect(try await store.send(.publish(payload, to: "a,b")) == 1)
        var iterator = messages.makeAsyncIterator()
        #expect(try await iterator.next() == KVMessage(channel: "a,b", payload: payload))
        #expect(try await store.send(.publish("", to: "ä?")) == 1)
        #expect(try await iterator.next() == KVMessage(channel: "ä?", payload: ""))
        for number in 1...300 { try await store.send(.publish(KVString("\(number)"), to: "news")) }
        for number in 1...300 {
            let message = KVMessage(channel: "news", pattern: "n*", payload: KVString("\(number)"))
            #expect(try await iterator.next() == message)
        }
    }

    @Test func `a subscription that is released is gone`() async throws {
        let store = try store()
        _ = try await store.subscribe(to: "news")
        while try await store.send(.publish("one", to: "news")) > 0 { await Task.yield() }
    }

    @Test func `it ends when it is cancelled, and fails when the server goes`() async throws {
        let store = try store()
        let cancelled = try await store.subscribe(to: "news")
        var iterator = cancelled.makeAsyncIterator()
        cancelled.cancel()
        #expect(try await iterator.next() == nil)
        let lost = try await store.subscribe(to: "news")
        server.stop()
        var other = lost.makeAsyncIterator()
        let error = await kvError { _ = try await other.next() }
        #expect(error?.code == .connectionLost)
    }

    @Test func `what is refused is an error at once`() async throws {
        let error = await kvError { try await self.store(token: "wrong").subscribe(to: "news") }
        #expect(error?.code == "WRONGPASS")
        let nameless = await kvError { try await self.store().subscribe(to: "") }
        #expect(nameless?.code == .unsupported)
    }

    @Test(arguments: 1...7) func `a stream is read however it is cut`(size: Int) throws {
        let text =
            ": keepalive\n\ndata: one\n\nid: 7\ndata:two\ndata:  three\ndata\n\r\ndata: \r\n\r\n\ndata: no end"
        let bytes = Array(text.utf8)
        var (reader, events) = (EventStreamReader(), [[UInt8]]())
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try reader.read(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(events.map { String(decoding: $0, as: UTF8.self) } == ["one", "two\n three", ""])
    }

    @Test func `what was not asked for is no message`() {
        let source = EventSource(name: "a", isPattern: false)
        for text in ["message,b,x", "message", "pmessage,a,b,x", "", "\"OK\""] {
            #expect(source.event(Array(text.utf8)) == .other)
        }
        #expect(source.event(Array("subscribe,a,1".utf8)) == .confirmed)
        #expect(EventSource(name: "a*", isPattern: true).event(Array("pmessage,a*,b".utf8)) == .other)
    }
}
