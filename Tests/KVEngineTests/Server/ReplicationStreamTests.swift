// What those who follow get: the payload, the stream, what was missed of it, and signs of life.

import Testing

@testable import KVEngine

@Suite struct ReplicationStreamTests {
    private let redis = TestEngine()

    /// A replica that has got its payload.
    private func follower(by request: String = "SYNC") -> TestEngine {
        let replica = redis.anotherClient()
        replica(request)
        return replica
    }

    /// What a replica was sent since the last time, as words.
    private func stream(of replica: TestEngine) -> [String] {
        let lines = replica.takeMail().split(separator: "\r\n").map(String.init)
        return lines.filter { !$0.hasPrefix("$") && !($0.hasPrefix("*") && $0.count > 1) }
    }

    @Test func `a server that nobody follows keeps no stream`() {
        redis("SET k v")
        #expect(redis.engine.state.value.followers.isEmpty)
        #expect(redis("INFO replication").contains("master_repl_offset:0\r\n"))
    }

    @Test func `a full payload is a dump after its length`() {
        let replica = redis.anotherClient()
        let answer = String(decoding: replica.raw("SYNC"), as: UTF8.self)
        #expect(answer.hasPrefix("$"))
        #expect(answer.contains("\r\nREDIS0010"))
        #expect(redis("INFO replication").contains("connected_slaves:1\r\n"))
        #expect(redis("INFO stats").contains("sync_full:1\r\n"))
    }

    @Test func `changes come as they were sent, what has no effect does not`() {
        let replica = follower()
        redis("SET k v")
        redis("DEL missing")
        redis("GET k")
        #expect(stream(of: replica) == ["SELECT", "0", "SET", "k", "v"])
        redis("SELECT 2")
        redis("INCR n")
        #expect(stream(of: replica) == ["SELECT", "2", "INCR", "n"])
    }

    @Test func `others who begin or end to follow leave the stream alone`() {
        let replica = follower()
        let monitor = redis.anotherClient()
        monitor("MONITOR")
        redis("SET k v")
        #expect(stream(of: replica) == ["SELECT", "0", "SET", "k", "v"])
        redis.engine.remove(monitor.client)
        redis("INCR n")
        #expect(stream(of: replica) == ["INCR", "n"])
    }

    @Test func `a key that expires is deleted, as the setting says`() {
        let replica = follower()
        redis("SET k v PX 100")
        redis("SET l v PX 200")
        #expect(stream(of: replica).contains("PXAT"))
        redis.advance(milliseconds: 100)
        #expect(stream(of: replica) == ["DEL", "k"])
        redis("CONFIG SET lazyfree-lazy-expire yes")
        redis.advance(milliseconds: 100)
        #expect(stream(of: replica) == ["UNLINK", "l"])
    }

    @Test func `a key that is evicted is deleted before what needed the room`() {
        redis("CONFIG SET maxmemory-policy allkeys-random")
        redis("SET k v")
        let replica = follower()
        redis("CONFIG SET maxmemory 1")
        #expect(stream(of: replica) == ["SELECT", "0", "DEL", "k"])
    }

    @Test func `who waits is told in the stream after the push`() {
        let (replica, waiting) = (follower(), redis.anotherClient())
        waiting("BLPOP l 0")
        redis("RPUSH l a")
        #expect(stream(of: replica) == ["SELECT", "0", "RPUSH", "l", "a", "LPOP", "l"])
    }

    @Test func `an offset in the backlog is gone on from`() {
        let replica = follower(by: "PSYNC ? -1")
        redis("SET k v")
        let missed = replica.takeMail()
        redis.engine.remove(replica.client)
        let id = redis.engine.replication.id
        let again = redis.anotherClient()
        again("REPLCONF capa psync2")
        #expect(again("PSYNC \(id) 1") == "+CONTINUE \(id)\r\n" + missed)
        #expect(again("PING") == "" || again.client.ending == .closeNow)
        #expect(redis("INFO stats").contains("sync_partial_ok:1\r\n"))
    }

    @Test func `an offset that is not there any more means a new beginning`() {
        redis("CONFIG SET repl-backlog-size 16384")
        let replica = follower(by: "PSYNC ? -1")
        for _ in 0..<40 { redis("SET k \(String(repeating: "x", count: 1000))") }
        let backlog = redis.engine.replication.backlog
        #expect(backlog?.count == 16384)
        #expect(redis.engine.replication.offset == (backlog?.firstOffset ?? 0) + 16383)
        redis.engine.remove(replica.client)
        let again = redis.anotherClient()
        #expect(again("PSYNC \(redis.engine.replication.id) 1").hasPrefix("+FULLRESYNC"))
        #expect(redis("INFO stats").contains("sync_partial_err:1\r\n"))
    }

    @Test func `a replica is pinged, and closed when nothing is heard of it`() {
        let (silent, replica) = (follower(), follower(by: "PSYNC ? -1"))
        redis.advance(milliseconds: 9999)
        #expect(stream(of: replica) == [])
        redis.advance(milliseconds: 1)
        #expect(stream(of: replica) == ["ping"])
        redis.advance(milliseconds: 50_001)
        #expect(replica.client.ending == .closeNow)
        #expect(silent.client.ending == .stay)
    }

    @Test func `WAIT counts the replicas that have said they are so far`() {
        let replica = follower(by: "PSYNC ? -1")
        redis("SET k v")
        _ = replica.takeMail()
        #expect(redis("WAIT 1 1000") == "")
        #expect(redis.outcome == .blocked)
        #expect(stream(of: replica) == ["REPLCONF", "GETACK", "*"])
        replica("REPLCONF ACK \(redis.engine.replication.offset)")
        #expect(redis.takeMail() == ":1\r\n")
        redis("SET k w")
        redis("WAIT 2 100")
        redis.advance(milliseconds: 100)
        #expect(redis.takeMail() == ":0\r\n")
    }

    @Test func `writes that want replicas are refused without`() {
        redis("CONFIG SET min-replicas-to-write 1")
        #expect(redis("SET k v").hasPrefix("-NOREPLICAS"))
        _ = follower(by: "PSYNC ? -1")
        #expect(redis("SET k v") == "+OK\r\n")
        redis.advance(milliseconds: 11_000)
        #expect(redis("SET k v").hasPrefix("-NOREPLICAS"))
    }

    @Test func `the backlog goes when nobody has followed for long`() {
        let replica = follower()
        redis.engine.remove(replica.client)
        redis.advance(milliseconds: 3_599_999)
        #expect(redis.engine.replication.backlog != nil)
        redis.advance(milliseconds: 1)
        #expect(redis.engine.replication.backlog == nil)
        #expect(redis.engine.state.value.followers.isEmpty)
        #expect(redis.engine.nextDeadline == nil)
    }

    @Test func `a client that only wants the payload is closed after it`() {
        let client = redis.anotherClient()
        client("REPLCONF rdb-only 1")
        #expect(client("SYNC").hasPrefix("$"))
        #expect(client.client.ending == .closeAfterReply)
        #expect(redis("INFO replication").contains("connected_slaves:0\r\n"))
    }

    @Test func `other data means a new beginning`() {
        let replica = follower(by: "PSYNC ? -1")
        redis.engine.replaceKeyspace(with: PreparedKeyspace(redis.engine.copyKeyspace(), for: redis.engine))
        #expect(replica.client.ending == .closeNow)
        #expect(redis.engine.replication.backlog == nil)
    }
}
