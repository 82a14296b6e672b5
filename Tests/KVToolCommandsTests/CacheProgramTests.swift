// Cached values from a shell: filling, looking, dropping, over sockets and REST.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server(clock: .manual())) struct CacheProgramTests {
    private let server = TestServer.current

    @Test(arguments: Road.allCases) func `a command runs when nothing is cached`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        let script = "echo made; echo x >> runs"
        let first = try await project.run("cache", "fetch", "a", "--json", "--", "sh", "-c", script)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains(#""key":"cache:a","value":"made\n","from":"command""#))
        let second = try await project.run("cache", "fetch", "a", "--", "sh", "-c", script)
        #expect(second.output == "made\n")
        #expect(try project.text("runs") == "x\n")
        let look = try await project.run("cache", "get", "a", "--json")
        #expect(look.output.contains(#""cached":true,"value":"made\n","freshMs":"#))
        #expect(try await project.run("cache", "drop", "a", "b").output == "1 of 2 values dropped\n")
        let gone = try await project.run("cache", "get", "a")
        #expect(gone.status == 5 && gone.errors.contains("nothing is cached"))
    }

    @Test func `a command that fails stores nothing, one without a value is remembered`() async throws {
        let project = try ToolProject(server)
        let failed = try await project.run("cache", "fetch", "a", "--", "sh", "-c", "echo x; exit 3")
        #expect(failed.status == 1 && failed.output.isEmpty)
        #expect(failed.errors.contains("sh ended with exit code 3"))
        #expect(server["cache:a"] == nil)
        for _ in 1...2 {
            let none = try await project.run(
                "cache", "fetch", "b", "--absent-exit-code=4", "--", "sh", "-c", "echo x >> runs; exit 4")
            #expect(none.status == 5 && none.errors.contains("there is no value"))
        }
        #expect(try project.text("runs") == "x\n")
        #expect(try await project.run("cache", "get", "b").errors.contains("cached that there is no value"))
        let missing = try await project.run("cache", "fetch", "c", "--", "no-such-command")
        #expect(missing.status == 1 && missing.errors.contains("no-such-command was not found"))
        #expect(try await project.run("cache", "fetch", "c").status == 2)
    }

    @Test func `many who ask at once run it once`() async throws {
        let project = try ToolProject(server)
        let script = "echo x >> runs; sleep 0.2; echo made"
        let outputs = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await project.run("cache", "fetch", "a", "--", "sh", "-c", script).output
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outputs == Array(repeating: "made\n", count: 6))
        #expect(try project.text("runs") == "x\n")
    }

    @Test func `a store that fails does not fail a fetch`() async throws {
        server.faults.inject(.error(.readOnly))
        let project = try ToolProject(server)
        let run = try await project.run("cache", "fetch", "a", "--", "echo", "made")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "made\n")
    }

    @Test func `a revision that is older is not stored`() async throws {
        let project = try ToolProject(server)
        #expect(try await project.run("cache", "store", "a", "new", "--revision=2").output == "stored\n")
        let old = try await project.run("cache", "store", "a", "old", "--revision=1")
        #expect(old.status == 5 && old.output == "a newer revision is there\n")
        #expect(try await project.run("cache", "get", "a").output == "new\n")
    }

    @Test(arguments: Road.allCases) func `a tag drops its values`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        #expect(try await project.run("tags").output == "there are no tags\n")
        for id in ["a", "b"] {
            let run = try await project.run("cache", "fetch", id, "--tag", "page", "--", "echo", id)
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try await project.run("tags").outputLines == ["TAG   VALUES", "page       2"])
        let keys = try await project.run("tags", "show", "page")
        #expect(keys.outputLines.map { $0.prefix(7) } == ["KEY    ", "cache:a", "cache:b"])
        #expect(try await project.run("tags", "prune", "page").output == "0 entries taken out\n")
        #expect(try await project.run("tags", "drop", "page").output == "2 values dropped\n")
        #expect(server["cache:a"] == nil)
    }

    @Test func `a tag that is dropped softly leaves stale values`() async throws {
        let project = try ToolProject(server)
        let stale = ["--stale-for", "60s", "--tag", "page"]
        _ = try await project.run(["cache", "fetch", "a"] + stale + ["--", "echo", "old"])
        #expect(try await project.run("tags", "drop", "page", "--soft").output == "1 marked stale\n")
        let run = try await project.run(["cache", "fetch", "a", "--json"] + stale + ["--", "echo", "new"])
        #expect(run.output.contains(#""value":"old\n","from":"cache","stale":true"#))
        #expect(try await project.run("cache", "get", "a").output == "new\n")
    }

    @Test(arguments: Road.allCases) func `a list of ids is warmed`(road: Road) async throws {
        let project = try ToolProject(server, over: road)
        try project.write("keys.txt", "1\n# a remark\n2\n\n2\nbad\n")
        let script = #"[ "$0" != bad ] && echo "user $0""#
        let arguments = ["warm", "--from", "keys.txt", "--prefix", "user:", "--", "sh", "-c", script]
        let run = try await project.run(arguments)
        #expect(run.status == 3)
        #expect(run.outputLines == ["2 values there now, 2 of them loaded", "failed: bad"])
        #expect(try await project.run("cache", "get", "2", "--prefix", "user:").output == "user 2\n")
        try project.write("keys.txt", "1\n2\n")
        let again = try await project.run(arguments)
        #expect(again.status == 0)
        #expect(again.output == "2 values there now, 0 of them loaded\n")
        #expect(try await project.run("warm").status == 2)
        let missing = try await project.run("warm", "--from", "nowhere", "--", "true")
        #expect(missing.status == 1 && missing.errors.contains("nowhere cannot be read"))
    }
}
