// Lists of the newest from a shell: what waits, and the repair.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVProcessSupport
import TestSupport
import Testing

@Suite(.server(clock: .manual())) struct RecentProgramTests {
    private let server = TestServer.current

    private func fill() {
        for id in 1...60 {
            let status = id > 57 ? "pending" : "done"
            server.load([
                "comment:\(id)": .string(#"{"id":"\#(id)","timestamp":\#(id),"status":"\#(status)"}"#)
            ])
        }
        server.load(["comment:broken": .string("{")])
    }

    @Test func `a list that was lost is made again`() async throws {
        fill()
        let project = try ToolProject(server)
        let run = try await project.run("rebuild")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output
                == "recent:comments: 50 entries, the oldest first; 1 unreadable, 0 missing; 61 keys looked at\n"
        )
        let lines = [
            "[Cache] Empty - rebuilding from KV", "[Cache] Rebuilding from KV keys...",
            "[Cache] Rebuilt with 50 messages from KV",
        ]
        #expect(lines.allSatisfy(run.errors.contains))
        #expect(server["recent:comments"] == .list((11...60).map { "\($0)" }))
        let again = try await project.run("rebuild", "--capacity", "5", "--json")
        #expect(again.output.contains(#""entries":5,"corrupt":0,"missing":0,"scanned":0}"#))
    }

    @Test func `what waits is told as it is now`() async throws {
        fill()
        let project = try ToolProject(server)
        let run = try await project.run("pending")
        #expect(
            run.outputLines == [
                "ID  TIME                  STATUS", "58  1970-01-01T00:00:00Z  pending",
                "59  1970-01-01T00:00:00Z  pending", "60  1970-01-01T00:00:00Z  pending",
            ], "\(run.errors)")
        #expect(run.errors.contains("[POLL] Fetching pending messages...\n"))
        #expect(run.errors.contains("[Queue] Cache empty - rebuilding from KV\n"))
        #expect(run.errors.contains("[WORKER] Found 3 pending messages: [58, 59, 60]\n"))
        server.load(["comment:59": .string(#"{"id":"59","timestamp":59,"status":"done"}"#)])
        let json = try await project.run("pending", "--json", "--quiet")
        #expect(json.output.contains(#""count":2,"entries":[{"id":"58","timestamp":58,"status":"pending"}"#))
        #expect(!json.errors.contains("[POLL]"))
        #expect(try await project.run("pending", "--status", "lost").output == "nothing waits\n")
    }

    @Test func `entries of other programs have other members`() async throws {
        server.load([
            "order:a": .string(#"{"number":7,"placed":"2026-11-26T08:00:00Z","state":"open"}"#)
        ])
        let run = try await ToolProject(server).run(
            "pending", "--list=orders", "--prefix=order:", "--id-field=number", "--time-field=placed",
            "--status-field=state", "--status=open")
        #expect(run.outputLines.last == "7   2026-11-26T08:00:00Z  open", "\(run.errors)")
    }

    @Test func `another process may be at it`() async throws {
        fill()
        server.load(["lock:rebuild:recent:comments": .string("another's")])
        let run = try await ToolProject(server).run("rebuild", "--json")
        #expect(run.status == 5)
        #expect(run.output.contains(#""reason":"another process is rebuilding recent:comments""#))
    }

    @Test func `over REST without scripts there is no repair, and reading goes on`() async throws {
        fill()
        server.faults.inject(.error("ERR unknown command 'EVAL'"), into: .command("EVAL"))
        let project = try ToolProject(server, over: .rest)
        let run = try await project.run("rebuild")
        #expect(run.status == 1)
        #expect(run.errors.contains("a lock over REST needs a server that runs Lua scripts"))
        #expect(server["lock:rebuild:recent:comments"] == nil)
        server.load(["recent:comments": .list(["59", "60"])])
        #expect(try await project.run("pending").outputLines.count == 3)
    }
}
