// The README's list of commands, made from the table so that it cannot be out of date: a test holds the README
// against it and rewrites it when asked to.

extension CommandTable {
    /// The commands in Markdown, a row for each family, with links to Redis's own documentation.
    ///
    /// What Redis 7.0 does not have is marked with a star.
    package var markdown: String {
        let rows = Docs.Group.allCases.compactMap { group in
            let commands = commandIDs.filter { command($0).docs.group == group }
            guard !commands.isEmpty else { return String?.none }
            return "| \(group.title) | \(commands.map(entry).joined(separator: ", ")) |"
        }
        return """
            | family | commands |
            |---|---|
            \(rows.joined(separator: "\n"))

            A star marks what Redis 7.0 does not have.

            """
    }

    /// A command's link; a container's is followed by those of its subcommands.
    private func entry(_ id: CommandID) -> String {
        let subcommands = rows[id].subcommands.map(link)
        return subcommands.isEmpty ? link(id) : "\(link(id)) (\(subcommands.joined(separator: ", ")))"
    }

    private func link(_ id: CommandID) -> String {
        let page = fullName(id).split(separator: "|").joined(separator: "-")
        let star = command(id).docs.isAddition ? "\\*" : ""
        return "[\("\(command(id).name)".uppercased())](https://redis.io/commands/\(page))\(star)"
    }
}

extension Docs {
    /// Whether the command came after Redis 7.0.
    package var isAddition: Bool {
        let version = "\(since)".split(separator: ".").compactMap { Int($0) }
        return [7, 0].lexicographicallyPrecedes(version.prefix(2))
    }
}

extension Docs.Group {
    /// What the README calls the family.
    fileprivate var title: String {
        switch self {
        case .generic: "Keys"
        case .string: "Strings"
        case .list: "Lists"
        case .set: "Sets"
        case .sortedSet: "Sorted sets"
        case .hash: "Hashes"
        case .connection: "Connection"
        case .server: "Server"
        case .pubsub: "Publish and subscribe"
        case .transactions: "Transactions"
        }
    }
}
