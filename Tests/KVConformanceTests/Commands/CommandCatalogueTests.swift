// How answers become records, and records text: nothing that is compared may be lost, and no sentence may stay.

import RESP
import Testing

@testable import KVConformance

@Suite struct CommandCatalogueTests {
    /// A reply as it comes over the wire; spaces stand for line ends.
    private func reply(_ words: String) throws -> WireReply {
        let bytes = Array(words.split(separator: " ").joined(separator: "\r\n").utf8) + Array("\r\n".utf8)
        var reader = WireReader(bytes)
        return try #require(try reader.reply())
    }

    private func lines(_ facts: [CommandFact]) -> [String] { facts.map(\.line) }

    @Test(arguments: ["%", "*"])
    func `a header becomes lines, from a map or from an array`(map: String) throws {
        let (six, four, two) = map == "%" ? ("%3", "%2", "%1") : ("*6", "*4", "*2")
        let header = try #require(
            HeaderFacts(
                reply(
                    """
                    *10 $3 get :2 ~2 +readonly +fast :1 :1 :1 ~1 +@read ~0 ~1 \(six) $5 flags ~2 +RO +access \
                    $12 begin_search \(four) $4 type $5 index $4 spec \(two) $5 index :1 $9 find_keys \(four) $4 \
                    type $5 range $4 spec \(six) $7 lastkey :-1 $7 keystep :1 $5 limit :0 ~0
                    """)))
        #expect(header.name == "get")
        #expect(
            lines(header.facts) == [
                "arity 2", "flags readonly fast", "positions 1 1 1", "categories @read",
                "key RO access, index 1, range -1 1 0",
            ])
        #expect(header.subcommands.isEmpty)
    }

    @Test func `what is no header is none`() throws {
        #expect(HeaderFacts(try reply("*2 $3 get :2")) == nil)
        #expect(HeaderFacts(try reply("$-1")) == nil)
    }

    @Test func `of documentation the facts stay, not the sentences`() throws {
        let docs = DocsFacts(
            try reply(
                """
                %6 $7 summary $4 Word $5 since $5 1.0.0 $10 complexity $15 O(1).Else-O(N)! $11 replaced_by $11 \
                by-`!GET-X` $7 history ~2 *2 $5 6.2.0 $3 One *2 $5 6.2.0 $3 Two $9 arguments *1 %4 $4 name $1 a \
                $4 type $5 block $5 flags ~1 +optional $9 arguments *1 %3 $4 name $1 b $4 type $6 string $5 token \
                $1 B
                """))
        #expect(
            lines(docs.facts) == [
                "since 1.0.0", "complexity O(1) O(N)", "replaced_by GET-X", "history 6.2.0 6.2.0",
                "argument a, block, optional", "  argument b, string, token B",
            ])
    }

    @Test(arguments: [
        ("O(1) each, so O(N), that is O(N)", ["O(1)", "O(N)"]),
        ("O(log N) and O(M log(M))", ["O(M*log(M))", "O(log(N))"]),
        ("O(L + (N-K)log(N)) at worst", ["O(L+(N-K)*log(N))"]), ("Depends (on what?)", []), ("O(", ["O()"]),
    ])
    func `a complexity is its terms, spelled one way`(text: String, terms: [String]) {
        #expect(DocsFacts.terms(of: text) == terms)
    }

    @Test func `text says all that a catalogue does, sorted by name`() {
        let argument = CommandFact(field: "argument", value: "a, block")
        let inner = CommandFact(field: "argument", value: "b, string, token \"\"", depth: 1)
        let catalogue = CommandCatalogue(
            records: [
                CommandRecord(
                    name: "b|c", facts: [CommandFact(field: "arity", value: "2"), argument, inner]),
                CommandRecord(name: "a"),
            ], shapes: ["docs %", "docs.history ~"])
        let text = catalogue.text(server: "redis-server 7.0.15", date: "2026-01-31")
        let read = CommandCatalogue(text: text)
        #expect(read.records == catalogue.records.reversed())
        #expect(read.shapes == catalogue.shapes)
        #expect(read.saysTheSame(as: catalogue))
        #expect(text.hasPrefix("# Recorded by kv-conformance from redis-server 7.0.15 on 2026-01-31; "))
    }

    @Test func `a subcommand knows its container`() {
        let record = CommandRecord(name: "client|no-touch")
        #expect(record.container == "client")
        #expect(record.ownName == "no-touch")
        #expect(CommandRecord(name: "get").container == nil)
        #expect(CommandRecord(name: "get").ownName == "get")
    }

    @Test func `shapes are those of the parts, wherever they are nested`() throws {
        var shapes = ReplyShapes()
        let deep = "%1 $9 arguments *1 %1 $4 name $1 b"
        shapes.add(
            try reply("%1 $3 get %2 $7 history ~1 *2 $1 1 $1 a $9 arguments *1 \(deep)"), at: "COMMAND DOCS")
        #expect(
            shapes.all == [
                "COMMAND DOCS %", "docs %", "docs.history ~", "docs.history[] *", "docs.history[][] $",
                "docs.arguments *", "argument %", "argument.arguments *", "argument.name $",
            ])
    }

    @Test func `RESP2 has no maps, no sets and one null`() throws {
        #expect(try reply("%1 $1 a ~2 _ +b").inRESP2 == reply("*2 $1 a *2 $-1 +b"))
    }
}
