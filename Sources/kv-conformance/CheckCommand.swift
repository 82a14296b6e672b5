// check and compare: the cases on our server (or any other), against what Redis has answered or answers now.

import KVConformance
import KVToolSupport

enum CheckCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance check", version: "0.1.0",
        summary: "Runs the cases on this package's server and holds them against the recordings.",
        sections: [CaseRunFlags.what, CaseRunFlags.output],
        examples: [UsageExample("--only strings --verbose", "One family, with the replies that differ.")])

    static func run(_ values: FlagValues) throws -> Int32 {
        try CaseRun(values, candidate: OwnServer(), reference: .recordings).run()
    }
}

enum CompareCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance compare", version: "0.1.0",
        summary: "Runs the cases on two servers: this package's, and a redis-server started for the purpose.",
        sections: [
            CaseRunFlags.what,
            ServerFlags.section,
            CaseRunFlags.output,
        ],
        examples: [
            UsageExample("--html report.html", "A page with the replies of both, side by side."),
            UsageExample("--candidate redis://127.0.0.1:6380", "Another server against redis-server."),
        ])

    static func run(_ values: FlagValues) throws -> Int32 {
        let store = CommonFlags.store(values)
        let (reference, candidate) = try ServerFlags.servers(values, in: store)
        return try CaseRun(values, candidate: candidate, reference: .server(reference)).run()
    }
}

/// The flags of both.
enum CaseRunFlags {
    static let what = FlagSection("Which cases", [CommonFlags.only, CommonFlags.root])

    static let output = FlagSection(
        "Output", [Flag("verbose", help: "Print the replies that differ, all and whole.")] + ReportFiles.flags
    )
}
