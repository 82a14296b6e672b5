// flush-migration-cache as a program, against the test server: what it prints, what it sends, and what it keeps its hands
// off. The journal holds it to its promises.

import Foundation
import HermeticKV
import HermeticKVTesting
import KVClient
import TestSupport
import Testing

@Suite(.server(seed: 11)) struct FlushProgramTests {
    private let server = TestServer.current
    private let flush: FlushProgram

    init() throws {
        flush = try FlushProgram(server)
        server.load([
            "mocs:1": "a", "mocs:2": "b", "mocs:3": "c", "gallery:1": "d", "gallery:2": "e",
            "wishlist:1": "f",
            "wishlist:2": "g", "albums:1": "h", "sessions:1": "i", "session:2": "j", "ratelimit:1": "k",
            "user-profiles:1": "l", "other": "m", "MOCS:1": "n",
        ])
    }

    @Test func `what the documents name is deleted, and nothing else`() async throws {
        let run = try await flush()
        #expect(
            run.outputLines == [
                "Flushed 3 keys matching mocs:*", "Flushed 2 keys matching gallery:*",
                "Flushed 2 keys matching wishlist:*", "Flushed 1 keys matching albums:*",
                "Verified: remaining 0 (0 re-created during flush)",
                "Cache flush complete. Total keys flushed: 8",
            ])
        #expect(
            run.errors.split(separator: "\n").map(String.init) == [
                "target: 127.0.0.1:\(server.port)/0 (REDIS_URL from the environment)", "Connected to Redis",
                "Scanning pattern: mocs:*", "Scanning pattern: gallery:*", "Scanning pattern: wishlist:*",
                "Scanning pattern: albums:*",
            ])
        #expect(run.status == 0)
        #expect(
            server.keys == [
                "MOCS:1", "other", "ratelimit:1", "session:2", "sessions:1", "user-profiles:1",
            ])
    }

    @Test func `a dry run shows it, and deletes nothing`() async throws {
        let before = server.snapshot()
        for (arguments, variables) in [
            (["--dry-run"], [:]), ([], ["DRY_RUN": "TRUE"]), ([], ["DRY_RUN": "1"]),
        ] {
            let run = try await flush(arguments, variables)
            #expect(run.status == 0)
            #expect(run.outputLines.contains("[DRY RUN] Would flush 3 keys matching mocs:*"))
            #expect(run.outputLines.contains("  - mocs:1"))
            #expect(run.outputLines.contains("  ? MOCS:1"))
            #expect(run.outputLines.last == "[DRY RUN] Would flush 8 keys in total. Nothing was deleted.")
        }
        #expect(server.snapshot().changes(since: before) == [])
        for entry in server.journal.entries where !entry.isAboutConnection {
            #expect(["SCAN", "TYPE", "PTTL", "MEMORY USAGE", "DBSIZE", "INFO"].contains(entry.command))
        }
    }

    @Test func `it never writes, never takes all keys at once, and names at most 500 in a command`()
        async throws
    {
        for index in 0..<1700 { server["mocs:\(index)"] = "x" }
        let run = try await flush()
        #expect(run.status == 0)
        let sent = Set(server.journal.entries.filter { !$0.isAboutConnection }.map(\.command))
        #expect(sent.isSubset(of: ["SCAN", "UNLINK", "DBSIZE", "INFO"]), "\(sent)")
        let batches = server.journal.of("UNLINK").entries
        #expect(batches.allSatisfy { $0.keys.count <= 500 && !$0.keys.isEmpty })
        #expect(batches.flatMap(\.keys).allSatisfy { !$0.description.hasPrefix("session") })
    }

    @Test func `what is preserved stays, even where a pattern fits it`() async throws {
        let run = try await flush(["--pattern", "*s:*", "--preserve", "mocs:2"])
        #expect(run.errors.contains("warning: *s:* may fit keys that sessions:* preserves"))
        #expect(run.outputLines.first == "Flushed 3 keys matching *s:* (3 preserved)")
        #expect(
            server.keys == [
                "MOCS:1", "gallery:1", "gallery:2", "mocs:2", "other", "ratelimit:1", "session:2",
                "sessions:1",
                "user-profiles:1", "wishlist:1", "wishlist:2",
            ])
    }

    @Test func `binary keys are deleted, and shown in a line`() async throws {
        server[KVString(Array("mocs:".utf8) + [0xFF, 0, 13, 10])] = "x"
        let run = try await flush(["--list-keys"])
        #expect(run.outputLines.contains(#"  - "mocs:\xff\x00\r\n""#))
        #expect(run.outputLines.contains("Flushed 4 keys matching mocs:*"))
    }

    @Test func `nothing to delete is no failure`() async throws {
        let run = try await flush(["--pattern", "none:*"])
        #expect(run.status == 0)
        #expect(run.outputLines.last == "Cache flush complete. Total keys flushed: 0")
    }

    @Test func `a key that two patterns fit is counted once, for the first`() async throws {
        let run = try await flush(["--pattern", "mocs:1", "--pattern", "mocs:*"])
        #expect(
            run.outputLines.prefix(2) == ["Flushed 1 keys matching mocs:1", "Flushed 2 keys matching mocs:*"])
    }

    @Test func `JSON is one object, whose totals are those of the replies`() async throws {
        let report = try FlushProgram.Report(try await flush(["--json", "--quiet"]))
        #expect(report.status == 0 && report.errors.isEmpty)
        #expect(report.outcome == "ok")
        #expect(report.totals == ["scanned": 14, "matched": 8, "preserved": 0, "deleted": 8, "inDoubt": 0])
        #expect(report.text("mode") == "live")
    }

    @Test func `a dry run counts what a live run deletes, and takes its own lookups off`() async throws {
        let dry = try FlushProgram.Report(try await flush(["--json", "--dry-run"]))
        #expect(dry.number("stats", "ownProbeHits") == 16)
        #expect(dry.number("stats", "ownProbeMisses") == 0)
        let after = try #require(dry.number("stats", "after", "hits"))
        #expect(after - (dry.number("stats", "before", "hits") ?? 0) == 16, "the server counts them like any")
        let live = try FlushProgram.Report(try await flush(["--json"]))
        #expect(live.totals["deleted"] == (dry.totals["matched"] ?? 0) - (dry.totals["preserved"] ?? 0))
    }

    @Test(arguments: [
        ["--dryrun"], ["--pattern", ""], ["--batch-size", "501"], ["--watch", "soon"], ["stray"],
        ["--json", "--metrics", "-"], ["--dry-run", "--watch", "1m"],
    ])
    func `a wrong command line sends nothing`(arguments: [String]) async throws {
        let run = try await flush(arguments)
        #expect(run.status == 2)
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `a slip of the flag is understood, not obeyed`() async throws {
        #expect(
            try await flush(["--dryrun"]).errors == "error: unknown flag --dryrun; did you mean --dry-run?\n")
        #expect(try await flush([], ["DRY_RUN": "maybe"]).status == 2)
    }

    @Test(arguments: [
        ["--pattern", "*"], ["--pattern", "?*"], ["--pattern", "sessions:*"], ["--pattern", "sessions:a*"],
        ["--expect-host", "redis.staging.*"], ["--confirm", "elsewhere"],
    ])
    func `a guard refuses before anything is sent`(arguments: [String]) async throws {
        let run = try await flush(arguments + ["--json"])
        #expect(run.status == 4)
        #expect(try FlushProgram.Report(run).outcome == "refused")
        #expect(server.journal.entries.isEmpty)
    }

    @Test func `a protected host needs its name`() async throws {
        let variables = ["KV_PROTECTED_HOSTS": "10.*, 127.*"]
        #expect(try await flush([], variables).status == 4)
        #expect(server.journal.entries.isEmpty)
        #expect(try await flush(["--dry-run"], variables).status == 0)
        #expect(try await flush(["--confirm", "127.0.0.1"], variables).status == 0)
    }

    @Test func `more keys than allowed are left alone, all of them`() async throws {
        let run = try await flush(["--max-delete", "7"])
        #expect(run.status == 4)
        #expect(server.journal.count(of: "UNLINK") == 0)
        #expect(try await flush(["--max-delete", "8"]).status == 0)
    }

    @Test func `no server is meant when none is named`() async throws {
        let run = try await flush(["--json"], ["REDIS_URL": ""])
        #expect(run.status == 1)
        #expect(run.errors.contains("error: Cache flush failed: REDIS_URL is not set"))
        #expect(try FlushProgram.Report(run).outcome == "failed")
    }

    @Test func `the address may come from a dotenv file, and the way round TLS is told`() async throws {
        try flush.folder.write(".env", "REDIS_URL=rediss://:hidden@cache.example:6380\n")
        let run = try await flush([], ["REDIS_URL": nil])
        #expect(run.status == 1)
        #expect(run.errors.contains("stunnel") && run.errors.contains("cache.example:6380"))
        #expect(!run.errors.contains("hidden"))
        try flush.folder.write(".env.local", "REDIS_URL=\(server.url)\n")
        let second = try await flush([], ["REDIS_URL": nil])
        #expect(second.status == 0 && second.errors.contains("(REDIS_URL from .env.local)"))
    }

    @Test func `metrics and audit are appended, line by line`() async throws {
        _ = try await flush(["--metrics", "metrics.jsonl", "--out", "audit.jsonl", "--html", "report.html"])
        _ = try await flush(["--metrics", "metrics.jsonl", "--out", "audit.jsonl", "--dry-run"])
        let metrics = try flush.folder.lines("metrics.jsonl")
        #expect(metrics.count == 3, "before and after, and the dry run's before")
        #expect(metrics.allSatisfy { $0.hasPrefix(#"{"_aws":{"Timestamp":"#) && !$0.contains("null") })
        let audit = try flush.folder.lines("audit.jsonl")
        #expect(
            audit.count == 2 && audit[0].contains(#""deleted":8"#) && audit[1].contains(#""mode":"dry-run""#))
        #expect(try flush.folder.text("report.html").contains("<h1>Flush of redis://127.0.0.1:"))
    }

    @Test func `help and runbook need no server`() async throws {
        let help = try await flush(["--help"], ["REDIS_URL": nil])
        #expect(help.status == 0 && help.output.contains("--dry-run") && help.output.contains("Examples:"))
        let runbook = try await flush(["--runbook"], ["REDIS_URL": nil])
        #expect(runbook.status == 0 && runbook.output.contains("2 minutes"))
    }
}
