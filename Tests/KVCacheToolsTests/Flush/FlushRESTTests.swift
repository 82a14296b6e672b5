// flush-migration-cache over REST, which is how a store that wants TLS can be reached. It keeps the same promises there.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 12)) struct FlushRESTTests {
    private let server = TestServer.current
    private let flush: FlushProgram

    init() throws {
        flush = try FlushProgram(url: server.restURL)
        server.load(["mocs:1": "a", "mocs:2": "b", "gallery:1": "c", "sessions:1": "d", "other": "e"])
    }

    @Test func `what matches goes, and what is preserved stays`() async throws {
        for index in 0..<1200 { server.load(["albums:\(index)": "x"]) }
        try await server.client().send("SET", KVString([UInt8]("wishlist:".utf8) + [0xFF, 0, 10]), "binary")
        let run = try await flush(["--json"], ["KV_REST_API_TOKEN": server.restToken])
        #expect(run.status == 0, "\(run.errors)")
        let report = try FlushProgram.Report(run)
        #expect(report.totals["deleted"] == 1204)
        #expect(server.keys == ["other", "sessions:1"])
        for entry in server.journal.entries where entry.command == "UNLINK" {
            #expect(entry.arguments.count <= 501)
        }
        #expect(!run.errors.contains(server.restToken))
    }

    @Test func `a dry run deletes nothing`() async throws {
        let before = server.snapshot()
        let run = try await flush(["--dry-run"], ["KV_REST_API_TOKEN": server.restToken])
        #expect(run.status == 0)
        #expect(run.outputLines.contains("[DRY RUN] Would flush 2 keys matching mocs:*"))
        #expect(server.snapshot().changes(since: before) == [])
    }

    @Test func `a token is needed, and has to be the right one`() async throws {
        let missing = try await flush()
        #expect(missing.status == 1)
        #expect(missing.errors.contains("KV_REST_API_TOKEN is not set"))
        let wrong = try await flush([], ["KV_REST_API_TOKEN": "not-it"])
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("WRONGPASS") && !wrong.errors.contains("not-it"))
        #expect(server.keys.count == 5)
    }

    @Test func `a token of another place is warned of`() async throws {
        try flush.folder.write(".env", "KV_REST_API_TOKEN=\(server.restToken)\n")
        let run = try await flush(["--dry-run"])
        #expect(run.status == 0)
        #expect(
            run.errors.contains(
                "REDIS_URL is from the environment, but KV_REST_API_TOKEN is from .env: make sure"))
    }

    @Test func `an answer that is lost is asked for again`() async throws {
        server.faults.inject(.executeAndDisconnect, into: .command("UNLINK"), times: 1)
        let run = try await flush(["--json"], ["KV_REST_API_TOKEN": server.restToken])
        #expect(run.status == 0, "\(run.errors)")
        #expect(server.keys == ["other", "sessions:1"])
        #expect(run.errors.contains("retrying"))
    }
}
