// Client-side caching where it meets memory, time and connections that go; what is told is compared with Redis in
// the cases of `conformance/cases/tracking`.

import Testing

@testable import KVEngine

@Suite struct TrackingTests {
    let redis = TestEngine()
    let reader: TestEngine

    init() {
        reader = redis.anotherClient()
        reader("HELLO 3")
    }

    private var state: Engine.State { redis.engine.state.value }

    private func invalidation(of keys: String...) -> String {
        let list = keys.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
        return ">2\r\n$10\r\ninvalidate\r\n*\(keys.count)\r\n\(list)"
    }

    // MARK: The table's limit

    @Test func `a table over its limit forgets keys until it is at it, and tells each`() {
        reader("CLIENT TRACKING ON")
        reader("MGET " + (0..<500).map { "k\($0)" }.joined(separator: " "))
        #expect(redis.engine.tracking.table.count == 500)
        redis("CONFIG SET tracking-table-max-keys 100")
        #expect(redis.engine.tracking.table.count == 100)
        #expect(reader.takeMail().split(separator: ">2").count == 400)
    }

    @Test func `reads over the limit are told after their reply`() {
        redis("CONFIG SET tracking-table-max-keys 1")
        reader("CLIENT TRACKING ON")
        let reply = reader("MGET a b")
        #expect(
            reply == "*2\r\n_\r\n_\r\n" + invalidation(of: "a")
                || reply == "*2\r\n_\r\n_\r\n" + invalidation(of: "b"))
    }

    @Test func `nothing is forgotten without a limit`() {
        redis("CONFIG SET tracking-table-max-keys 0")
        reader("CLIENT TRACKING ON")
        reader("MGET a b c")
        #expect(redis.engine.tracking.table.count == 3)
    }

    // MARK: Connections that go

    @Test func `a client that goes leaves its keys, which are told to nobody`() {
        reader("CLIENT TRACKING ON")
        reader("GET k")
        redis.engine.remove(reader.client)
        #expect(redis.engine.tracking.clientCount == 0)
        #expect(redis.engine.tracking.table.count == 1)
        #expect(state.followers.isEmpty)
        redis("SET k v")
        #expect(redis.engine.tracking.table.isEmpty)
        #expect(!state.isObserved)
        #expect(reader.takeMail().isEmpty)
    }

    @Test func `a client that goes takes its prefixes along`() {
        reader("CLIENT TRACKING ON BCAST PREFIX a PREFIX b")
        #expect(state.isObserved)
        redis.engine.remove(reader.client)
        redis.engine.remove(reader.client)
        #expect(redis.engine.tracking.prefixes.isEmpty)
        #expect(redis.engine.tracking.clientCount == 0)
        #expect(!state.isObserved)
    }

    @Test func `a prefix stays while another client asks for it`() {
        let other = redis.anotherClient()
        other("HELLO 3")
        reader("CLIENT TRACKING ON BCAST PREFIX a")
        other("CLIENT TRACKING ON BCAST PREFIX a")
        redis.engine.remove(reader.client)
        redis("SET ab 1")
        #expect(other.takeMail() == invalidation(of: "ab"))
    }

    @Test func `a redirect to a client that has gone is told in its place`() {
        let receiver = redis.anotherClient()
        reader("CLIENT TRACKING ON REDIRECT \(receiver.client.id)")
        reader("GET k")
        redis.engine.remove(receiver.client)
        redis("SET k v")
        #expect(reader.takeMail() == ">2\r\n$21\r\ntracking-redir-broken\r\n:\(receiver.client.id)\r\n")
        #expect(receiver.takeMail().isEmpty)
    }

    // MARK: Memory and time

    @Test func `a key that had to go is told before the reply of the command that needed the room`() {
        reader("CLIENT TRACKING ON")
        reader("SET volatile v EX 1000")
        reader("GET volatile")
        redis("CONFIG SET maxmemory-policy volatile-random maxmemory \(redis.engine.usedMemory + 1000)")
        reader(arguments: ["SET", "big", String(repeating: "x", count: 4000)])
        #expect(reader("STRLEN big") == invalidation(of: "volatile") + ":4000\r\n")
    }

    @Test func `a key that had to go for a lower limit is told after the reply`() {
        reader("CLIENT TRACKING ON")
        reader("SET volatile v EX 1000")
        reader("GET volatile")
        #expect(
            reader("CONFIG SET maxmemory-policy volatile-random maxmemory 1")
                == "+OK\r\n" + invalidation(of: "volatile"))
    }

    @Test func `a deadline is told when it comes, in each mode`() {
        let other = redis.anotherClient()
        other("HELLO 3")
        reader("CLIENT TRACKING ON")
        other("CLIENT TRACKING ON BCAST")
        redis("SET k v PX 10")
        _ = other.takeMail()
        reader("GET k")
        redis.advance(milliseconds: 10)
        #expect(reader.takeMail() == invalidation(of: "k"))
        #expect(other.takeMail() == invalidation(of: "k"))
    }

    @Test func `a sleep does not end the turn that broadcasts wait for`() {
        reader("CLIENT TRACKING ON BCAST")
        _ = redis.raw(bytes: Array("MULTI\r\nSET a 1\r\nDEBUG SLEEP 1\r\nSET b 1\r\n".utf8))
        redis("EXEC")
        #expect(reader.takeMail().isEmpty)
        redis.advance(milliseconds: 1000)
        redis("EXEC")
        #expect(reader.takeMail() == invalidation(of: "a", "b"))
    }

    @Test func `FLUSHALL forgets every key`() {
        reader("CLIENT TRACKING ON")
        reader("MGET a b c")
        redis("FLUSHALL")
        #expect(redis.engine.tracking.table.isEmpty)
        #expect(reader.takeMail() == ">2\r\n$10\r\ninvalidate\r\n_\r\n")
        #expect(!state.isObserved)
    }

    @Test func `a transaction that turns tracking off still tells what it changed before`() {
        reader("CLIENT TRACKING ON")
        reader("GET k")
        let reply = reader.raw(bytes: Array("MULTI\r\nSET k v\r\nCLIENT TRACKING OFF\r\nEXEC\r\n".utf8))
        #expect(
            String(decoding: reply, as: UTF8.self)
                == "+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n+OK\r\n" + invalidation(of: "k"))
        #expect(state.followers.isEmpty)
    }
}
