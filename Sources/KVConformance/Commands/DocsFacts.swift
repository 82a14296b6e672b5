// What COMMAND DOCS tells of a command, as lines of a record. Sentences are left out: of a complexity its terms stay,
// of a history its versions, of a successor the words of the command that are marked in it.

/// Reads the documentation of one command.
struct DocsFacts {
    /// The documentation of its subcommands.
    private(set) var subcommands: WireReply?
    private(set) var facts: [CommandFact] = []

    init(_ reply: WireReply) {
        for (name, value) in reply.namedElements { add(name, value) }
    }

    private mutating func add(_ name: String, _ value: WireReply) {
        switch name {
        case "summary": break
        case "since", "group", "deprecated_since": add(name, text: value.text)
        case "complexity": add(name, text: DocsFacts.terms(of: value.text).joined(separator: " "))
        case "doc_flags": add(name, text: value.words)
        case "replaced_by": add(name, text: DocsFacts.marked(in: value.text).joined(separator: " "))
        case "history":
            add(name, text: value.elements.compactMap(\.elements.first?.text).joined(separator: " "))
        case "arguments": for argument in value.elements { add(argument, depth: 0) }
        case "subcommands": subcommands = value
        default: add(name, text: "")
        }
    }

    private mutating func add(_ field: String, text: String) {
        facts.append(CommandFact(field: field, value: text))
    }

    /// An argument, and those in it on the lines that follow.
    private mutating func add(_ argument: WireReply, depth: Int) {
        let parts = argument.namedElements
        let said = parts.compactMap(DocsFacts.attribute).joined(separator: ", ")
        facts.append(CommandFact(field: "argument", value: said, depth: depth))
        for inner in parts.first(where: { $0.name == "arguments" })?.value.elements ?? [] {
            add(inner, depth: depth + 1)
        }
    }

    private static func attribute(_ name: String, _ value: WireReply) -> String? {
        switch name {
        case "arguments", "summary": nil
        case "name", "type": value.text
        case "flags": value.elements.map(\.text).joined(separator: ", ")
        default: "\(name) \(value.text.isEmpty ? "\"\"" : value.text)"
        }
    }

    // MARK: Sentences

    /// The different terms of a text, sorted and in one spelling: `O(M*log(N))` for `O(M log N)` and `O(Mlog(N))`.
    static func terms(of text: String) -> [String] {
        var terms: Set<String> = []
        var rest = text[...]
        while let start = rest.firstRange(of: "O(") {
            var open = 0
            let inside = rest[start.lowerBound...].dropFirst().prefix { character in
                open += character == "(" ? 1 : character == ")" ? -1 : 0
                return open > 0
            }
            terms.insert("O\(spelled(inside)))")
            rest = rest[start.upperBound...]
        }
        return terms.sorted()
    }

    /// Without spaces; a logarithm has brackets, and a star before it when something multiplies it.
    private static func spelled(_ term: Substring) -> String {
        term.filter { $0 != " " }
            .replacing(#/(?<factor>[A-Z)])log/#) { "\($0.factor)*log" }
            .replacing(#/log(?<count>[A-Z])/#) { "log(\($0.count))" }
    }

    /// The words between backquotes, without signs that are no part of a command.
    static func marked(in text: String) -> [String] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map {
            parts[$0].filter { $0.isLetter || "- ".contains($0) }
        }
    }
}
