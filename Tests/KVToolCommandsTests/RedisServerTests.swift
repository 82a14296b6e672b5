// kvtool on a real redis-server, where one is installed: by scripts, and by transactions.

import KVConformance
import KVProcessSupport
import TestSupport
import Testing

@Suite(
    .enabled(
        if: RedisProcess.isInstalled, "redis-server is not in PATH: kvtool was tried on HermeticKV only"))
struct RedisServerTests {
    @Test(arguments: [[], ["--no-eval"]]) func `commands do there what they do here`(_ how: [String])
        async throws
    {
        let server = try RedisProcess()
        try server.prepare()
        let project = try ToolProject(url: "redis://127.0.0.1:\(server.port)")
        func run(_ words: String...) async throws -> BuiltProgram.Run {
            let command =
                ["pipeline", "report"].contains(words[0]) ? words : [words[0]] + how + words.dropFirst()
            return try await project.run(command)
        }
        for id in 1...3 {
            let entry = #"{\"id\":\#(id),\"timestamp\":\#(id),\"status\":\"pending\"}"#
            #expect(try await run("pipeline", "SET comment:\(id) \"\(entry)\"").output == "OK\n")
        }
        #expect(try await run("rebuild", "--capacity=2").output.hasPrefix("recent:comments: 2 entries"))
        #expect(try await run("pending").outputLines.count == 3)
        let fetch = ["cache", "fetch", "a", "--tag", "page", "--", "sh", "-c", "echo x >> runs; echo made"]
        for _ in 1...2 { #expect(try await project.run(fetch).output == "made\n") }
        #expect(try project.text("runs") == "x\n")
        #expect(try await run("tags", "drop", "page").output == "1 value dropped\n")
        for member in ["cyd", "ada"] {
            _ = try await run("leaderboard", "set", member, "7", "--ties=firstCome")
        }
        let rows = try await run("leaderboard", "--ties=firstCome").outputLines
        #expect(rows.dropFirst().first?.contains("cyd") == true)
        for algorithm in ["fixed", "log", "counter", "bucket", "spaced"] {
            let words = ["ratelimit", "take", algorithm, "--limit=1", "--algorithm=\(algorithm)"] + how
            #expect(try await project.run(words).status == 0)
            #expect(try await project.run(words).status == 5)
        }
        let id = try #require(try await run("session", "create", "7").outputLines.first)
        #expect(try await run("session", "get", id).status == 0)
        #expect(try await run("flags", "on", "beta").output == "beta: on\n")
        #expect(try await run("lock", "nightly", "--", "sh", "-c", "exit 7").status == 7)
        #expect(try await run("report", "--json").status == 0)
    }
}
