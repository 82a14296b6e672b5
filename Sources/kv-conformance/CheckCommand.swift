// check and compare: the cases on our server (or any other), against what Redis has answered or answers now.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

enum CheckCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance check", version: "0.1.0",
        summary: "Runs the cases on this package's server and holds them against the recordings.",
        sections: [CaseRunFlags.what, CaseRunFlags.output],
        examples: [UsageExample("--only strings --verbose", "One family, with the replies that differ.")])

    static func run(_ values: FlagValues) throws -> Int32 {
        try CaseRun(values, candidate: OwnServer(), reference: .recordings).run()
    }
}

enum CompareCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance compare", version: "0.1.0",
        summary: "Runs the cases on two servers: this package's, and a redis-server started for the purpose.",
        sections: [
            CaseRunFlags.what,
            ServerFlags.section,
            CaseRunFlags.output,
        ],
        examples: [
            UsageExample("--html report.html", "A page with the replies of both, side by side."),
            UsageExample("--candidate redis://127.0.0.1:6380", "Another server against redis-server."),
        ])

    static func run(_ values: FlagValues) throws -> Int32 {
        let store = CommonFlags.store(values)
        let (reference, candidate) = try ServerFlags.servers(values, in: store)
        return try CaseRun(values, candidate: candidate, reference: .server(reference)).run()
    }
}

/// The flags of both.
enum CaseRunFlags {
    static let what = FlagSection("Which cases", [CommonFlags.only, CommonFlags.root])

    static let output = FlagSection(
        "Output",
        [
            Flag("verbose", help: "Print the replies that differ."),
            Flag("json", "file", help: "Write the results as JSON."),
            Flag("junit", "file", help: "Write the results in JUnit's XML."),
            Flag("html", "file", help: "Write a page with the replies side by side."),
        ])
}

/// One run of the cases, and its reports.
struct CaseRun {
    private let values: FlagValues
    private let conformance: ConformanceRun
    private let files: [CaseFile]
    private let candidate: String

    init(
        _ values: FlagValues, candidate: any ServerUnderTest, reference: ConformanceRun.Reference
    ) throws {
        let store = CommonFlags.store(values)
        self.values = values
        self.candidate = candidate.name
        files = try CommonFlags.files(values, in: store)
        conformance = ConformanceRun(
            store, candidate: candidate, reference: reference, known: try store.knownDifferences())
    }

    /// Runs them all and reports.
    ///
    /// - Returns: 1 when a case differs that is not listed, or a listed one does not.
    func run() throws -> Int32 {
        var result = RunResult(reference: conformance.referenceName, candidate: candidate)
        for (index, file) in files.enumerated() {
            Console.progress("\(index + 1)/\(files.count) \(file.name), \(result.failures.count) failing")
            result.cases += try conformance.run(file)
        }
        Console.clearProgress()
        report(result)
        return result.failures.isEmpty ? ExitCode.success : ExitCode.failure
    }

    private func report(_ result: RunResult) {
        for failure in result.failures { tell(failure) }
        Console.say("\(result.candidate) against \(result.reference)")
        for line in SummaryTable.lines(result) { Console.say(line) }
    }

    private func tell(_ failure: CaseResult) {
        switch failure.verdict {
        case .gone(let heading):
            Console.say(
                "\(failure.name): listed under '\(heading)', and the same by now: take it off the list")
        case .unrecorded:
            Console.say("\(failure.name): not recorded as it stands; kv-conformance record does it")
        default: tellDifferences(failure)
        }
    }

    private func tellDifferences(_ failure: CaseResult) {
        Console.say("\(failure.name): differs")
        for difference in failure.differences.prefix(values.isOn("verbose") ? .max : 3) {
            Console.say("  \(failure.file).case:\(difference.line): \(difference.source)")
            for line in clipped(difference.reference) { Console.say("    - \(line)") }
            for line in clipped(difference.candidate) { Console.say("    + \(line)") }
        }
    }

    private func clipped(_ lines: [String]) -> [String] {
        if values.isOn("verbose") || lines.count <= 6 { return lines }
        return lines.prefix(5) + ["... (\(lines.count) lines; --verbose shows all)"]
    }
}
