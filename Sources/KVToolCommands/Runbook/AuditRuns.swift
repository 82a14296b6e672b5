// The last runs of flush-migration-cache, as its audit file has them.

import Foundation
import KVProcessSupport

/// The last dry run and the last live one.
struct AuditRuns: Sendable {
    /// What an audit line says of a run.
    struct Run: Sendable, Decodable {
        var runId: String
        var time: String
        var user: String
        var host: String
        var target: String
        var mode: String
        var outcome: String
        var exit: Int
        var patterns: [Pattern]
        var deleted: Int
        var inDoubt: Int

        struct Pattern: Sendable, Decodable {
            var matched: Int
            var preserved: Int
        }

        /// How many keys a dry run would have deleted.
        var candidates: Int { patterns.reduce(0) { $0 + $1.matched - $1.preserved } }
    }

    static let usualFile = "flush-audit.jsonl"

    var dry: Run?
    var live: Run?

    /// - Parameter file: the audit file; the usual one, which need not be there, when nil.
    /// - Throws: that it cannot be read.
    init(_ file: String?) throws(ToolError) {
        let isThere = file != nil || FileManager.default.fileExists(atPath: AuditRuns.usualFile)
        self.init(lines: isThere ? try InputFile.lines(file ?? AuditRuns.usualFile) : [])
    }

    /// Lines for keys, and what is no line of ours, are passed over.
    init(lines: [String]) {
        for line in lines {
            guard let run = try? JSONDecoder().decode(Run.self, from: Data(line.utf8)) else { continue }
            if run.mode == "live" { live = run } else { dry = run }
        }
    }
}
