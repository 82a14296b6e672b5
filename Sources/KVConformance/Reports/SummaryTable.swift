// A table of a run: a row for each family of commands.

/// The sums of a run, as lines of text.
package enum SummaryTable {
    package static func lines(_ result: RunResult) -> [String] {
        let families = Set(result.cases.map(\.family)).sorted()
        let rows = families.map { family in row(family, result.cases.filter { $0.family == family }) }
        let header = ["family", "cases", "identical", "differing", "listed"]
        return ([header] + rows + [row("all", result.cases)]).map(columns)
    }

    private static func row(_ name: String, _ cases: [CaseResult]) -> [String] {
        let listed = cases.count { if case .listed = $0.verdict { true } else { false } }
        let failing = cases.count(where: \.isFailure)
        return [name] + [cases.count, cases.count - listed - failing, failing, listed].map { "\($0)" }
    }

    /// Fields in columns: a name on the left, and what belongs to it on the right.
    static func columns(_ fields: [String]) -> String {
        let name = fields[0] + String(repeating: " ", count: max(1, 18 - fields[0].count))
        return name
            + fields.dropFirst().map { String(repeating: " ", count: max(1, 13 - $0.count)) + $0 }.joined()
    }
}
