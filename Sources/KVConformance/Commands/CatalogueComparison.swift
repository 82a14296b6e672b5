// Our commands against Redis's: what differs, what we lack, what we have on top.

/// Two catalogues, compared.
package struct CatalogueComparison: Sendable {
    /// What we have and Redis 7.0 does not, on purpose: newer clients send these unasked.
    package static let additions: Set = ["client|setinfo", "client|no-touch"]

    package let reference: CommandCatalogue
    package let candidate: CommandCatalogue
    /// What differs in the commands that both have, and in ways of replying.
    package let differences: [CommandDifference]

    package init(reference: CommandCatalogue, candidate: CommandCatalogue) {
        self.reference = reference
        self.candidate = candidate
        let theirs = Dictionary(uniqueKeysWithValues: reference.records.map { ($0.name, $0) })
        differences =
            candidate.records.flatMap { ours in
                theirs[ours.name].map { CommandDifference.all(reference: $0, candidate: ours) } ?? []
            }
            + CatalogueComparison.strangeShapes(candidate.shapes.subtracting(reference.shapes))
            + candidate.contradictions.map { CommandDifference(name: "COMMAND", field: $0) }
            + CatalogueComparison.unexplained(candidate.names.subtracting(reference.names))
    }

    /// The commands and subcommands we lack, sorted.
    package var missing: [CommandRecord] {
        let ours = candidate.names
        return reference.records.filter { !ours.contains($0.name) }.sorted { $0.name < $1.name }
    }

    /// What we have on top of Redis.
    package var added: Set<String> { candidate.names.subtracting(reference.names) }

    private static func strangeShapes(_ shapes: Set<String>) -> [CommandDifference] {
        shapes.sorted().map {
            CommandDifference(name: "COMMAND", field: "a part that Redis does not send: \($0)")
        }
    }

    private static func unexplained(_ names: Set<String>) -> [CommandDifference] {
        names.subtracting(additions).sorted().map {
            CommandDifference(name: $0, field: "Redis has no such command")
        }
    }
}

/// Something that is not the same.
package struct CommandDifference: Equatable, Sendable {
    package let name: String
    /// What it is about: `arity`, or a sentence where there are no lines to compare.
    package let field: String
    package var reference: [String] = []
    package var candidate: [String] = []

    /// The differences of a command.
    static func all(reference: CommandRecord, candidate: CommandRecord) -> [CommandDifference] {
        var fields: [String] = []
        for fact in reference.facts + candidate.facts where !fields.contains(fact.field) {
            fields.append(fact.field)
        }
        let found = fields.compactMap { field -> CommandDifference? in
            let (theirs, ours) = (reference.lines(field), candidate.lines(field))
            if theirs == ours { return nil }
            return CommandDifference(name: reference.name, field: field, reference: theirs, candidate: ours)
        }
        guard found.isEmpty, reference != candidate else { return found }
        return [
            CommandDifference(
                name: reference.name, field: "order", reference: reference.facts.map(\.field),
                candidate: candidate.facts.map(\.field))
        ]
    }
}
