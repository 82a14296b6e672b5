// Watching: what happens between two looks, and `kvtool watch` as a program.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVToolSupport
import TestSupport
import Testing

@testable import KVToolCommands

@Suite struct WatchSampleTests {
    private func counts(_ hits: Int, _ misses: Int, _ commands: Int, run: String = "r") throws -> ServerCounts
    {
        try #require(
            ServerCounts([
                "keyspace_hits": "\(hits)", "keyspace_misses": "\(misses)",
                "total_commands_processed": "\(commands)", "run_id": run,
            ]))
    }

    @Test func `only what is between two looks counts, without the looks`() throws {
        let sample = WatchSample(
            try counts(19, 6, 131), since: try counts(10, 5, 100), at: .seconds(5), span: .seconds(5), own: 1)
        #expect(sample.hitRate == 90)
        #expect(sample.rate == 6)
    }

    @Test func `a server that was started anew counts from nothing`() throws {
        let before = try counts(1000, 1000, 5000)
        let sample = WatchSample(
            try counts(3, 1, 5, run: "s"), since: before, at: .seconds(5), span: .seconds(1), own: 1)
        #expect(sample.hitRate == 75)
        #expect(sample.rate == 4)
        let reset = WatchSample(
            try counts(3, 1, 5), since: before, at: .seconds(5), span: .seconds(1), own: 1)
        #expect(reset.hitRate == 75)
    }

    @Test func `without reads there is no rate`() throws {
        let same = try counts(1, 1, 1)
        #expect(WatchSample(same, since: same, at: .zero, span: .zero, own: 1).hitRate == nil)
        #expect(ServerCounts([:]) == nil)
    }
}

@Suite(.server) struct WatchProgramTests {
    private let server = TestServer.current

    @Test(arguments: Road.allCases) func `a watch ends when its time is over`(road: Road) async throws {
        let run = try await ToolProject(server, over: road)
            .run("watch", "--duration", "30ms", "--interval", "10ms", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains(#""command":"watch""#))
        #expect(run.output.split(separator: #""atMs""#).count == 4)
    }

    @Test func `a watch tells what was read meanwhile, and ends with Ctrl-C`() async throws {
        server.load(["a": .string("1")])
        let client = try await server.client()
        try await client.send("GET", "a")
        let project = try ToolProject(server)
        // The line that names the target comes before the first look: what is read from then on may be in it or not.
        let run = try await project.run("watch", "--interval", "10ms", "--json") { line, process in
            if line.hasPrefix("target:") { StopLater.interrupt(process, after: server, looks: 3) }
        }
        #expect(run.status == 130)
        #expect(run.output.contains(#""outcome":"interrupted","reason":"stopped by a signal""#))
        #expect(run.output.contains(#""totals":{"hits":"#))
    }
}
