// DEBUG DIGEST and DIGEST-VALUE. The digests are a real server's for the same data.

import Testing

@testable import KVEngine

@Suite struct DebugDigestTests {
    let redis = TestEngine()

    private func fill(_ redis: TestEngine) {
        redis("SET a hello")
        redis("SET n 12")
        redis("RPUSH l a b c")
        redis("SADD s a b c")
        redis("SADD is 1 2 3")
        redis("ZADD z 1 a 2.5 b inf c")
        redis("HSET h f v g w")
        redis("SET e x EX 1000")
    }

    @Test func `a server with the same data as another has the same digest`() {
        #expect(redis("DEBUG DIGEST") == "+\(String(repeating: "0", count: 40))\r\n")
        fill(redis)
        #expect(redis("DEBUG DIGEST") == "+2610a5bbc359fb614a9ff9ff0acbf4cca1ca6120\r\n")
        redis("SELECT 3")
        #expect(redis("DEBUG DIGEST") == "+2610a5bbc359fb614a9ff9ff0acbf4cca1ca6120\r\n")
        redis("SET a hello")
        #expect(redis("DEBUG DIGEST") != "+2610a5bbc359fb614a9ff9ff0acbf4cca1ca6120\r\n")
    }

    @Test(arguments: [
        ("a", "36b23a1456b2dce2c3ed252c456761301dba8060"), ("n", "655ac46b180ad2f61a3cee25f0b1780fa2ec879a"),
        ("l", "8bf72d812571eea9b927f3c11beb0c4165a6ff89"), ("s", "593c2414786d75446e97f4ea5d4b731f3313da72"),
        ("is", "2a462a3f51a1db89738ebbeef0c47ce1bbc85246"), ("z", "692ab70d673d8bf452c3a17fb4be02bfcdf437bc"),
        ("h", "d127864ed50239662bf61bafc9bda63c17da5b37"), ("e", "0745672cb1bf060476eedeb8a28f5ffe1ff5a2be"),
        ("nokey", "0000000000000000000000000000000000000000"),
    ])
    func `each type has the digest it has in Redis`(key: String, digest: String) {
        fill(redis)
        #expect(redis("DEBUG DIGEST-VALUE \(key)") == "*1\r\n+\(digest)\r\n")
    }

    @Test func `DIGEST-VALUE takes any number of keys`() {
        fill(redis)
        #expect(redis("DEBUG DIGEST-VALUE") == "*0\r\n")
        #expect(redis("DEBUG DIGEST-VALUE a a").hasPrefix("*2\r\n+36b23a"))
        #expect(redis("DEBUG DIGEST x").hasPrefix("-ERR unknown subcommand"))
    }

    @Test func `the order of lists counts, and that of sets does not`() {
        for command in ["RPUSH l1 a b", "RPUSH l2 b a", "SADD s1 a b c", "SADD s2 c b a"] { redis(command) }
        #expect(redis("DEBUG DIGEST-VALUE l1") != redis("DEBUG DIGEST-VALUE l2"))
        #expect(redis("DEBUG DIGEST-VALUE s1") == redis("DEBUG DIGEST-VALUE s2"))
    }

    @Test(arguments: ["HSET k f 1 g 2", "ZADD k 1.5 a -3 b inf c 0.1 d", "SADD k 1 2 3"])
    func `the encoding does not count`(command: String) {
        let other = TestEngine()
        for limit in [
            "hash-max-listpack-entries", "zset-max-listpack-entries", "set-max-intset-entries",
        ] { other("CONFIG SET \(limit) 0") }
        redis(command)
        other(command)
        #expect(redis("OBJECT ENCODING k") != other("OBJECT ENCODING k"))
        #expect(redis("DEBUG DIGEST") == other("DEBUG DIGEST"))
    }

    @Test func `a key past its deadline counts while it is there`() {
        redis("DEBUG SET-ACTIVE-EXPIRE 0")
        redis("SET e x PX 10")
        let digest = redis("DEBUG DIGEST-VALUE e")
        redis.advance(milliseconds: 20)
        #expect(redis("DEBUG DIGEST-VALUE e") == digest)
    }
}
