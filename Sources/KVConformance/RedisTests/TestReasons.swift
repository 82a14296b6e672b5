// Why tests of Redis's own suite fail on our server. The file names every one of them, so that a test which fails for
// another reason is seen at once, and a reason that is gone does not stay.

/// The tests that are known to fail, unit by unit, each with its reason.
package struct TestReasons: Equatable, Sendable {
    /// The file's name in `conformance`.
    package static let fileName = "redis-tests.reasons"
    /// In place of a test: all tests of the unit that are not named may fail.
    private static let anyTest = "*"

    /// Sentences by the words that stand for them.
    private var sentences: [String: String] = [:]
    /// For each unit the words by the tests.
    private var units: [String: [String: String]] = [:]

    /// Reads lines of three kinds: `reason WORD: sentence`, `unit NAME`, and `WORD: test` of the unit before. Those that
    /// start with `#` are comments.
    ///
    /// - Throws: a line that is none of them, or the word of a reason that is not given or not used.
    package init(_ text: String) throws(ServerError) {
        var unit: String?
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("unit ") {
                unit = String(line.dropFirst("unit ".count))
            } else if line.hasPrefix("reason "),
                let reason = TestReasons.parts(line.dropFirst("reason ".count))
            {
                sentences[reason.word] = reason.text
            } else if let unit, let test = TestReasons.parts(line), sentences[test.word] != nil {
                units[unit, default: [:]][test.text] = test.word
            } else {
                throw ServerError(
                    "\(TestReasons.fileName): no unit, no reason and no test with a reason: \(line)")
            }
        }
        let used = Set(units.values.flatMap(\.values))
        if let unused = sentences.keys.sorted().first(where: { !used.contains($0) }) {
            throw ServerError("\(TestReasons.fileName): no test fails for the reason \(unused)")
        }
    }

    private static func parts(_ line: Substring) -> (word: String, text: String)? {
        guard let colon = line.firstRange(of: ": ") else { return nil }
        return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }

    /// The units that have such tests, sorted.
    package var unitNames: [String] { units.keys.sorted() }

    /// Why a test of a unit fails, in a sentence; nil when it should not.
    package func reason(for test: String, in unit: String) -> String? {
        let tests = units[unit] ?? [:]
        return (tests[test] ?? tests[TestReasons.anyTest]).flatMap { sentences[$0] }
    }

    /// What is not as the file has it in what a unit has printed, a sentence for each test.
    package func complaints(about output: UnitOutput, of unit: String) -> [String] {
        let failed = Set(output.failed + output.hung)
        let passed = Set(output.passed)
        let surprises = failed.filter { reason(for: $0, in: unit) == nil }.sorted()
        let listed = (units[unit] ?? [:]).keys.filter { $0 != TestReasons.anyTest && !failed.contains($0) }
        return surprises.map { "fails for no reason that is listed: \($0)" }
            + listed.sorted().map {
                "is listed in \(TestReasons.fileName), and \(passed.contains($0) ? "passes" : "does not run"): \($0)"
            }
    }
}
