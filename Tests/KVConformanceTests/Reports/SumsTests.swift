// Tests of the sums of a run, and of what is printed on a terminal.

import Testing

@testable import KVConformance

@Suite struct SumsTests {
    @Test func `cases are counted by verdict and by family`() throws {
        let result = try ReportFixture.result()
        let sums = result.sums
        #expect([sums.cases, sums.identical, sums.differing, sums.listed] == [6, 2, 3, 1])
        #expect(result.families.map(\.name) == ["lists", "strings"])
        #expect(result.families.map(\.sums.cases) == [1, 5])
        #expect(result.files.map(\.name) == ["lists/lset", "strings/get", "strings/set"])
        #expect(result.files.map(\.cases.count) == [1, 2, 3])
    }

    @Test func `the table has a row for each family and one for all`() throws {
        let rows = SummaryTable.lines(try ReportFixture.result()).map { $0.split(separator: " ") }
        #expect(
            rows == [
                ["family", "cases", "identical", "differing", "listed"], ["lists", "1", "1", "0", "0"],
                ["strings", "5", "1", "3", "1"], ["all", "6", "2", "3", "1"],
            ])
    }
}

@Suite struct DifferenceTextTests {
    private func failure(_ differences: [Difference]) throws -> CaseResult {
        try ReportFixture.result("strings/get", "a case", .differing(differences))
    }

    private func difference(lines: Int) -> Difference {
        Difference(
            source: "GET k", line: 3, reference: Array(repeating: ":1", count: lines), candidate: [":2"])
    }

    @Test func `a difference names its place and both replies`() throws {
        let text = DifferenceText(isWhole: false, hasColours: false)
        #expect(
            text.lines(of: try failure([difference(lines: 1)])) == [
                "strings/get: a case: differs", "  strings/get.case:3: GET k", "    - :1", "    + :2",
            ])
    }

    @Test func `the reference is red and the candidate green`() throws {
        let text = DifferenceText(isWhole: false, hasColours: true)
        #expect(
            text.lines(of: difference(lines: 1)) == [
                "\u{1B}[31m    - :1\u{1B}[0m", "\u{1B}[32m    + :2\u{1B}[0m",
            ])
    }

    @Test func `what is long is cut and counted, or shown whole`() throws {
        let failure = try failure(Array(repeating: difference(lines: 7), count: 5))
        let short = DifferenceText(isWhole: false, hasColours: false).lines(of: failure)
        #expect(short.count == 1 + 3 * 8 + 1)
        #expect(short[7] == "    - ... (7 lines; --verbose shows all)")
        #expect(short.last == "  ... and 2 more; --verbose shows all")
        let whole = DifferenceText(isWhole: true, hasColours: false).lines(of: failure)
        #expect(whole.count == 1 + 5 * 9)
    }

    @Test func `a case that no longer differs, or is not recorded, says so`() throws {
        let text = DifferenceText(isWhole: false, hasColours: false)
        let gone = try ReportFixture.result("strings/get", "a case", .gone("We meant it"))
        #expect(
            text.lines(of: gone) == [
                "strings/get: a case: listed under 'We meant it', and the same by now: take it off the list"
            ])
        let unrecorded = try ReportFixture.result("strings/get", "a case", .unrecorded)
        #expect(
            text.lines(of: unrecorded) == [
                "strings/get: a case: not recorded as it stands; kv-conformance record does it"
            ])
    }
}
