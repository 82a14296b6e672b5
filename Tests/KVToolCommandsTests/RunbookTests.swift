// The runbook, its checklist, and the file in docs.

import Foundation
import KVCacheTools
import KVProcessSupport
import KVToolSupport
import TestSupport
import Testing

@testable import KVToolCommands

@Suite struct RunbookTests {
    private static func line(_ mode: String, deleted: Int, exit: Int) -> String {
        """
        {"runId":"r-\(mode)","time":"2026-11-26T08:00:00Z","user":"ada","host":"ops1","argv":[],\
        "target":"redis://redis.staging.example:6379/0","mode":"\(mode)","outcome":"ok","reason":null,\
        "exit":\(exit),"patterns":[{"pattern":"mocs:*","matched":110,"preserved":10,"deleted":\(deleted)}],\
        "scanned":1000,"deleted":\(deleted),"inDoubt":0,"keysSha256":"00"}
        """
    }

    @Test func `the file in docs is the runbook`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/runbook.md")
        #expect(try String(contentsOf: file, encoding: .utf8) == Runbook.text)
    }

    @Test func `without runs nothing is ticked`() {
        let lines = RunbookChecklist(stage: 25, AuditRuns(lines: [])).lines
        #expect(lines.first == "Cache flush before 25% of the traffic")
        #expect(lines.contains("[ ] 6. advance the Route53 weights to 25%, and note who did it"))
        #expect(lines.contains { $0.contains("--max-delete N ") })
        #expect(!lines.contains { $0.hasPrefix("[x]") })
    }

    @Test func `runs fill in their numbers`() {
        let dry = RunbookTests.line("dry-run", deleted: 0, exit: 0)
        let before = RunbookChecklist(stage: 50, AuditRuns(lines: [dry, #"{"runId":"r","key":"mocs:1"}"#]))
            .lines
        #expect(before.contains("[x] 2. dry run: 100 keys would be deleted"))
        #expect(before.contains { $0.contains("--max-delete 111 ") })
        #expect(before.contains("[ ] 1. the store is the right one: redis://redis.staging.example:6379/0"))
        let live = RunbookTests.line("live", deleted: 100, exit: 0)
        let after = RunbookChecklist(stage: 50, AuditRuns(lines: [dry, live])).lines
        #expect(after.contains("[x] 3. flush: 100 keys deleted, ok"))
        #expect(after.contains { $0.contains("2026-11-26T08:00:00Z, ada on ops1, run r-live") })
        #expect(after.contains { $0.hasPrefix("[x] 5. the verdict is PASS") })
        let failed = RunbookTests.line("live", deleted: 100, exit: 5)
        let gate = RunbookChecklist(stage: 50, AuditRuns(lines: [dry, failed])).lines
        #expect(gate.contains { $0.hasPrefix("[ ] 5.") })
        #expect(gate.contains { $0.contains("stay at this stage") })
    }

    @Test func `it takes no store`() async throws {
        let folder = try ProjectFolder()
        let program = BuiltProgram(name: "kvtool")
        let whole = try await program.run(["runbook"], in: folder.url)
        #expect(whole.status == 0 && whole.output == Runbook.text, "\(whole.errors)")
        try folder.write("flush-audit.jsonl", RunbookTests.line("dry-run", deleted: 0, exit: 0) + "\n")
        let stage = try await program.run(["runbook", "--stage", "25", "--json"], in: folder.url)
        #expect(stage.output.contains(#""command":"runbook","target":null,"outcome":"ok","reason":null"#))
        #expect(stage.output.contains(#"{"text":"dry run: 100 keys would be deleted","done":true"#))
        let missing = try await program.run(["runbook", "--stage=1", "--audit=nowhere"], in: folder.url)
        #expect(missing.status == 1 && missing.errors.contains("nowhere cannot be read"))
        #expect(try await program.run(["runbook", "--stage=0"], in: folder.url).status == 2)
    }
}
