// A table of a run: a row for each family of commands.

/// The sums of a run, as lines of text.
package enum SummaryTable {
    package static func lines(_ result: RunResult) -> [String] {
        let header = ["family", "cases", "identical", "differing", "listed"]
        let sums = result.sums
        let table = ([header] + result.families.map(row) + [row("all", sums)]).map { columns($0) }
        if sums.notRun == 0 { return table }
        return table + ["\(sums.notRun) cases were not run: they need a clock that can be moved"]
    }

    private static func row(_ name: String, _ sums: RunSums) -> [String] {
        [name] + [sums.cases, sums.identical, sums.differing, sums.listed].map { "\($0)" }
    }

    /// Fields in columns: a name on the left, and what belongs to it on the right.
    package static func columns(_ fields: [String], first: Int = 18, others: Int = 13) -> String {
        let name = fields[0] + String(repeating: " ", count: max(1, first - fields[0].count))
        let rest = fields.dropFirst().map { String(repeating: " ", count: max(1, others - $0.count)) + $0 }
        return name + rest.joined()
    }
}
