// Publish and subscribe: who is told, in which order, and what becomes of those who go.

import Testing

@testable import KVEngine

@Suite struct PubSubTests {
    let redis = TestEngine()

    @Test func `a message is mail for each subscriber, in the protocol it speaks`() {
        let (two, three) = (redis.anotherClient(), redis.anotherClient())
        two("SUBSCRIBE a")
        three("HELLO 3")
        three("SUBSCRIBE a")
        #expect(redis("PUBLISH a x") == ":2\r\n")
        let rest = "3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n"
        #expect(two.takeMail() == "*" + rest)
        #expect(three.takeMail() == ">" + rest)
    }

    @Test func `a message to oneself stands before the reply of PUBLISH and after the replies before`() {
        redis("HELLO 3")
        redis("SUBSCRIBE a")
        let message = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n"
        #expect(redis.batch(["PING", "PUBLISH a x", "PING"]) == "+PONG\r\n\(message):1\r\n+PONG\r\n")
        #expect(redis.takeMail().isEmpty)
    }

    @Test func `patterns hear a message after channels, the oldest pattern first`() {
        let two = redis.anotherClient()
        two("PSUBSCRIBE z* *")
        two("SUBSCRIBE zoo")
        two("PSUBSCRIBE ?oo")
        #expect(redis("PUBLISH zoo x") == ":4\r\n")
        let heard = TestEngine.bulks(in: two.takeMail())
        #expect(
            heard == [
                "message", "zoo", "x", "pmessage", "z*", "zoo", "x", "pmessage", "*", "zoo", "x",
                "pmessage", "?oo", "zoo", "x",
            ])
    }

    @Test func `channels are listed and left in the order in which they came`() {
        let two = redis.anotherClient()
        two("SUBSCRIBE c a b")
        two("UNSUBSCRIBE a")
        two("SUBSCRIBE a")
        #expect(redis.list("PUBSUB CHANNELS") == ["c", "b", "a"])
        let words = TestEngine.bulks(in: two("UNSUBSCRIBE"))
        #expect(words.filter { $0 != "unsubscribe" } == ["c", "b", "a"])
    }

    @Test func `a client that has gone is told nothing and counted no more`() {
        let two = redis.anotherClient()
        two("SUBSCRIBE a")
        two("PSUBSCRIBE a*")
        two("SSUBSCRIBE a")
        redis("PUBLISH a x")
        redis.engine.remove(two.client)
        #expect(redis.engine.takeMail().isEmpty)
        #expect(redis("PUBLISH a x") == ":0\r\n")
        #expect(redis("SPUBLISH a x") == ":0\r\n")
        #expect(redis("PUBSUB NUMPAT") == ":0\r\n")
        #expect(redis("PUBSUB CHANNELS") == "*0\r\n")
    }

    @Test func `every command but a few is refused to a RESP2 subscriber`() {
        redis("SUBSCRIBE a")
        for id in redis.engine.table.commandIDs {
            let command = redis.engine.table.command(id)
            let allowed = [
                "ping", "quit", "reset", "subscribe", "psubscribe", "ssubscribe", "unsubscribe",
                "punsubscribe", "sunsubscribe",
            ]
            #expect(command.flags.contains(.whileSubscribed) == allowed.contains("\(command.name)"))
        }
        #expect(redis("GET k").hasPrefix("-ERR Can't execute 'get': only (P|S)SUBSCRIBE / "))
    }
}
