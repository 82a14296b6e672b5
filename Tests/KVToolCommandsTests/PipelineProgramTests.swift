// Many commands in one go.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server(clock: .manual())) struct PipelineProgramTests {
    private let server = TestServer.current

    @Test(arguments: Road.allCases) func `each command has its result`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        let run = try await project.run("pipeline", #"SET a "x y""#, "GET a", "INCR a", "MGET a b")
        #expect(run.status == 3)
        #expect(
            run.outputLines == [
                "OK", #""x y""#, "(error) ERR value is not an integer or out of range", #"["x y", (nil)]"#,
            ])
        #expect(run.errors.contains("1 of 4 commands had no result, or were refused"))
        try project.write("commands.txt", "# a remark\nINCR n\n\nINCRBY n 10\n")
        let json = try await project.run("pipeline", "--from", "commands.txt", "--atomic", "--json")
        #expect(json.status == 0, "\(json.errors)")
        #expect(
            json.output.contains(
                #""results":[{"reply":1},{"reply":11}],"totals":{"commands":2,"refused":0}}"#))
    }

    @Test func `a transaction is all or nothing`() async throws {
        let project = try ToolProject(server)
        let run = try await project.run("pipeline", "--atomic", "SET a 1", "NOSUCH b")
        #expect(run.status == 1)
        #expect(run.errors.contains("unknown command"))
        #expect(server["a"] == nil)
    }

    @Test func `what is no command is told before anything is sent`() async throws {
        let project = try ToolProject(server)
        let run = try await project.run("pipeline", "GET a", #"SET b "open"#)
        #expect(run.status == 2)
        #expect(run.errors.contains(#"command 2 is empty, or its quotes do not balance: SET b "open"#))
        try project.write("commands.txt", "GET a\nSET b 'open\n")
        #expect(try await project.run("pipeline", "--from", "commands.txt").status == 1)
        #expect(server.journal.entries.allSatisfy { !["GET", "SET"].contains($0.command) })
        let empty = try await project.run("pipeline", "--json")
        #expect(empty.status == 0)
        #expect(empty.output.contains(#""results":[],"totals":{"commands":0,"refused":0}}"#))
    }

    @Test func `what is lost on the way may have been done`() async throws {
        server.faults.inject(.executeAndDisconnect, into: .command("INCR"))
        let run = try await ToolProject(server).run("pipeline", "INCR n", "--json")
        #expect(run.status == 3)
        #expect(run.output.contains(#""outcome":"partial""#))
    }
}
