// The comparison of commands as JSON, for programs.

import Foundation

/// What is written to a file.
package struct CatalogueJSON: Encodable {
    private struct Difference: Encodable {
        let command, field: String
        let reference, candidate: [String]
    }

    private let reference, candidate: String
    private let commands, subcommands: [String: Int]
    private let differences: [Difference]
    private let missing, added: [String]

    /// - Parameter reference: what to call the server compared with.
    package init(_ comparison: CatalogueComparison, reference: String, candidate: String) {
        self.reference = reference
        self.candidate = candidate
        let ours = comparison.candidate.names
        func counts(_ records: [CommandRecord]) -> [String: Int] {
            ["reference": records.count, "candidate": records.count { ours.contains($0.name) }]
        }
        commands = counts(comparison.reference.commands)
        subcommands = counts(comparison.reference.subcommands)
        differences = comparison.differences.map {
            Difference(command: $0.name, field: $0.field, reference: $0.reference, candidate: $0.candidate)
        }
        missing = comparison.missing.map(\.name)
        added = comparison.added.sorted()
    }

    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
