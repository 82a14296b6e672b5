// One run of the cases on two servers, as check and compare do it: progress, what differs, the sums, the reports.

import KVConformance
import KVProcessSupport
import KVToolSupport

/// One run of the cases, and its reports.
struct CaseRun {
    private let conformance: ConformanceRun
    private let files: [CaseFile]
    private let candidate: String
    private let reports: ReportFiles
    private let isVerbose: Bool

    init(
        _ values: FlagValues, candidate: any ServerUnderTest, reference: ConformanceRun.Reference
    ) throws {
        let store = CommonFlags.store(values)
        self.candidate = candidate.name
        isVerbose = values.isOn("verbose")
        reports = try ReportFiles(values)
        files = try CommonFlags.files(values, in: store)
        conformance = ConformanceRun(
            store, candidate: candidate, reference: reference, known: try store.knownDifferences())
    }

    /// Runs them all and reports.
    ///
    /// - Returns: 1 when a case differs that is not listed, or a listed one does not.
    func run() throws -> Int32 {
        var result = RunResult(reference: conformance.referenceName, candidate: candidate)
        let progress = Progress(of: files.reduce(0) { $0 + $1.cases.count }, "cases")
        for file in files {
            progress.show(result.cases.count, "\(result.failures.count) failing; \(file.name)")
            result.cases += try conformance.run(file)
        }
        let text = DifferenceText(isWhole: isVerbose, hasColours: Console.hasColours)
        for failure in result.failures { text.lines(of: failure).forEach(Console.say) }
        Console.say("\(result.candidate) against \(result.reference)")
        SummaryTable.lines(result).forEach(Console.say)
        try reports.write(result)
        return result.failures.isEmpty ? ExitCode.success : ExitCode.failure
    }
}
