// commands: what our server tells of its commands, against what Redis tells of its own.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

enum CommandsCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance commands", version: "0.1.0",
        summary: "Compares COMMAND, COMMAND INFO and COMMAND DOCS with Redis's, and lists what is missing.",
        sections: [
            FlagSection(
                "Which commands of Redis",
                [
                    Flag(
                        "live", help: "Those of a redis-server started for the purpose, not those recorded."),
                    CommonFlags.root,
                ]),
            FlagSection(
                "Output",
                [
                    Flag("json", "file", help: "Write the result as JSON."),
                    Flag("update-readme", help: "Write the README's table of commands anew."),
                ]),
        ],
        examples: [
            UsageExample("--live", "Against the redis-server in PATH."),
            UsageExample("--update-readme", "After adding a command."),
        ])

    static func run(_ values: FlagValues) throws -> Int32 {
        let store = CommonFlags.store(values)
        let file = values.string("json")
        if let file { try ReportFiles.check(file) }
        let candidate = try OwnServer()
        let reference = try reference(values, store)
        let comparison = CatalogueComparison(
            reference: reference.catalogue, candidate: try CommandCatalogue(of: candidate))
        Console.say("\(candidate.name) against \(reference.name)")
        for line in CatalogueReport.lines(comparison) { Console.say(line) }
        if let file {
            let json = CatalogueJSON(comparison, reference: reference.name, candidate: candidate.name)
            try ReportFiles.write(json.text(), to: file)
        }
        if values.isOn("update-readme") { try updateReadme(comparison, store) }
        return comparison.differences.isEmpty ? ExitCode.success : ExitCode.failure
    }

    private static func reference(
        _ values: FlagValues, _ store: CaseStore
    ) throws -> (name: String, catalogue: CommandCatalogue) {
        if values.isOn("live") {
            let server = try RedisProcess(store: store)
            return (server.name, try CommandCatalogue(of: server))
        }
        guard let catalogue = store.commandCatalogue() else {
            throw ServerError("no commands are recorded; kv-conformance record does it")
        }
        return ("redis-server \(Recording.version), recorded", catalogue)
    }

    private static func updateReadme(_ comparison: CatalogueComparison, _ store: CaseStore) throws {
        let text = try String(contentsOf: store.readmeURL, encoding: .utf8)
        let table = CompatibilityTable(comparison).markdown
        guard let updated = GeneratedBlock("commands").replacing(in: text, with: table) else {
            throw UsageError("\(store.readmeURL.path) has no marks for the table of commands")
        }
        if updated != text { try updated.write(to: store.readmeURL, atomically: true, encoding: .utf8) }
        Console.note(updated == text ? "README.md has the table already" : "README.md has a new table")
    }
}
