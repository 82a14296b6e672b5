// What COMMAND and COMMAND INFO tell of a command, ten elements in a fixed order, as lines of a record.

/// Reads the description of one command.
struct HeaderFacts {
    let name: String
    /// The descriptions of its subcommands.
    let subcommands: [WireReply]
    let facts: [CommandFact]

    /// Nil when the reply is no description.
    init?(_ reply: WireReply) {
        let elements = reply.elements
        guard elements.count == 10 else { return nil }
        name = elements[0].text
        subcommands = elements[9].elements
        facts =
            [CommandFact(field: "arity", value: elements[1].text)]
            + HeaderFacts.words("flags", elements[2])
            + [CommandFact(field: "positions", value: elements[3...5].map(\.text).joined(separator: " "))]
            + HeaderFacts.words("categories", elements[6]) + HeaderFacts.words("tips", elements[7])
            + elements[8].elements.map(HeaderFacts.keySpecification)
    }

    /// A line of words; none where there are no words.
    private static func words(_ field: String, _ reply: WireReply) -> [CommandFact] {
        reply.elements.isEmpty ? [] : [CommandFact(field: field, value: reply.words)]
    }

    /// A key specification: what is done, where the search begins, how the keys follow. Of a note there is only that
    /// it is there.
    private static func keySpecification(_ reply: WireReply) -> CommandFact {
        var parts: [String] = []
        for (name, value) in reply.namedElements {
            switch name {
            case "flags": parts.append(value.words)
            case "begin_search", "find_keys": parts.append(search(value))
            default: parts.append(name)
            }
        }
        return CommandFact(field: "key", value: parts.joined(separator: ", "))
    }

    /// A type and its numbers: `index 1`, `range 0 1 0`.
    private static func search(_ reply: WireReply) -> String {
        let parts = reply.namedElements
        let type = parts.first { $0.name == "type" }?.value.text ?? "?"
        let numbers = parts.first { $0.name == "spec" }?.value.namedElements ?? []
        return ([type] + numbers.map(\.value.text)).joined(separator: " ")
    }
}

extension WireReply {
    /// The elements two by two: those of a map, or of an array in its place.
    var namedElements: [(name: String, value: WireReply)] {
        let elements = elements
        return stride(from: 0, to: elements.count - 1, by: 2).map { (elements[$0].text, elements[$0 + 1]) }
    }

    /// The texts of the elements.
    var words: String { elements.map(\.text).joined(separator: " ") }
}
