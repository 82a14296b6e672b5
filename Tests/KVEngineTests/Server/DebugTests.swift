// DEBUG's other subcommands.

import Testing

@testable import KVEngine

@Suite struct DebugTests {
    let redis = TestEngine()

    // MARK: PROTOCOL

    @Test(arguments: [
        ("string", "$11\r\nHello World\r\n", "$11\r\nHello World\r\n"),
        ("INTEGER", ":12345\r\n", ":12345\r\n"),
        ("double", "$5\r\n3.141\r\n", ",3.141\r\n"),
        (
            "bignum", "$37\r\n1234567999999999999999999999999999999\r\n",
            "(1234567999999999999999999999999999999\r\n"
        ),
        ("null", "$-1\r\n", "_\r\n"),
        ("array", "*3\r\n:0\r\n:1\r\n:2\r\n", "*3\r\n:0\r\n:1\r\n:2\r\n"),
        ("set", "*3\r\n:0\r\n:1\r\n:2\r\n", "~3\r\n:0\r\n:1\r\n:2\r\n"),
        (
            "map", "*6\r\n:0\r\n:0\r\n:1\r\n:1\r\n:2\r\n:0\r\n",
            "%3\r\n:0\r\n#f\r\n:1\r\n#t\r\n:2\r\n#f\r\n"
        ),
        (
            "attrib", "$39\r\nSome real reply following the attribute\r\n",
            "|1\r\n$14\r\nkey-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n"
                + "$39\r\nSome real reply following the attribute\r\n"
        ),
        (
            "push", "-ERR RESP2 is not supported by this command\r\n",
            ">2\r\n$16\r\nserver-cpu-usage\r\n:42\r\n$40\r\nSome real reply following the push reply\r\n"
        ),
        (
            "verbatim", "$25\r\nThis is a verbatim\nstring\r\n",
            "=29\r\ntxt:This is a verbatim\nstring\r\n"
        ),
        ("true", ":1\r\n", "#t\r\n"), ("false", ":0\r\n", "#f\r\n"),
    ])
    func `PROTOCOL answers with a sample of each type`(type: String, resp2: String, resp3: String) {
        #expect(redis("DEBUG PROTOCOL \(type)") == resp2)
        redis("HELLO 3")
        #expect(redis("DEBUG PROTOCOL \(type)") == resp3)
    }

    @Test func `PROTOCOL names the types it knows`() {
        #expect(
            redis("DEBUG PROTOCOL foo")
                == "-ERR Wrong protocol type name. Please use one of the following: string|integer|double|"
                + "bignum|null|array|set|map|attrib|push|verbatim|true|false\r\n")
    }

    // MARK: HTSTATS

    @Test func `HTSTATS tells how keys are spread`() {
        let empty = "Hash table 0 stats (main hash table):\nNo stats available for empty dictionaries\n"
        #expect(redis("DEBUG HTSTATS 0").contains("[Dictionary HT]\n\(empty)"))
        for key in 0..<100 { redis("SET key\(key) x PX 1000") }
        let target = "Hash table 1 stats (rehashing target):\n table size: 128\n"
        #expect(redis("DEBUG HTSTATS 0").contains(target))
        for _ in 0..<100 { redis("GET key0") }
        let text = redis("DEBUG HTSTATS 0")
        #expect(text.contains(" table size: 128\n number of elements: 100\n different slots: "))
        #expect(text.contains("[Expires HT]\nNo hash table: a heap of 100 deadlines\n"))
        #expect(redis("DEBUG HTSTATS 16") == "-ERR Out of range database\r\n")
        #expect(redis("DEBUG HTSTATS -1") == "-ERR Out of range database\r\n")
        #expect(redis("DEBUG HTSTATS x") == "-ERR value is not an integer or out of range\r\n")
    }

    @Test(arguments: ["SADD k a", "HSET k f v", "ZADD k 1 a"])
    func `HTSTATS-KEY tells of values in a table only`(command: String) {
        for limit in ["hash-max-listpack-entries", "zset-max-listpack-entries"] {
            redis("CONFIG SET \(limit) 0")
        }
        redis(command)
        let end = """
             table size: 4
             number of elements: 1
             different slots: 1
             max chain length: 1
             avg chain length (counted): 1.00
             avg chain length (computed): 1.00
             Chain length distribution:
               0: 3 (75.00%)
               1: 1 (25.00%)

            """
        #expect(redis("DEBUG HTSTATS-KEY k").hasSuffix("Hash table 0 stats (main hash table):\n\(end)\r\n"))
    }

    @Test(arguments: ["SET k a", "RPUSH k a", "SADD k 1", "HSET k f v", "ZADD k 1 a"])
    func `HTSTATS-KEY refuses other values`(command: String) {
        #expect(redis("DEBUG HTSTATS-KEY k") == "-ERR no such key\r\n")
        redis(command)
        let text = "The value stored at the specified key is not represented using an hash table"
        #expect(redis("DEBUG HTSTATS-KEY k") == "-ERR \(text)\r\n")
    }

    // MARK: POPULATE

    @Test func `POPULATE stores strings where there are none, and counts no changes`() {
        redis("SET key:1 mine")
        let changes = redis.engine.counters.value.dirty
        #expect(redis("DEBUG POPULATE 3") == "+OK\r\n")
        #expect(redis("MGET key:0 key:1 key:2") == "*3\r\n$7\r\nvalue:0\r\n$4\r\nmine\r\n$7\r\nvalue:2\r\n")
        #expect(redis("DBSIZE") == ":3\r\n")
        #expect(redis.engine.counters.value.dirty == changes)
    }

    @Test func `POPULATE cuts values and fills them up`() {
        redis("DEBUG POPULATE 1 short 3")
        redis("DEBUG POPULATE 1 long 10")
        #expect(redis("GET short:0") == "$3\r\nval\r\n")
        #expect(redis("GET long:0") == "$10\r\nvalue:0\0\0\0\r\n")
    }

    @Test func `POPULATE refuses what is no number or would not fit`() {
        let negative = "-ERR value is out of range, must be positive\r\n"
        for line in ["x", "-1", "1 p y", "1 p -3"] { #expect(redis("DEBUG POPULATE \(line)") == negative) }
        let tooMany = "-ERR value is out of range\r\n"
        for line in ["9223372036854775807", "1 p 9223372036854775807", "600000 p 1000"] {
            #expect(redis("DEBUG POPULATE \(line)") == tooMany)
        }
        #expect(redis("DBSIZE") == ":0\r\n")
    }

    // MARK: What is only accepted

    @Test func `QUICKLIST-PACKED-THRESHOLD reads a size below four gigabytes`() {
        for size in ["0", "1", "1kb", "4293918720", "''"] {
            #expect(redis("DEBUG QUICKLIST-PACKED-THRESHOLD \(size)") == "+OK\r\n")
        }
        let error = "-ERR argument must be a memory value bigger than 1 and smaller than 4gb\r\n"
        for size in ["4293918721", "4gb", "abc", "-1"] {
            #expect(redis("DEBUG QUICKLIST-PACKED-THRESHOLD \(size)") == error)
        }
    }

    @Test(arguments: ["LOADAOF", "REPLICATE set a b"])
    func `what would act on files and replicas changes nothing`(words: String) {
        redis("SET a 1")
        #expect(redis("DEBUG \(words)") == "+OK\r\n")
        #expect(redis("GET a") == "$1\r\n1\r\n")
        #expect(redis("DBSIZE") == ":1\r\n")
    }

    @Test func `LOG writes to the server's log`() {
        var lines: [String] = []
        redis.engine.warn = { lines.append($0) }
        #expect(redis("DEBUG LOG 'a test begins'") == "+OK\r\n")
        #expect(lines == ["DEBUG LOG: a test begins"])
    }
}
