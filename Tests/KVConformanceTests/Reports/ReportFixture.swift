// A run with a case of every verdict, and with the characters that reports have to escape.

@testable import KVConformance

enum ReportFixture {
    /// Titles and commands that are hostile to markup.
    static let hostile = "<b> & \"quotes\" 'too' ]]> \u{1}\u{8}\u{FFFE} \u{e9}\u{1F600} </script>"

    static func result() throws -> RunResult {
        var result = RunResult(reference: "redis-server 7.0.15", candidate: "hermetic-kv")
        let difference = Difference(source: "GET k", line: 3, reference: ["\"v\""], candidate: ["\"<w>\""])
        result.cases = [
            try Self.result("lists/lset", "all is well", .identical),
            try Self.result("strings/get", "all is well", .differing([difference])),
            try Self.result("strings/get", "it is meant", .listed("We mean it", [difference])),
            try Self.result("strings/set", "no longer", .gone("We meant it")),
            try Self.result("strings/set", "not yet", .unrecorded),
            try Self.result("strings/set", hostile, .identical),
        ]
        return result
    }

    /// A case of two steps, the second of which may be answered differently.
    static func result(_ file: String, _ title: String, _ verdict: CaseResult.Verdict) throws -> CaseResult {
        let script = try CaseParser.parse("== \(title)\nSET k <v>\nGET k", name: file).cases[0]
        let answers = verdict == .unrecorded ? nil : ["\"v\""]
        var candidate = ["\"v\""]
        if case .differing(let differences) = verdict { candidate = differences[0].candidate }
        if case .listed(_, let differences) = verdict { candidate = differences[0].candidate }
        return CaseResult(
            file: file, script: script, verdict: verdict,
            reference: answers.map { transcript(title, $0) } ?? Transcript(title: title),
            candidate: transcript(title, candidate))
    }

    private static func transcript(_ title: String, _ answer: [String]) -> Transcript {
        Transcript(
            title: title,
            steps: [.init(source: "SET k <v>", lines: ["+OK"]), .init(source: "GET k", lines: answer)])
    }
}
