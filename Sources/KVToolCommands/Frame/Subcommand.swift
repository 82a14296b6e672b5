// What a command of kvtool is: its name, its flags, and how flags become something to do. One value for each, from which
// parsing, help, completions and the list of commands are made.

import KVToolSupport

/// A command of kvtool.
package struct Subcommand: Sendable {
    /// The word that it is called by.
    package let name: String
    package let interface: CommandLineInterface
    /// Makes a plan of flags; whatever is wrong with them is found here, before anything is sent.
    let plan: @Sendable (FlagValues) throws(UsageError) -> Plan

    /// - Parameters:
    ///   - summary: one sentence on what it is for.
    ///   - timeout: how long a run may take when nobody says so, in words.
    init(
        _ name: String, _ summary: String, operands: String? = nil, operandsEndFlags: Bool = false,
        timeout: String = "60", sections: [FlagSection], examples: [UsageExample], notes: [UsageNote] = [],
        plan: @escaping @Sendable (FlagValues) throws(UsageError) -> Plan
    ) {
        self.name = name
        self.plan = plan
        interface = CommandLineInterface(
            program: "kvtool \(name)", version: KVTool.version, summary: summary, operands: operands,
            operandsEndFlags: operandsEndFlags,
            sections: sections + CommonOptions.sections(timeout: timeout, url: StoreChoice.names),
            examples: examples, notes: notes)
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
