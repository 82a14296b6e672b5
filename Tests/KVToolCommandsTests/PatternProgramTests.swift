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
        #expect(
            try await project.run("leaderboard", "percentile", "ada").output
                == "ada is above 100.0% of the others\n")
        let page = try await project.run("leaderboard", "page", "2", "--size=1")
        #expect(page.outputLines.last?.hasPrefix("   2  bob        50  ") == true)
        #expect(try await project.run("leaderboard", "remove", "bob").output == "bob removed\n")
        let absent = try await project.run("leaderboard", "around", "bob")
        #expect(absent.status == 5 && absent.output == "bob is not on the board\n")
        #expect(try await project.run("leaderboard", "set", "ada", "many").status == 2)
    }

    @Test func `boards of weeks, of who came first, and of other boards`() async throws {
        let project = try ToolProject(server)
        for member in ["cyd", "ada", "bob"] {
            _ = try await project.run("leaderboard", "set", member, "7", "--ties=firstCome")
        }
        let first = try await project.run("leaderboard", "--ties=firstCome", "--json")
        let names = first.output.matches(of: /"member":"(...)"/).map { String($0.1) }
        #expect(names == ["cyd", "ada", "bob"])
        let week = try await project.run("leaderboard", "add", "ada", "5", "--week", "--at=2026-11-26")
        #expect(week.output == "ada: 5\n", "\(week.errors)")
        #expect(server["leaderboard:global:week:20780"] == .sortedSet(["ada": 5]))
        #expect(try await project.run("leaderboard", "--at=2026-11-26").status == 2)
        let merged = try await project.run(
            "leaderboard", "merge", "global", "global:week:20780", "--board=all")
        #expect(merged.output == "all has 3 members\n")
        #expect(server["leaderboard:all"] == .sortedSet(["ada": 12, "bob": 7, "cyd": 7]))
        let trimmed = try await project.run("leaderboard", "trim", "1", "--board=all")
        #expect(trimmed.output == "2 members taken off\n")
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

    @Test func `who may wait passes later`() async throws {
        // The server's clock stands still, so that a wait that is too long is known to be so at once.
        let project = try ToolProject(server)
        let words = ["ratelimit", "take", "ada", "--limit=1", "--per=1h", "--algorithm=log"]
        #expect(try await project.run(words + ["--wait=1s"]).status == 0)
        let refused = try await project.run(words + ["--wait=1s"])
        #expect(refused.status == 5 && refused.output.contains("refused, try again in "))
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
        let sale = try await project.run(
            "flags", "on", "sale", "--from=2026-11-27", "--until=2026-11-30T12:00:00Z")
        #expect(sale.output == "sale: on from 2026-11-27T00:00:00Z until 2026-11-30T12:00:00Z\n")
        #expect(try await project.run("flags", "on", "sale", "--from=tomorrow").status == 2)
        try project.write("flags.json", try await project.run("flags", "export").output)
        #expect(try await project.run("flags", "remove", "sale").status == 0)
        #expect(try await project.run("flags", "import", "flags.json").output == "3 flags imported\n")
        #expect(try await project.run("flags", "list").output.contains("sale      on from 2026-11-27"))
        try project.write("flags.json", "[]")
        #expect(try await project.run("flags", "import", "flags.json").status == 1)
        #expect(try await project.run("flags", "off", "checkout").output == "checkout: off\n")
        #expect(
            try await project.run("flags", "remove", "beta", "--json").output.contains(#""removed":true"#))
        #expect(try await project.run("flags", "log").outputLines.count == 7)
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
        let created = try await project.run("session", "create", "7", "--value", "device=phone", "--ttl=1h")
        let id = try #require(created.outputLines.first)
        #expect(created.output.contains("Set-Cookie: session=\(id); Path=/; Max-Age=3600; HttpOnly;"))
        let found = try await project.run("session", "get", id)
        #expect(found.outputLines.first?.hasPrefix("user 7, created ") == true, "\(found.errors)")
        #expect(found.outputLines.last == "device=phone")
        #expect(try await project.run("session", "get", "nobody's").status == 5)
        #expect(try await project.run("session", "create", "7", "--value", "device").status == 2)
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
