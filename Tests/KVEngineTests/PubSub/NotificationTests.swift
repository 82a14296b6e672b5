// Keyspace notifications: that they are published in time, and cost nothing while they are off.

import Testing

@testable import KVEngine

@Suite struct NotificationTests {
    let redis = TestEngine()
    let listener: TestEngine

    init() {
        listener = redis.anotherClient()
        listener("PSUBSCRIBE *")
    }

    /// The channels and messages since the last time.
    private func heard() -> [String] {
        let words = TestEngine.bulks(in: listener.takeMail())
        return stride(from: 0, to: words.count, by: 4).map { "\(words[$0 + 2]) \(words[$0 + 3])" }
    }

    @Test func `an expired key is told of at its deadline, without a command`() {
        redis("CONFIG SET notify-keyspace-events KEx")
        redis("SET k v PX 100")
        redis.advance(milliseconds: 99)
        #expect(heard().isEmpty)
        redis.advance(milliseconds: 1)
        #expect(heard() == ["__keyspace@0__:k expired", "__keyevent@0__:expired k"])
    }

    @Test func `an evicted key is told of`() {
        redis("CONFIG SET notify-keyspace-events Ee")
        redis("CONFIG SET maxmemory-policy allkeys-random")
        redis("SET k v")
        redis("CONFIG SET maxmemory 1")
        #expect(heard() == ["__keyevent@0__:evicted k"])
    }

    @Test func `a new key is told of before what was done to it`() {
        redis("CONFIG SET notify-keyspace-events EAn")
        redis("SADD s a")
        redis("SADD s b")
        #expect(heard() == ["__keyevent@0__:new s", "__keyevent@0__:sadd s", "__keyevent@0__:sadd s"])
    }

    @Test func `a look-up in vain is told of, one by OBJECT is not`() {
        redis("CONFIG SET notify-keyspace-events Em")
        redis("GET a")
        redis("OBJECT ENCODING b")
        redis("SET c v")
        #expect(heard() == ["__keyevent@0__:keymiss a"])
    }

    @Test(arguments: [("", false), ("KE", false), ("A", false), ("Kx", true), ("Em", true), ("KEA", true)])
    func `nobody looks at changes unless something can be published`(_ classes: String, _ isOn: Bool) {
        redis("CONFIG SET notify-keyspace-events KEA")
        redis("CONFIG SET notify-keyspace-events '\(classes)'")
        #expect(redis.engine.state.value.isObserved == isOn)
    }

    @Test func `an observer goes on seeing changes when notifications are turned off`() {
        let log = EventLog(redis)
        redis("CONFIG SET notify-keyspace-events KEA")
        redis("CONFIG SET notify-keyspace-events ''")
        redis("SET k v")
        #expect(log.take() == ["0 set k"])
        #expect(heard().isEmpty)
    }
}
