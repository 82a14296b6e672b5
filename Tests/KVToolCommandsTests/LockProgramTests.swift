// `kvtool lock`: a command under a lock, like flock.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

/// A command that is left running holds the output open that a test reads to its end: without a limit that would be
/// waited for.
@Suite(.server, .timeLimit(.minutes(10))) struct LockProgramTests {
    private let server = TestServer.current

    @Test func `a command runs while the lock is held`() async throws {
        let project = try ToolProject(server)
        let run = try await project.run(
            "lock", "nightly", "--", "sh", "-c", "echo \"$KV_LOCK_FENCE: $0 $1\"; exit 7", "--json", "x y")
        #expect(run.status == 7, "\(run.errors)")
        #expect(run.output == "1: --json x y\n")
        #expect(server["lock:nightly"] == nil)
        #expect(try await project.run("lock", "nightly", "true").status == 0)
        #expect(try await server.client().send("GET", "lock:nightly:fence").integer == 2)
    }

    @Test func `without scripts and conditions there is no lock, and no run`() async throws {
        server.faults.inject(.error("ERR unknown command 'EVAL'"), into: .command("EVAL"))
        let run = try await ToolProject(server, over: .rest).run("lock", "nightly", "--", "echo", "ran")
        #expect(run.status == 1)
        #expect(run.output.isEmpty && run.errors.contains("a lock over REST needs a server that runs Lua"))
        #expect(server["lock:nightly"] == nil)
    }

    @Test func `a lock that somebody has is waited for, or not`() async throws {
        let client = try await server.client()
        try await client.send("SET", "lock:nightly", "other")
        let project = try ToolProject(server)
        let busy = try await project.run("lock", "--no-wait", "--json", "nightly", "--", "echo", "ran")
        #expect(busy.status == 5)
        #expect(busy.output.contains(#""outcome":"failed","reason":"nightly is locked","lock":"nightly"}"#))
        let code = try await project.run(
            "lock", "--wait=0s", "--conflict-exit-code=9", "nightly", "echo", "ran")
        #expect(code.status == 9)
        #expect(code.output.isEmpty)
        try await client.send("PEXPIRE", "lock:nightly", 300)
        #expect(try await project.run("lock", "nightly", "--", "echo", "ran").output == "ran\n")
    }

    @Test func `a command that cannot be run, and one that is killed`() async throws {
        let project = try ToolProject(server)
        let missing = try await project.run("lock", "nightly", "--", "no-such-command")
        #expect(missing.status == 127)
        #expect(missing.errors.contains("there is no such command in PATH"))
        #expect(try await project.run("lock", "nightly", "--", "/dev/null").status == 126)
        #expect(try await project.run("lock", "nightly", "--", "sh", "-c", "kill -9 $$").status == 137)
        #expect(try await project.run("lock", "nightly").status == 2)
        #expect(server["lock:nightly"] == nil)
    }

    @Test func `a signal reaches the command, and the lock is given back`() async throws {
        let project = try ToolProject(server)
        let script = "trap 'echo got it >&2; exit 3' TERM; echo ready >&2; while :; do sleep 0.01; done"
        let run = try await project.run("lock", "nightly", "--", "sh", "-c", script) { line, process in
            if line == "ready" { kill(process, SIGTERM) }
        }
        #expect(run.status == 3)
        #expect(run.errors.contains("got it"))
        #expect(server["lock:nightly"] == nil)
    }

    @Test func `a lock that is lost ends the command`() async throws {
        let project = try ToolProject(server)
        let server = server
        let script = "trap 'echo told to end >&2; exit 0' TERM; echo ready >&2; while :; do sleep 0.01; done"
        let run = try await project.run("lock", "--ttl=1s", "--json", "nightly", "--", "sh", "-c", script) {
            line, _ in
            if line == "ready" { server.load(["lock:nightly": .string("somebody else's")]) }
        }
        #expect(run.status == 3)
        #expect(run.errors.contains("told to end"))
        #expect(run.output.contains(#""outcome":"partial","#))
        #expect(server["lock:nightly"] == .string("somebody else's"))
    }

    @Test func `two never run at the same time`() async throws {
        let project = try ToolProject(server)
        try project.write("count", "0")
        let script = "n=$(cat count); sleep 0.02; echo $((n + 1)) > count"
        let runs = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<5 {
                group.addTask { try await project.run("lock", "count", "--", "sh", "-c", script).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(runs == [0, 0, 0, 0, 0])
        #expect(try String(contentsOf: project.url.appending(path: "count"), encoding: .utf8) == "5\n")
    }
}
