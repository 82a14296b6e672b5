// Asking a server for its commands, over the wire and in all the ways there are: COMMAND and COMMAND DOCS for all of
// them, COMMAND INFO and COMMAND DOCS for each by its name, in both versions of the protocol. What is asked twice has
// to be answered alike.

extension CommandCatalogue {
    /// Reads the commands of a server.
    ///
    /// - Throws: that it cannot be reached or does not know COMMAND.
    package init(of server: any ServerUnderTest) throws(ServerError) {
        let client = try CatalogueClient(server)
        self.init(records: [])
        let headers = try client.ask(["COMMAND"])
        let docs = try client.ask(["COMMAND", "DOCS"])
        for header in headers.elements { try add(header: header, of: server) }
        add(docs: docs)
        var parts = ReplyShapes()
        parts.add(headers, at: "COMMAND")
        parts.add(docs, at: "COMMAND DOCS")
        shapes = parts.all
        contradictions = try client.contradictions(in: self)
    }

    private mutating func add(header: WireReply, of server: any ServerUnderTest) throws(ServerError) {
        guard let read = HeaderFacts(header) else {
            throw ServerError("\(server.name) describes its commands in a way that is not Redis 7's")
        }
        records.append(CommandRecord(name: read.name, facts: read.facts))
        for subcommand in read.subcommands { try add(header: subcommand, of: server) }
    }

    /// Adds a map of documentation to the records there are.
    private mutating func add(docs: WireReply) {
        for (name, reply) in docs.namedElements {
            let read = DocsFacts(reply)
            guard let index = records.firstIndex(where: { $0.name == name }) else {
                records.append(CommandRecord(name: name, facts: read.facts))
                continue
            }
            records[index].facts += read.facts
            if let subcommands = read.subcommands { add(docs: subcommands) }
        }
    }
}

/// Two connections to one server, one in each version of the protocol.
private struct CatalogueClient {
    private let server: any ServerUnderTest
    private let resp2: WireConnection
    private let resp3: WireConnection

    init(_ server: any ServerUnderTest) throws(ServerError) {
        self.server = server
        resp2 = try server.connect()
        resp3 = try server.connect()
        _ = try ask(["HELLO", "3"])
    }

    /// The answer in RESP3.
    func ask(_ words: [String]) throws(ServerError) -> WireReply { try ask(words, resp3) }

    private func ask(_ words: [String], _ connection: WireConnection) throws(ServerError) -> WireReply {
        let reply = connection.call(words.map { Array($0.utf8) })
        guard let reply, !reply.isError else {
            let command = words.prefix(2).joined(separator: " ")
            throw ServerError("\(server.name) does not answer \(command): \(reply?.text ?? "nothing came")")
        }
        return reply
    }

    /// Where the answers to the same question differ.
    func contradictions(in catalogue: CommandCatalogue) throws(ServerError) -> [String] {
        let names = catalogue.records.map(\.name)
        let (headers, docs) = (try ask(["COMMAND"]), try ask(["COMMAND", "DOCS"]))
        let named = (try ask(["COMMAND", "INFO"] + names), try ask(["COMMAND", "DOCS"] + names))
        let list = try ask(["COMMAND", "LIST"]).elements.map(\.text)
        let checks = [
            ("COMMAND in RESP2 is not what it is in RESP3", try ask(["COMMAND"], resp2) == headers.inRESP2),
            (
                "COMMAND DOCS in RESP2 is not what it is in RESP3",
                try ask(["COMMAND", "DOCS"], resp2) == docs.inRESP2
            ),
            ("COMMAND INFO without names is not COMMAND", try ask(["COMMAND", "INFO"]) == headers),
            (
                "COMMAND INFO of every name is not what COMMAND says",
                named.0.elements == headers.elements.flatMap(\.withThoseInside)
            ),
            (
                "COMMAND DOCS of every name is not what COMMAND DOCS says",
                named.1.elements == docs.documentedWithThoseInside
            ),
            (
                "COMMAND COUNT is not the number of commands",
                try ask(["COMMAND", "COUNT"]).text == "\(headers.elements.count)"
            ),
            ("COMMAND LIST does not name what COMMAND describes", list.sorted() == names.sorted()),
        ]
        return checks.filter { !$0.1 }.map(\.0)
    }
}

extension WireReply {
    /// A command's description and those of its subcommands.
    fileprivate var withThoseInside: [WireReply] { [self] + (elements.last?.elements ?? []) }

    /// The names and the documentation in a map of these, those of subcommands behind their container's.
    fileprivate var documentedWithThoseInside: [WireReply] {
        stride(from: 0, to: elements.count - 1, by: 2).flatMap { index in
            let inside = elements[index + 1].namedElements.first { $0.name == "subcommands" }
            return [elements[index], elements[index + 1]] + (inside?.value.elements ?? [])
        }
    }
}
