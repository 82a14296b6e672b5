// What a command of kvtool is: its name, its flags, and how flags become something to do. One value for each, from which
// parsing, help, completions and the list of commands are made.

import KVToolSupport

/// A command of kvtool.
package struct Subcommand: Sendable {
    /// The word that it is called by.
    package let name: String
    package let interface: CommandLineInterface
    let work: Work

    /// How flags become something to do; whatever is wrong with them is found here, before anything is sent.
    enum Work: Sendable {
        /// Something to do to a store.
        case inStore(@Sendable (FlagValues) throws(UsageError) -> Plan)
        /// Something that takes no store.
        case offline(
            @Sendable (FlagValues) throws(UsageError) -> @Sendable () throws -> CommandReport)
    }

    /// - Parameters:
    ///   - summary: one sentence on what it is for.
    ///   - timeout: how long a run may take when nobody says so, in words.
    init(
        _ name: String, _ summary: String, operands: String? = nil, operandsEndFlags: Bool = false,
        timeout: String = "60", sections: [FlagSection], examples: [UsageExample], notes: [UsageNote] = [],
        plan: @escaping @Sendable (FlagValues) throws(UsageError) -> Plan
    ) {
        self.name = name
        work = .inStore(plan)
        interface = CommandLineInterface(
            program: "kvtool \(name)", version: KVTool.version, summary: summary, operands: operands,
            operandsEndFlags: operandsEndFlags,
            sections: sections + CommonOptions.sections(timeout: timeout, url: StoreChoice.names),
            examples: examples, notes: notes)
    }

    /// A command that takes no store, and of the common flags `--json` only.
    init(
        offline name: String, _ summary: String, sections: [FlagSection], examples: [UsageExample],
        work: @escaping @Sendable (FlagValues) throws(UsageError) -> @Sendable () throws -> CommandReport
    ) {
        self.name = name
        self.work = .offline(work)
        let telling = FlagSection("Telling", [Flag("json", help: "Print one JSON object, also on failure.")])
        interface = CommandLineInterface(
            program: "kvtool \(name)", version: KVTool.version, summary: summary,
            sections: sections + [telling], examples: examples)
    }
}

/// What is to be done to a store.
struct Plan: Sendable {
    /// How much it matters that it is the right store.
    enum Effect: Sendable {
        /// Nothing is changed.
        case reads
        /// What it is called for is changed; on protected hosts the user has to name the host.
        case writes
        /// Much may be changed: a user at a terminal is asked this first.
        case asks(String)

        var isLive: Bool { if case .reads = self { false } else { true } }
    }

    var effect = Effect.reads
    /// How long it may take when nobody says so; nil for as long as it takes.
    var limit: Duration? = .seconds(60)
    let run: @Sendable (Workplace) async throws -> CommandReport
}
