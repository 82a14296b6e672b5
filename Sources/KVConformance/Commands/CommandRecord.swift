// What a server tells of one of its commands, as lines of text: short, sorted as the server sorts them, and with none
// of the server's prose, which is its authors'. Two servers are compared line by line, and a line that changes is a
// line in the diff of a recording.

/// A command or subcommand.
package struct CommandRecord: Equatable, Sendable {
    /// As COMMAND gives it: `get`, `client|kill`.
    package let name: String
    package var facts: [CommandFact] = []

    package init(name: String, facts: [CommandFact] = []) {
        self.name = name
        self.facts = facts
    }

    /// The container of a subcommand: `client`.
    package var container: String? {
        name.firstIndex(of: "|").map { String(name[..<$0]) }
    }

    /// The name without the container's: `kill`.
    package var ownName: String {
        name.firstIndex(of: "|").map { String(name[name.index(after: $0)...]) } ?? name
    }

    package var group: String { facts.first { $0.field == "group" }?.value ?? "unknown" }

    /// Everything under one name, a line each.
    func lines(_ field: String) -> [String] { facts.filter { $0.field == field }.map(\.line) }
}

/// One line of a record: `arity -2`.
package struct CommandFact: Equatable, Sendable {
    let field: String
    let value: String
    /// How deep an argument is in others.
    var depth = 0

    /// The line, indented by its depth.
    var line: String { String(repeating: "  ", count: depth) + (value.isEmpty ? field : "\(field) \(value)") }
}

extension CommandFact {
    /// Reads a line.
    init(line: Substring) {
        let text = line.drop { $0 == " " }
        let words = text.split(separator: " ", maxSplits: 1)
        field = words.first.map(String.init) ?? ""
        value = words.count > 1 ? String(words[1]) : ""
        depth = (line.count - text.count) / 2
    }
}
