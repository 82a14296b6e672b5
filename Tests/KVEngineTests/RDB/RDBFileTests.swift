// RDB files: everything that a server holds, written and read back.

import RESP
import Testing

@testable import KVEngine

@Suite struct RDBFileTests {
    private let server = TestEngine()

    private func file() -> [UInt8] { server.engine.writeRDB().withView { Array($0) } }

    private func load(_ file: [UInt8], into other: TestEngine) throws(CorruptRDB) {
        try file.withByteView { file throws(CorruptRDB) in
            other.engine.replaceKeyspace(with: try PreparedKeyspace(rdb: file, for: other.engine))
        }
    }

    @Test func `another server reads what one has written`() throws {
        for command in [
            "SET a text", "SET b 12 PX 5000", "RPUSH l 1 2 3", "SELECT 3", "HSET h f v", "SADD s 1 2",
            "SADD t x y",
            "ZADD z 1 a 2 b", "EXPIRE z 100",
        ] {
            server(command)
        }
        let other = TestEngine(seed: 2)
        other("SET gone 1")
        try load(file(), into: other)
        #expect(server.engine.copyKeyspace().changes(since: other.engine.copyKeyspace()) == [])
        #expect(other("DBSIZE") == ":3\r\n")
        #expect(other("PTTL b") == ":5000\r\n")
        for (_, database) in other.engine.databases.used { database.checkInvariants() }
    }

    @Test func `keys whose time has come are left out`() throws {
        server("SET a 1 PX 5000")
        server("SET b 1")
        let other = TestEngine()
        other.advance(milliseconds: 5000)
        try load(file(), into: other)
        #expect(other("KEYS *") == "*1\r\n$1\r\nb\r\n")
    }

    @Test(arguments: [("allkeys-lru", "IDLETIME", ":7\r\n"), ("allkeys-lfu", "FREQ", ":9\r\n")])
    func `how a key was used is kept where the policy cares`(policy: String, word: String, answer: String)
        throws
    {
        server("CONFIG SET maxmemory-policy \(policy)")
        server("SET a 1")
        let entry = try #require(Array("a".utf8).withByteView { server.engine.databases[0].keys.find($0) })
        server.engine.setAccess(of: entry, idle: 7, frequency: 9)
        let other = TestEngine()
        other("CONFIG SET maxmemory-policy \(policy)")
        try load(file(), into: other)
        #expect(other("OBJECT \(word) a") == answer)
    }

    @Test func `a file that is changed or ends early is refused`() {
        server("SET a 1")
        server("RPUSH l a b c")
        let whole = file()
        for length in 0..<whole.count {
            #expect(throws: CorruptRDB.self) { try load(Array(whole[..<length]), into: TestEngine()) }
        }
        for index in whole.indices {
            var broken = whole
            broken[index] ^= 1
            #expect(throws: CorruptRDB.self) { try load(broken, into: TestEngine()) }
        }
    }
}
