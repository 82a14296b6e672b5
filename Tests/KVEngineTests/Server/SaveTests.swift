// Saving, as the owner of an engine sees it: the file is in the owner's hands.

import Testing

@testable import KVEngine

@Suite struct SaveTests {
    let redis = TestEngine()

    @Test(arguments: ["SAVE", "BGSAVE", "BGSAVE SCHEDULE"]) func `the file holds all data`(_ command: String)
        throws
    {
        var file: [UInt8] = []
        redis.engine.saveFile { bytes in
            file = bytes
            return nil
        }
        _ = redis("SET k v")
        _ = redis("RPUSH l a b")
        #expect(redis(command).hasPrefix("+"))
        _ = redis("FLUSHALL")
        try redis.engine.load(rdb: file)
        #expect(redis("GET k") == "$1\r\nv\r\n")
        #expect(redis("LINDEX l 1") == "$1\r\nb\r\n")
    }

    @Test func `INFO and LASTSAVE tell of it`() {
        let start = redis("LASTSAVE")
        _ = redis("SET k v")
        #expect(redis("INFO persistence").contains("rdb_changes_since_last_save:1\r\n"))
        redis.advance(milliseconds: 5000)
        #expect(redis("LASTSAVE") == start)
        _ = redis("SAVE")
        #expect(redis("LASTSAVE") == ":\(redis.engine.now / 1000)\r\n")
        let facts = redis("INFO persistence")
        #expect(facts.contains("rdb_changes_since_last_save:0\r\n"))
        #expect(facts.contains("rdb_saves:1\r\n"))
        #expect(facts.contains("rdb_last_bgsave_time_sec:-1\r\n"))
    }

    @Test func `a file that cannot be written is told of, and nothing is taken for saved`() {
        var warning = ""
        redis.engine.warn = { warning = $0 }
        redis.engine.saveFile { _ in "the disk is full" }
        let start = redis("LASTSAVE")
        redis.advance(milliseconds: 5000)
        #expect(redis("SAVE") == "-ERR\r\n")
        #expect(warning.hasSuffix("the disk is full"))
        #expect(redis("BGSAVE") == "+Background saving started\r\n")
        #expect(redis("INFO persistence").contains("rdb_last_bgsave_status:err\r\n"))
        #expect(redis("LASTSAVE") == start)
    }

    @Test func `SHUTDOWN SAVE ends nothing whose data would be lost, unless it is forced`() {
        var wishes = 0
        redis.engine.shutDown = { wishes += 1 }
        redis.engine.saveFile { _ in "the disk is full" }
        #expect(redis("SHUTDOWN SAVE") == "-ERR Errors trying to SHUTDOWN. Check logs.\r\n")
        #expect(redis.client.ending == .stay && wishes == 0)
        _ = redis("SHUTDOWN SAVE FORCE")
        #expect(wishes == 1)
    }

    @Test func `a save is no command of a transaction`() {
        _ = redis("MULTI")
        #expect(redis("SAVE") == "-ERR Command not allowed inside a transaction\r\n")
        #expect(redis("EXEC").hasPrefix("-EXECABORT"))
    }
}
