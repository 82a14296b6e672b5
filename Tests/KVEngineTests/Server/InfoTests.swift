// INFO: which sections come, and that what is counted is counted where Redis counts it.

import Testing

@testable import KVEngine

@Suite struct InfoTests {
    let redis = TestEngine()

    private func headings(_ line: String) -> [Substring] {
        redis(line).split(separator: "\r\n").filter { $0.hasPrefix("# ") }.map { $0.dropFirst(2) }
    }

    private func field(_ name: String, _ section: String = "stats") -> String {
        let line = redis("INFO \(section)").split(separator: "\r\n").first { $0.hasPrefix("\(name):") }
        return line.map { String($0.dropFirst(name.count + 1)) } ?? "none"
    }

    @Test func `sections come in INFO's order, whatever was asked for`() {
        let all = [
            "Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU", "Modules",
            "Commandstats", "Errorstats", "Latencystats", "Cluster", "Keyspace",
        ]
        #expect(headings("INFO all").map(String.init) == all)
        #expect(headings("INFO EVERYTHING").count == 13)
        #expect(
            headings("INFO").map(String.init)
                == all.filter { !["Commandstats", "Latencystats"].contains($0) })
        #expect(headings("INFO keyspace CPU cpu") == ["CPU", "Keyspace"])
        #expect(redis("INFO nosuch") == "$0\r\n\r\n")
        #expect(redis("INFO cluster") == "$30\r\n# Cluster\r\ncluster_enabled:0\r\n\r\n")
        redis("HELLO 3")
        #expect(redis("INFO cluster") == "=34\r\ntxt:# Cluster\r\ncluster_enabled:0\r\n\r\n")
    }

    @Test func `the server tells Redis's version and its own`() {
        #expect(field("redis_version", "server") == "7.0.15")
        #expect(field("server_name", "server") == "hermetic-kv")
        #expect(field("hermetic_kv_version", "server") == Version.product)
        #expect(field("run_id", "server").count == 40)
        redis.advance(milliseconds: 90_000_000)
        #expect(field("uptime_in_seconds", "server") == "90000")
        #expect(field("uptime_in_days", "server") == "1")
    }

    @Test func `Keyspace has a line for each database with keys`() {
        #expect(redis("INFO keyspace") == "$12\r\n# Keyspace\r\n\r\n")
        redis("SET a 1")
        redis("SET b 1")
        redis("SET c 1")
        redis("PEXPIRE a 100")
        redis("PEXPIRE b 300")
        redis("SELECT 3")
        redis("SET a 1")
        #expect(field("db0", "keyspace") == "keys=3,expires=2,avg_ttl=200")
        #expect(field("db3", "keyspace") == "keys=1,expires=0,avg_ttl=0")
        redis.advance(milliseconds: 100)
        #expect(field("db0", "keyspace") == "keys=2,expires=1,avg_ttl=200")
        #expect(field("expired_keys") == "1")
    }

    @Test func `hits and misses are those of reads`() {
        redis("SET a 1")
        redis("GET a")
        redis("GET b")
        redis("EXISTS a b")
        redis("TTL a")
        redis("TYPE b")
        redis("DEL b")
        redis("EXPIRE a 100")
        redis("SCAN 0")
        redis("DBSIZE")
        redis("MEMORY USAGE a")
        redis("DEBUG OBJECT a")
        #expect(field("keyspace_hits") == "3")
        #expect(field("keyspace_misses") == "3")
    }

    @Test func `operations per second are those of the last moments`() {
        for _ in 0..<10 {
            for _ in 0..<20 { redis("PING") }
            redis.advance(milliseconds: 100)
        }
        #expect(field("instantaneous_ops_per_sec") == "200")
        redis.advance(milliseconds: 60_000)
        #expect(field("instantaneous_ops_per_sec") == "0")
    }

    @Test func `RESETSTAT starts the counters anew and keeps the data's own numbers`() {
        redis("SET a 1")
        redis("GET a")
        redis("nosuch")
        #expect(redis("CONFIG RESETSTAT") == "+OK\r\n")
        #expect(field("keyspace_hits") == "0")
        #expect(redis("INFO errorstats").hasSuffix("# Errorstats\r\n\r\n"))
        #expect(!redis("INFO commandstats").contains("cmdstat_set"))
        #expect(field("rdb_changes_since_last_save", "persistence") == "1")
        #expect(field("connected_clients", "clients") == "1")
    }

    @Test func `a command is charged with its time, the same ones in a row together`() {
        var time: UInt64 = 0
        let redis = TestEngine {
            time += 5000
            return time
        }
        _ = redis.raw(bytes: Array("PING\r\nPING\r\nGET a\r\n".utf8))
        let statistics = redis("INFO commandstats")
        #expect(statistics.contains("cmdstat_ping:calls=2,usec=5,usec_per_call=2.50,"))
        #expect(statistics.contains("cmdstat_get:calls=1,usec=5,usec_per_call=5.00,"))
    }

    @Test(arguments: [(0, "0B"), (1023, "1023B"), (1024, "1.00K"), (1_116_368, "1.06M"), (3 << 30, "3.00G")])
    func `sizes are told for people too`(bytes: Int, text: String) {
        var info = InfoText()
        info.size("used", bytes)
        #expect(info.text == "used:\(bytes)\r\nused_human:\(text)\r\n")
    }

    @Test func `used memory and its peak are those of the data`() {
        let empty = field("used_memory", "memory")
        redis.anotherClient()("SET a \(String(repeating: "x", count: 10_000))")
        let full = field("used_memory", "memory")
        redis("DEL a")
        #expect(field("used_memory", "memory") == empty)
        #expect(field("used_memory_peak", "memory") == full)
    }
}
