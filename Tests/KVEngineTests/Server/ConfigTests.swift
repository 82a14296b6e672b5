// CONFIG: reading, changing, and what a change does at once.

import Testing

@testable import KVEngine

@Suite struct ConfigTests {
    let redis = TestEngine()

    private func value(_ name: String) -> String {
        redis("CONFIG GET \(name)").split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst(4)
            .first
            .map(String.init) ?? "none"
    }

    private func refusal(_ name: String, _ reason: String) -> String {
        "-ERR CONFIG SET failed (possibly related to argument '\(name)') - \(reason)\r\n"
    }

    @Test func `GET takes names, patterns and several of them, each parameter once`() {
        #expect(redis("CONFIG GET maxmemory MAXMEMORY") == "*2\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n")
        #expect(redis("CONFIG GET MaxMemory") == "*2\r\n$9\r\nMaxMemory\r\n$1\r\n0\r\n")
        #expect(redis("CONFIG GET nosuch") == "*0\r\n")
        #expect(redis("CONFIG GET hash-max-?i*").hasPrefix("*8\r\n"), "aliases are listed too")
        redis("HELLO 3")
        #expect(redis("CONFIG GET tcp-keepalive") == "%1\r\n$13\r\ntcp-keepalive\r\n$3\r\n300\r\n")
    }

    @Test func `an alias and its parameter are one value`() {
        redis("CONFIG SET hash-max-ziplist-entries 5")
        #expect(value("hash-max-listpack-entries") == "5")
        #expect(redis.engine.settings.hashMaxListpackEntries == 5)
        #expect(
            redis("CONFIG SET hash-max-ziplist-entries x")
                == refusal("hash-max-ziplist-entries", "argument couldn't be parsed into an integer"))
        #expect(redis("CONFIG SET slave-priority 7") == "+OK\r\n")
        #expect(value("replica-priority") == "7")
    }

    @Test(arguments: [
        ("100", "100"), ("1k", "1000"), ("1kb", "1024"), ("2M", "2000000"), ("1Mb", "1048576"),
        ("1g", "1000000000"), ("1gb", "1073741824"), ("5b", "5"), ("", "0"), ("mb", "0"),
    ])
    func `sizes have units`(text: String, bytes: String) {
        #expect(redis("CONFIG SET maxmemory '\(text)'") == "+OK\r\n")
        #expect(value("maxmemory") == bytes)
    }

    @Test(arguments: [
        ("maxmemory", "-1", "argument must be a memory value"),
        ("maxmemory", "1.5mb", "argument must be a memory value"),
        ("maxmemory-clients", "101%", "percentage argument must be less or equal to 100"),
        ("timeout", "-1", "argument must be between 0 and 2147483647 inclusive"),
        ("timeout", "01", "argument couldn't be parsed into an integer"),
        ("appendonly", "maybe", "argument must be 'yes' or 'no'"),
        ("loglevel", "loud", "argument(s) must be one of the following: debug, verbose, notice, warning"),
        ("proto-max-bulk-len", "1", "argument must be between 1048576 and 9223372036854775807 inclusive"),
        ("databases", "3", "can't set immutable config"),
        ("dir", "/tmp", "can't set protected config"),
        ("save", "1 2 3", "Invalid save parameters"),
        ("notify-keyspace-events", "q", "Invalid event class character. Use 'Ag$lshzxeKEtmdn'."),
        (
            "client-output-buffer-limit", "normal 1 2",
            "Wrong number of arguments in buffer limit configuration."
        ),
        (
            "client-output-buffer-limit", "foo a b c",
            "Invalid client class specified in buffer limit configuration."
        ),
        ("oom-score-adj-values", "1 2", "wrong number of arguments"),
    ])
    func `a value of the wrong kind is refused in Redis's words`(name: String, text: String, reason: String) {
        #expect(redis("CONFIG SET \(name) '\(text)'") == refusal(name, reason))
    }

    @Test func `several are set, or none`() {
        #expect(redis("CONFIG SET timeout 5 maxclients 7") == "+OK\r\n")
        #expect(value("timeout") == "5" && value("maxclients") == "7")
        #expect(
            redis("CONFIG SET timeout 9 maxclients x")
                == refusal("maxclients", "argument couldn't be parsed into an integer"))
        #expect(value("timeout") == "5")
    }

    @Test func `the address may be set to what it is`() {
        redis.engine.environment.port = 6379
        redis.engine.environment.bindAddresses = ["127.0.0.1", "::1"]
        #expect(redis("CONFIG SET port 6379 bind '127.0.0.1 ::1'") == "+OK\r\n")
        #expect(redis("CONFIG SET bind 127.0.0.1") == refusal("bind", "can't set immutable config"))
    }

    @Test func `a port that cannot be had leaves everything as it was`() {
        redis.engine.environment.port = 6379
        var asked: [Int] = []
        redis.engine.moveToPort = { port in
            asked.append(port)
            return port == 6380
        }
        #expect(
            redis("CONFIG SET timeout 7 port 6381")
                == refusal("port", "Unable to listen on this port. Check server logs."))
        #expect(value("timeout") == "0" && value("port") == "6379")
        #expect(redis("CONFIG SET timeout 7 port 6380") == "+OK\r\n")
        #expect(value("timeout") == "7" && value("port") == "6380")
        #expect(asked == [6381, 6380])
    }

    @Test func `names are looked at before values, from left to right`() {
        let unknown = "-ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'\r\n"
        #expect(redis("CONFIG SET timeout x nosuch 1") == unknown)
        #expect(redis("CONFIG SET nosuch 1 databases 2") == unknown)
        #expect(
            redis("CONFIG SET DATABASES 2 nosuch 1") == refusal("DATABASES", "can't set immutable config"))
        #expect(redis("CONFIG SET timeout 1 TIMEOUT 2") == refusal("TIMEOUT", "duplicate parameter"))
        #expect(redis("CONFIG SET timeout 1 maxclients") == "-ERR syntax error\r\n")
    }

    @Test func `an unknown name is quoted whole`() {
        let name = String(repeating: "x", count: 300)
        #expect(
            redis("CONFIG SET \(name) 1")
                == "-ERR Unknown option or number of arguments for CONFIG SET - '\(name)'\r\n")
    }

    @Test(arguments: [
        ("KEA", "AKE"), ("Kx", "xK"), ("KEg$lshzxetdnm", "AKEm"), ("nmK", "nKm"), ("g$lshzxet", "g$lshzxet"),
        ("A", "A"), ("", ""),
    ])
    func `event classes are told in one order`(text: String, told: String) {
        #expect(redis("CONFIG SET notify-keyspace-events '\(text)'") == "+OK\r\n")
        #expect(value("notify-keyspace-events") == told)
    }

    @Test func `output limits are set by class`() {
        redis("CONFIG SET client-output-buffer-limit 'normal 1mb 2k 3 replica 1 1 1'")
        #expect(
            value("client-output-buffer-limit")
                == "normal 1048576 2000 3 slave 1 1 1 pubsub 33554432 8388608 60")
        let limit = redis.engine.settings.clientOutputBufferLimits.normal
        #expect(limit == .init(hard: 1 << 20, soft: 2000, seconds: 3))
    }

    @Test func `a lower memory limit evicts at once`() {
        for index in 0..<100 { redis("SET key:\(index) value") }
        redis("CONFIG SET maxmemory-policy allkeys-random maxmemory 1")
        #expect(redis.engine.databases[0].count == 0)
        #expect(redis("INFO stats").contains("evicted_keys:100\r\n"))
        redis("CONFIG SET maxmemory-policy noeviction")
        #expect(redis("SET a b") == "-OOM command not allowed when used memory > 'maxmemory'.\r\n")
        redis("CONFIG SET maxmemory 0")
        #expect(redis("SET a b") == "+OK\r\n")
    }

    @Test func `the owner of the engine sets parameters and hears of changes`() throws {
        var changed: [String] = []
        redis.engine.parameterChanged = { changed.append($0) }
        try redis.engine.configure("maxmemory", "100mb")
        redis("CONFIG SET timeout 3 hz 1000")
        #expect(changed == ["maxmemory", "timeout", "hz"])
        #expect(redis.engine.settings.maxMemory == 100 << 20)
        #expect(value("hz") == "500")
        #expect(throws: RedisError.self) { try redis.engine.configure("databases", "4") }
    }

    @Test func `every parameter can be told, and its value set again`() {
        for row in ConfigurationTable.redis.rows where row.parameter.access == .open {
            let text = String(decoding: row.parameter.text(in: redis.engine), as: UTF8.self)
            #expect(redis("CONFIG SET \(row.name) '\(text)'") == "+OK\r\n", "\(row.name)")
            #expect(value("\(row.name)") == text, "\(row.name)")
        }
        #expect(redis("CONFIG REWRITE") == "-ERR The server is running without a config file\r\n")
    }
}
