// Mail: what is pushed to clients, and how it goes together with replies.

import RESP
import Testing

@testable import KVEngine

@Suite struct MailTests {
    let redis = TestEngine()

    private func push(_ text: String, to client: Client) {
        redis.engine.push(to: client) { $0.simple(text) }
    }

    @Test func `mail is taken once, by client in the order of the first of it`() {
        let (two, three) = (redis.anotherClient(), redis.anotherClient())
        push("one", to: three.client)
        push("two", to: two.client)
        push("three", to: three.client)
        let mail = redis.engine.takeMail()
        #expect(mail.map(\.client) == [three.client.id, two.client.id])
        #expect(
            mail.map { String(decoding: Array($0.bytes.view), as: UTF8.self) }
                == ["+one\r\n+three\r\n", "+two\r\n"])
        #expect(redis.engine.takeMail().isEmpty)
    }

    @Test func `mail that nobody has taken goes before the replies of the next batch`() {
        push("first", to: redis.client)
        #expect(redis("PING") == "+first\r\n+PONG\r\n")
        #expect(redis.engine.takeMail().isEmpty)
    }

    @Test func `mail is counted as output`() {
        push("four", to: redis.client)
        let before = redis.engine.counters.value.netOutputBytes
        _ = redis.engine.takeMail()
        #expect(redis.engine.counters.value.netOutputBytes == before + 7)
    }

    @Test(arguments: ["OFF", "SKIP"])
    func `what is pushed stays when the reply is dropped`(_ mode: String) {
        redis("HELLO 3")
        redis("SUBSCRIBE a")
        let message = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n"
        #expect(redis.batch(["CLIENT REPLY \(mode)", "PUBLISH a x"]) == message)
    }

    @Test func `what is pushed stays when a command fails after it`() {
        redis("HELLO 3")
        redis("CONFIG SET notify-keyspace-events Km")
        redis("PSUBSCRIBE *")
        redis("SET k v")
        let reply = redis("SINTER nosuch k")
        #expect(reply.hasPrefix(">4\r\n$8\r\npmessage\r\n"))
        #expect(reply.hasSuffix("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"))
    }
}
