// The arguments of every command, as the server under test describes them in COMMAND DOCS: what random commands are
// made from, so that a command that is added is fuzzed without a line here.

/// A command or subcommand, and what it takes.
struct CommandSyntax: Equatable {
    /// The words of its name: `["CONFIG", "GET"]`.
    let words: [String]
    let group: String
    let arguments: [ArgumentSyntax]

    /// The name in small letters: `config|get`.
    var name: String { words.joined(separator: "|").lowercased() }
}

/// One argument, as COMMAND DOCS describes it.
struct ArgumentSyntax: Equatable {
    let name: String
    let type: String
    let token: String?
    let isOptional: Bool
    let isMultiple: Bool
    let repeatsToken: Bool
    let arguments: [ArgumentSyntax]
}

extension CommandSyntax {
    /// Every command that a server describes.
    ///
    /// - Throws: that it describes none.
    static func all(of server: any ServerUnderTest) throws(ServerError) -> [CommandSyntax] {
        guard let docs = try server.connect().call("COMMAND", "DOCS"), !docs.elements.isEmpty else {
            throw ServerError("\(server.name) does not answer COMMAND DOCS")
        }
        return pairs(docs).flatMap { name, docs in all(name, Fields(docs)) }
    }

    private static func all(_ name: String, _ docs: Fields) -> [CommandSyntax] {
        let words = name.uppercased().split(separator: "|").map(String.init)
        let arguments = docs["arguments"]?.elements.map(ArgumentSyntax.init) ?? []
        let own = CommandSyntax(words: words, group: docs["group"]?.text ?? "", arguments: arguments)
        let subcommands = docs["subcommands"].map(pairs) ?? []
        guard subcommands.isEmpty else { return subcommands.flatMap { all($0.0, Fields($0.1)) } }
        return [own]
    }

    private static func pairs(_ reply: WireReply) -> [(String, WireReply)] {
        let elements = reply.elements
        return stride(from: 0, to: elements.count - 1, by: 2).map { (elements[$0].text, elements[$0 + 1]) }
    }

    /// A flat map of the wire.
    fileprivate struct Fields {
        private let pairs: [(String, WireReply)]

        init(_ reply: WireReply) { pairs = CommandSyntax.pairs(reply) }

        subscript(name: String) -> WireReply? { pairs.first { $0.0 == name }?.1 }
    }
}

extension ArgumentSyntax {
    fileprivate init(_ reply: WireReply) {
        let fields = CommandSyntax.Fields(reply)
        let flags = fields["flags"]?.elements.map(\.text) ?? []
        name = fields["name"]?.text ?? ""
        type = fields["type"]?.text ?? "string"
        token = fields["token"]?.text
        isOptional = flags.contains("optional")
        isMultiple = flags.contains("multiple")
        repeatsToken = flags.contains("multiple_token")
        arguments = fields["arguments"]?.elements.map(ArgumentSyntax.init) ?? []
    }
}
