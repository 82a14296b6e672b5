// All commands of a server, and how they are written down. `kv-conformance record` writes Redis's into
// `conformance/recorded`; everything that says what Redis has reads it from there.

import Foundation

/// The commands of a server.
package struct CommandCatalogue: Equatable, Sendable {
    /// Commands and subcommands, in the server's order.
    package var records: [CommandRecord]
    /// The RESP3 types that the parts of its replies have, as `docs.history ~`.
    package var shapes: Set<String>
    /// Where the server's answers contradict each other, in sentences.
    package var contradictions: [String] = []

    package init(records: [CommandRecord], shapes: Set<String> = []) {
        self.records = records
        self.shapes = shapes
    }

    package var commands: [CommandRecord] { records.filter { $0.container == nil } }
    package var subcommands: [CommandRecord] { records.filter { $0.container != nil } }
    package var names: Set<String> { Set(records.map(\.name)) }

    // MARK: As text

    private static let shapeMark = "shape "

    /// - Parameter date: the day of the recording, as `2026-01-31`.
    package func text(server: String, date: String) -> String {
        var lines = ["# Recorded by kv-conformance from \(server) on \(date); not to be edited.", ""]
        lines += shapes.sorted().map { CommandCatalogue.shapeMark + $0 }
        for record in records.sorted(by: { $0.name < $1.name }) {
            lines += ["", record.name] + record.facts.map { "  " + $0.line }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package init(text: String) {
        self.init(records: [])
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix(CommandCatalogue.shapeMark) {
                shapes.insert(String(line.dropFirst(CommandCatalogue.shapeMark.count)))
            } else if line.hasPrefix("  ") {
                guard !records.isEmpty else { continue }
                records[records.count - 1].facts.append(CommandFact(line: line.dropFirst(2)))
            } else {
                records.append(CommandRecord(name: String(line)))
            }
        }
    }

    /// Whether two say the same, in whatever order.
    package func saysTheSame(as other: CommandCatalogue) -> Bool {
        text(server: "", date: "") == other.text(server: "", date: "")
    }
}

extension CaseStore {
    /// Where Redis's commands are written down.
    package var catalogueURL: URL { root.appending(path: "recorded/redis-\(Recording.version)/commands.txt") }

    /// Redis's commands as recorded; nil when they are not.
    package func commandCatalogue() -> CommandCatalogue? {
        (try? String(contentsOf: catalogueURL, encoding: .utf8)).map { CommandCatalogue(text: $0) }
    }

    /// The README with the table made from these.
    package var readmeURL: URL { root.deletingLastPathComponent().appending(path: "README.md") }
}
