// A server without replicas, and one that is a replica: ROLE, LASTSAVE, REPLICAOF, WAIT.

import Testing

@testable import KVEngine

@Suite struct ReplicationTests {
    let redis = TestEngine()

    @Test func `the server is a master without replicas`() {
        #expect(redis("ROLE") == "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n")
    }

    @Test func `the last save is the start`() {
        redis.advance(milliseconds: 5000)
        #expect(redis("LASTSAVE") == ":1700000000\r\n")
    }

    @Test func `WAIT for no replica answers at once`() {
        #expect(redis("WAIT 0 0") == ":0\r\n")
        #expect(redis("WAIT -1 1000") == ":0\r\n")
    }

    @Test func `WAIT for a replica waits out its time`() {
        #expect(redis("WAIT 1 100") == "")
        #expect(redis.outcome == .blocked)
        #expect(redis.engine.nextDeadline == TestEngine.epoch + 100)
        redis.advance(milliseconds: 99)
        #expect(redis.takeMail() == "")
        redis.advance(milliseconds: 1)
        #expect(redis.takeMail() == ":0\r\n")
        #expect(redis.engine.nextDeadline == nil)
    }

    @Test func `WAIT without a time waits for ever, and ends with its client`() {
        #expect(redis("WAIT 1 0") == "")
        #expect(redis.outcome == .blocked)
        #expect(redis.engine.nextDeadline == nil)
        redis.engine.remove(redis.client)
        #expect(redis.engine.blockedCount == 0)
    }

    @Test func `WAIT reads its number before its time`() {
        #expect(redis("WAIT x -1") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("WAIT 1 1.5") == "-ERR timeout is not an integer or out of range\r\n")
        #expect(redis("WAIT 1 -1") == "-ERR timeout is negative\r\n")
    }

    @Test func `a replica refuses writes and keeps keys past their deadline`() {
        redis("SET k v PX 100")
        #expect(redis("REPLICAOF host 6379") == "+OK\r\n")
        #expect(redis("ROLE") == "*5\r\n$5\r\nslave\r\n$4\r\nhost\r\n:6379\r\n$7\r\nconnect\r\n:-1\r\n")
        #expect(redis("SET k w").hasPrefix("-READONLY"))
        redis.advance(milliseconds: 1000)
        #expect(redis("GET k") == "$-1\r\n")
        #expect(redis("DBSIZE") == ":1\r\n")
        #expect(redis.engine.nextDeadline == nil)
        redis("REPLICAOF NO ONE")
        redis.advance(milliseconds: 0)
        #expect(redis("DBSIZE") == ":0\r\n")
        #expect(redis("ROLE") == "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n")
    }
}
