// The comparison of commands as text for a terminal: a table, then each difference, then what we lack.

/// Lines about a comparison.
package enum CatalogueReport {
    package static func lines(_ comparison: CatalogueComparison) -> [String] {
        table(comparison) + comparison.differences.flatMap(lines) + lacking(comparison) + added(comparison)
    }

    // MARK: The table

    private static func table(_ comparison: CatalogueComparison) -> [String] {
        let records = comparison.reference.records
        let rows = CommandGroup.all(of: records).map { group in
            row(group.name, records.filter { $0.group == group.name }, comparison)
        }
        let header = ["group", "commands", "here", "subcommands", "here", "differing"]
        return ([header] + rows + [row("all", records, comparison)]).map(line)
    }

    private static func row(
        _ name: String, _ records: [CommandRecord], _ comparison: CatalogueComparison
    ) -> [String] {
        let ours = comparison.candidate.names
        let differing = Set(comparison.differences.map(\.name))
        let (commands, subcommands) = (
            records.filter { $0.container == nil }, records.filter { $0.container != nil }
        )
        let counts = [
            commands.count, commands.count { ours.contains($0.name) },
            subcommands.count, subcommands.count { ours.contains($0.name) },
            records.count { differing.contains($0.name) },
        ]
        return [name] + counts.map { "\($0)" }
    }

    private static func line(_ fields: [String]) -> String {
        let name = fields[0] + String(repeating: " ", count: max(0, 14 - fields[0].count))
        return name
            + fields.dropFirst().map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }.joined()
    }

    // MARK: What is not the same

    /// A heading and the lines that only one of the two has.
    private static func lines(_ difference: CommandDifference) -> [String] {
        let changes = difference.candidate.difference(from: difference.reference)
        return ["\(difference.name): \(difference.field)"] + changes.removals.map { "  - " + element($0) }
            + changes.insertions.map { "  + " + element($0) }
    }

    private static func element(_ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let line, _), .remove(_, let line, _): line
        }
    }

    private static func lacking(_ comparison: CatalogueComparison) -> [String] {
        let missing = comparison.missing
        guard !missing.isEmpty else { return ["nothing is missing"] }
        return ["missing:"]
            + CommandGroup.all(of: missing).map { group in
                let names = missing.filter { $0.group == group.name }.map(\.name)
                return "  \(group.name): \(names.joined(separator: ", "))"
            }
    }

    private static func added(_ comparison: CatalogueComparison) -> [String] {
        let meant = comparison.added.intersection(CatalogueComparison.additions).sorted()
        return meant.isEmpty ? [] : ["added on purpose: \(meant.joined(separator: ", "))"]
    }
}
