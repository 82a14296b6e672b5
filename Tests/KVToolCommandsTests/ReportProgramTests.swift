// `kvtool report` as a program, over sockets and REST.

import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(clock: .manual())) struct ReportProgramTests {
    private let server = TestServer.current

    private func fill() {
        for id in 1...40 { server.load(["user:\(id):profile": .string("some text")]) }
        server.load([
            "board": .sortedSet(["a": 1, "b": 2, "c": 3]), "ratelimit:1.2.3.4": .string("5"),
            "lock:orders": .string("token"), "ratelimitless": .string("x"),
        ])
    }

    @Test(arguments: Road.allCases) func `patterns, the largest and the immortal keys are named`(
        road: Road
    ) async throws {
        fill()
        try await server.client().send("EXPIRE", "user:1:profile", 30)
        let project = try ToolProject(server, over: road)
        let run = try await project.run("report", "--top", "2")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.outputLines.first?.hasPrefix("44 keys, ") == true)
        #expect(run.output.contains("\nuser:*:profile"))
        #expect(run.output.contains("zset    board"))
        #expect(run.output.contains("NEVER ENDING  2 keys of ratelimit:* and lock:*\n"))
        #expect(!run.output.contains("  ratelimitless\n--fix"))
        #expect(!server.journal.entries.contains { $0.line.hasPrefix("EXPIRE ratelimit") })
    }

    @Test(arguments: Road.allCases) func `the report of a program is one object`(road: Road) async throws {
        fill()
        let run = try await ToolProject(server, over: road).run("report", "--json", "--match", "user:*")
        #expect(run.status == 0)
        #expect(run.outputLines.count == 1)
        #expect(run.output.hasPrefix(#"{"tool":"kvtool","command":"report","target":{"host":"127.0.0.1""#))
        #expect(run.output.contains(#""outcome":"ok","reason":null,"totals":{"count":40,"#))
        #expect(run.output.contains(#"{"pattern":"user:*:profile","count":40,"#))
        #expect(run.output.contains(#""stats":{"ownProbeHits":80,"ownProbeMisses":0}"#))
    }

    @Test(arguments: Road.allCases) func `keys that never end are given one, others keep theirs`(
        road: Road
    ) async throws {
        fill()
        let client = try await server.client()
        try await client.send("SET", "lock:mine", "x", "EX", 7)
        let run = try await ToolProject(server, over: road).run("report", "--fix-ttl", "60s", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(#""immortal":{"count":2,"fixed":2,"keys":["#))
        #expect(try await client.send("TTL", "ratelimit:1.2.3.4").integer == 60)
        #expect(try await client.send("TTL", "lock:orders").integer == 60)
        #expect(try await client.send("TTL", "lock:mine").integer ?? 0 <= 7)
        #expect(try await client.send("TTL", "board").integer == -1)
    }

    @Test func `a server before 7_0 is mended by transactions`() async throws {
        fill()
        server.faults.inject(
            .error("ERR wrong number of arguments for 'pexpire' command"), into: .command("PEXPIRE"), times: 2
        )
        let run = try await ToolProject(server).run("report", "--fix-ttl", "60s")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("given 1m to live: 2 keys\n"))
        #expect(try await server.client().send("TTL", "lock:orders").integer == 60)
    }

    @Test func `a repair that breaks off is partial`() async throws {
        fill()
        server.faults.inject(.executeAndDisconnect, into: .command("PEXPIRE"))
        let run = try await ToolProject(server).run("report", "--fix-ttl", "60s", "--json")
        #expect(run.status == 3, "\(run.output)")
        #expect(run.output.contains(#""outcome":"partial""#))
    }

    @Test func `a server that does not tell memory is reported without`() async throws {
        fill()
        server.faults.inject(.error("ERR unknown command 'MEMORY'"), into: .command("MEMORY"))
        let run = try await ToolProject(server).run("report")
        #expect(run.status == 0)
        #expect(run.outputLines.first?.hasPrefix("44 keys, read in") == true)
        #expect(!run.output.contains("LARGEST BY MEMORY"))
    }

    @Test func `guards hold back what changes, and let look`() async throws {
        fill()
        let project = try ToolProject(server)
        let variables = ["KV_PROTECTED_HOSTS": "127.*"]
        let refused = try await project.run("report", "--fix-ttl", "60s", "--json", environment: variables)
        #expect(refused.status == 4)
        #expect(refused.output.contains(#""outcome":"refused""#))
        #expect(try await project.run("report", environment: variables).status == 0)
        let other = try await project.run("report", "--expect-host", "*.upstash.io")
        #expect(other.status == 4)
        #expect(try await server.client().send("TTL", "lock:orders").integer == -1)
    }
}
