// The results of a run in the XML that JUnit began and every CI system reads: a suite for each file, a test for each
// case. Differences that are meant, and cases that cannot be run, are skipped tests, with their reason.

/// A run as JUnit's XML.
package enum JUnitReport {
    package static func text(_ result: RunResult) -> String {
        let sums = result.sums
        let name = "\(result.candidate) against \(result.reference)"
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
        lines.append("<testsuites" + attributes([("name", name)] + counts(sums)) + ">")
        for file in result.files {
            lines.append(
                "  <testsuite" + attributes([("name", file.name)] + counts(RunSums(file.cases))) + ">")
            lines += file.cases.flatMap(test)
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    private static func counts(_ sums: RunSums) -> [(String, String)] {
        [
            ("tests", "\(sums.cases)"), ("failures", "\(sums.differing)"), ("errors", "0"),
            ("skipped", "\(sums.listed + sums.notRun)"), ("time", "0"),
        ]
    }

    private static func test(_ result: CaseResult) -> [String] {
        // CI systems take what is before the last dot for a package.
        let place = result.file.replacing("/", with: ".")
        let start =
            "    <testcase"
            + attributes([("classname", place), ("name", result.script.title), ("time", "0")])
        if result.isFailure { return [start + ">", failure(result), "    </testcase>"] }
        guard let reason = result.verdict.heading ?? result.verdict.remark else { return [start + "/>"] }
        return [start + ">", "      <skipped" + attributes([("message", reason)]) + "/>", "    </testcase>"]
    }

    private static func failure(_ result: CaseResult) -> String {
        let first = result.differences.first.map { "\(place(result, $0)): \($0.source)" }
        let message = result.verdict.remark ?? first ?? ""
        let tag = "      <failure" + attributes([("message", message), ("type", result.verdict.word)])
        let lines = result.differences.flatMap { difference in
            ["\(place(result, difference)): \(difference.source)"]
                + difference.reference.map { "- \($0)" } + difference.candidate.map { "+ \($0)" }
        }
        return tag + ">" + lines.map(MarkupText.escaped).joined(separator: "\n") + "</failure>"
    }

    private static func place(_ result: CaseResult, _ difference: Difference) -> String {
        "\(result.file).case:\(difference.line)"
    }

    private static func attributes(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { " \($0.name)=\"\(MarkupText.escaped($0.value))\"" }.joined()
    }
}
