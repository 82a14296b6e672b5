// Who has deleted what, and where: a line of JSON for a file that only grows.

import Foundation
import KVClient
import KVToolSupport

/// The record of a run.
struct AuditRecord {
    private let report: FlushReport
    private let arguments: [String]
    private let timestamp: Int64
    private let exit: ToolExit

    init(_ report: FlushReport, arguments: [String], timestamp: Int64, exit: ToolExit) {
        self.report = report
        self.arguments = arguments
        self.timestamp = timestamp
        self.exit = exit
    }

    var line: String {
        let record = report.record
        let value: JSONValue = [
            "runId": .string(report.runID), "time": .string(AuditRecord.calendar(timestamp)),
            "user": .string(NSUserName()), "host": .string(ProcessInfo.processInfo.hostName),
            "argv": JSONValue(AuditRecord.redacted(arguments)),
            "target": .string("\(report.target.url)"), "mode": .string(report.isDryRun ? "dry-run" : "live"),
            "outcome": .string(record.outcome.rawValue), "reason": JSONValue(record.reason),
            "exit": JSONValue(Int(exit.rawValue)),
            "patterns": .array(record.patterns.map(AuditRecord.value)),
            "scanned": JSONValue(record.scanned), "deleted": JSONValue(record.deleted),
            "inDoubt": JSONValue(record.inDoubt), "keysSha256": .string(digest),
        ]
        return value.text
    }

    /// A line for each key.
    var keyLines: [String] {
        zip(report.record.patterns, report.record.keys).flatMap { tally, keys in
            keys.map { key in
                let value: JSONValue = [
                    "runId": .string(report.runID), "pattern": .string(tally.pattern),
                    "key": .string(key.description),
                ]
                return value.text
            }
        }
    }

    /// Of the keys that were to be deleted, sorted, each with a line end behind it: two runs can be compared.
    private var digest: String {
        var hash = SHA256()
        for key in report.record.keys.joined().sorted() { hash.update(key.bytes + [10]) }
        return hash.finish().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func value(_ tally: PatternTally) -> JSONValue {
        [
            "pattern": .string(tally.pattern), "matched": JSONValue(tally.matched),
            "preserved": JSONValue(tally.preserved), "deleted": JSONValue(tally.deleted),
        ]
    }

    private static func calendar(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }

    /// The command line without what may be a secret: the URL's credentials, and a command's words.
    static func redacted(_ arguments: [String]) -> [String] {
        var hidesNext = false
        return arguments.map { argument in
            if hidesNext {
                hidesNext = false
                return "***"
            }
            for flag in ["--url", "--db-latency-cmd"] {
                if argument == flag { hidesNext = true }
                if argument.hasPrefix(flag + "=") { return flag + "=***" }
            }
            return argument
        }
    }
}
