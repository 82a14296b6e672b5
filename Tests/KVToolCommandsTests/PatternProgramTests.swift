// The cache patterns as commands, over sockets by scripts and by transactions, and over REST.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server(clock: .manual())) struct PatternProgramTests {
    private let server = TestServer.current

    @Test(arguments: Road.allCases) func `a leaderboard is a table with bars`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        #expect(try await project.run("leaderboard").output == "the board is empty\n")
        #expect(try await project.run("leaderboard", "set", "ada", "100").output == "ada: 100\n")
        #expect(try await project.run("leaderboard", "add", "bob", "50").output == "bob: 50\n")
        let table = try await project.run("leaderboard")
        #expect(
            table.outputLines == [
                "RANK  MEMBER  SCORE", "   1  ada       100  ████████████████████████",
                "   2  bob        50  ████████████",
            ])
        let around = try await project.run("leaderboard", "around", "bob", "--json")
        #expect(
            around.output.hasSuffix(
                #""board":"global","entries":[{"rank":1,"member":"ada","score":100},"#
                    + #"{"rank":2,"member":"bob","score":50}]}"# + "\n"))
        #expect(try await project.run("leaderboard", "remove", "bob").output == "bob removed\n")
        #expect(try await project.run("leaderboard", "set", "ada", "many").status == 2)
    }

    @Test(arguments: ["fixed", "log", "counter", "bucket", "spaced"], [false, true])
    func `a limit lets through what it should`(algorithm: String, isTransactional: Bool) async throws {
        let project = try ToolProject(server)
        func run(_ action: String) async throws -> BuiltProgram.Run {
            try await project.run(
                ["ratelimit", action, "ada", "--limit=2", "--per=1m", "--algorithm=\(algorithm)"]
                    + (isTransactional ? ["--no-eval"] : []))
        }
        #expect(try await run("take").output.hasPrefix("ada: allowed; 1 of 2 left"))
        #expect(try await run("take").status == 0)
        let refused = try await run("take")
        #expect(refused.status == 5)
        #expect(refused.output.hasPrefix("ada: refused, try again in "))
        #expect(try await run("reset").status == 0)
        #expect(try await run("peek").output.hasPrefix("ada: allowed; 2 of 2 left"))
        if isTransactional { #expect(!server.journal.entries.contains { $0.command.hasPrefix("EVAL") }) }
    }

    @Test(arguments: Road.allCases) func `flags are turned on and off`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        #expect(try await project.run("flags").output == "there are no flags\n")
        #expect(try await project.run("flags", "on", "checkout", "--by", "ada").output == "checkout: on\n")
        #expect(try await project.run("flags", "on", "beta", "--actor", "42").status == 0)
        #expect(try await project.run("flags", "get", "beta", "--actor", "42").status == 0)
        #expect(try await project.run("flags", "get", "beta", "--actor", "7").status == 5)
        #expect(
            try await project.run("flags").outputLines == [
                "FLAG      STATE", "beta      on for users 42", "checkout  on",
            ])
        #expect(try await project.run("flags", "off", "checkout").output == "checkout: off\n")
        #expect(
            try await project.run("flags", "remove", "beta", "--json").output.contains(#""removed":true"#))
        #expect(try await project.run("flags", "log").outputLines.count == 4)
        #expect(
            try await project.run("flags", "lst").errors == "error: flags cannot lst; did you mean list?\n")
    }

    @Test(arguments: Road.allCases) func `sessions are listed in part, and ended`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        let client = try await server.client()
        for id in ["0123456789abcdef", "fedcba9876543210"] {
            let value = #"{"userId":"42","createdAt":1,"lastActivity":2}"#
            try await client.send("SET", "session:\(id)", value, "EX", 600)
            try await client.send("ZADD", "user-sessions:42", 99_999_999_999_999, id)
        }
        let list = try await project.run("session", "list", "42")
        #expect(list.outputLines.count == 3, "\(list.errors)")
        #expect(list.output.contains("01234567...") && !list.output.contains("0123456789"))
        #expect(try await project.run("session", "destroy", "0123456789abcdef").output == "1 session ended\n")
        #expect(try await project.run("session", "destroy-all", "42").output == "1 session ended\n")
        #expect(try await project.run("session", "list", "42").output == "42 has no sessions\n")
    }

    @Test(arguments: Road.allCases) func `histories are dropped, and keys told in part`(
        road: Road
    ) async throws {
        let project = try ToolProject(server, over: road)
        server.load([
            "ayrshare:history:5A9AB0CB-1": .string("[]"), "ayrshare:history:other": .string("[]"),
            "elsewhere": .string("stays"),
        ])
        let one = try await project.run("invalidate", "5A9AB0CB-1")
        #expect(one.output == "1 of 1 profile invalidated\n")
        #expect(
            one.errors.contains("[Cache] Invalidated post history cache for profile: 5A9AB0CB...\n"))
        #expect(!one.errors.contains("5A9AB0CB-1"))
        #expect(try await project.run("invalidate", "--all").output == "1 cached history dropped\n")
        #expect(try await project.run("invalidate").status == 2)
        #expect(try await server.client().send("GET", "elsewhere").text == "stays")
    }

    @Test func `a store that does not do it is told`() async throws {
        server.faults.inject(.error(.readOnly))
        let project = try ToolProject(server)
        let run = try await project.run("invalidate", "5A9AB0CB-1", "--json")
        #expect(run.status == 1)
        #expect(run.output.contains(#""outcome":"failed","reason":"READONLY "#))
        #expect(try await project.run("ratelimit", "take", "ada").status == 1)
    }
}
