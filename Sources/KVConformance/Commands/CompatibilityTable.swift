// The README's table of commands: which of Redis's there are here, and which there are not. It is made from the
// recorded table of Redis's commands and from our own answer to COMMAND, and a test fails when the README has
// another, so that no command that is missing stays hidden.

/// The commands of both, in Markdown.
package struct CompatibilityTable {
    private let comparison: CatalogueComparison
    private let ours: Set<String>

    package init(_ comparison: CatalogueComparison) {
        self.comparison = comparison
        ours = comparison.candidate.names
    }

    package var markdown: String {
        let groups = CommandGroup.all(of: comparison.reference.records + comparison.candidate.records)
        return """

            \(summary)

            | family | here | commands | missing |
            |---|---|---|---|
            \(groups.map(row).joined(separator: "\n"))

            Subcommands are in brackets, and the rows do not count them. A star marks what Redis 7.0 does not have.


            """
    }

    private var summary: String {
        let (commands, subcommands) = (comparison.reference.commands, comparison.reference.subcommands)
        return """
            \(present(commands)) of the \(commands.count) commands and \(present(subcommands)) of the \
            \(subcommands.count) subcommands of Redis \(Recording.version).
            """
    }

    private func present(_ records: [CommandRecord]) -> Int { records.count { ours.contains($0.name) } }

    private func row(_ group: CommandGroup) -> String {
        let theirs = comparison.reference.commands.filter { $0.group == group.name }
        let here = comparison.candidate.commands.filter { $0.group == group.name }
        let fields = [
            group.title, "\(present(theirs)) of \(theirs.count)", here.map(entry).joined(separator: ", "),
            theirs.compactMap(missing).joined(separator: ", "),
        ]
        return "| " + fields.joined(separator: " | ") + " |"
    }

    /// A command's link; a container's is followed by those of its subcommands.
    private func entry(_ command: CommandRecord) -> String {
        let subcommands = comparison.candidate.subcommands(of: command).map(link)
        return subcommands.isEmpty
            ? link(command) : "\(link(command)) (\(subcommands.joined(separator: ", ")))"
    }

    private func link(_ record: CommandRecord) -> String {
        let page = record.name.split(separator: "|").joined(separator: "-")
        let star = comparison.added.contains(record.name) ? "\\*" : ""
        return "[\(record.ownName.uppercased())](https://redis.io/commands/\(page))\(star)"
    }

    /// What is not here of a command: all of it, or some of its subcommands.
    private func missing(_ command: CommandRecord) -> String? {
        let absent = comparison.reference.subcommands(of: command).filter { !ours.contains($0.name) }
        let words = absent.map { $0.ownName.uppercased() }
        if ours.contains(command.name) {
            let names = words.map { "\(command.name.uppercased()) \($0)" }
            return names.isEmpty ? nil : names.joined(separator: ", ")
        }
        return command.name.uppercased() + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
    }
}

extension CommandCatalogue {
    fileprivate func subcommands(of command: CommandRecord) -> [CommandRecord] {
        records.filter { $0.container == command.name }
    }
}
