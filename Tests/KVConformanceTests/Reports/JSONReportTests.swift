// Tests of the report for programs: what it says is read back with another reader than it was written with.

import Foundation
import Testing

@testable import KVConformance

@Suite struct JSONReportTests {
    /// What a reader of the report expects.
    private struct Report: Decodable {
        let reference: String
        let candidate: String
        let sums: [String: Int]
        let families: [String: [String: Int]]
        let cases: [Entry]

        struct Entry: Decodable {
            let file: String
            let title: String
            let verdict: String
            let heading: String?
            let differences: [Step]
        }

        struct Step: Decodable {
            let line: Int
            let source: String
            let reference: [String]
            let candidate: [String]
        }
    }

    private func report() throws -> Report {
        let text = try JSONReport.text(ReportFixture.result())
        return try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    }

    @Test func `it says what was compared, and the sums`() throws {
        let report = try report()
        #expect(report.reference == "redis-server 7.0.15")
        #expect(report.candidate == "hermetic-kv")
        #expect(report.sums == ["cases": 6, "identical": 2, "differing": 3, "listed": 1, "notRun": 0])
        #expect(
            report.families["strings"] == [
                "cases": 5, "identical": 1, "differing": 3, "listed": 1, "notRun": 0,
            ])
        #expect(report.families.count == 2)
    }

    @Test func `it has every case with its verdict`() throws {
        let cases = try report().cases
        #expect(
            cases.map(\.verdict) == ["identical", "differing", "listed", "gone", "unrecorded", "identical"])
        #expect(cases.map(\.heading) == [nil, nil, "We mean it", "We meant it", nil, nil])
        #expect(cases.map(\.file).last == "strings/set")
        #expect(cases.map(\.title).last == ReportFixture.hostile)
    }

    @Test func `it has both replies of what differs`() throws {
        let cases = try report().cases
        #expect(cases.map(\.differences.count) == [0, 1, 1, 0, 0, 0])
        let step = cases[1].differences[0]
        #expect(step.line == 3)
        #expect(step.source == "GET k")
        #expect(step.reference == ["\"v\""])
        #expect(step.candidate == ["\"<w>\""])
    }

    @Test func `the same results are the same text`() throws {
        #expect(try JSONReport.text(ReportFixture.result()) == JSONReport.text(ReportFixture.result()))
    }
}
