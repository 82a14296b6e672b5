import Testing

@testable import KVEngine

@Suite struct ArgumentGrammarTests {
    private func parse(_ text: String) throws(GrammarError) -> [ArgumentTree] {
        try ArgumentGrammar.parse(text)
    }

    @Test func `a name is a string, unless it is key or pattern`() throws {
        #expect(
            try parse("key pattern element") == [
                ArgumentTree(name: "key", kind: .key, keySpec: 0),
                ArgumentTree(name: "pattern", kind: .pattern), ArgumentTree(name: "element", kind: .string),
            ])
    }

    @Test func `a type follows the last colon`() throws {
        #expect(
            try parse("index:integer at:unix-time ip:port:string pattern:string") == [
                ArgumentTree(name: "index", kind: .integer), ArgumentTree(name: "at", kind: .unixTime),
                ArgumentTree(name: "ip:port", kind: .string), ArgumentTree(name: "pattern", kind: .string),
            ])
    }

    @Test func `keys are numbered in order, or as they say`() throws {
        #expect(try parse("source:key destination:key").map(\.keySpec) == [0, 1])
        #expect(try parse("key1:key key2:key#0 key3:key").map(\.keySpec) == [0, 0, 1])
        #expect(try parse("key pattern#1 destination:key#2").map(\.keySpec) == [0, 1, 2])
        #expect(try parse("key_value:(key value)... other:key").last?.keySpec == 1)
    }

    @Test func `a word is said before an argument, or stands alone`() throws {
        #expect(
            try parse("EX seconds:integer [NX] sorting:ALPHA [*]") == [
                ArgumentTree(name: "seconds", kind: .integer, token: "EX"),
                ArgumentTree(name: "nx", kind: .pureToken, token: "NX", isOptional: true),
                ArgumentTree(name: "sorting", kind: .pureToken, token: "ALPHA"),
                ArgumentTree(name: "*", kind: .pureToken, token: "*", isOptional: true),
            ])
    }

    @Test func `two words in a row are two arguments`() throws {
        #expect(try parse("NX GET key").map(\.token) == ["NX", "GET"])
        #expect(try parse("NX GET key").map(\.name) == ["nx", "key"])
    }

    @Test func `dots repeat an argument, in brackets or around them`() throws {
        func flags(_ text: String) throws -> [Bool] {
            let argument = try #require(try parse(text).first)
            return [argument.isOptional, argument.isMultiple, argument.repeatsToken]
        }
        #expect(try flags("member...") == [false, true, false])
        #expect(try flags("[member...]") == [true, true, false])
        #expect(try flags("[member]...") == [true, true, false])
        #expect(try flags("[GET pattern...]") == [true, true, false])
        #expect(try flags("[GET pattern]...") == [true, true, true])
    }

    @Test func `bars make a choice, spaces a block`() throws {
        let nx = ArgumentTree(name: "nx", kind: .pureToken, token: "NX")
        let seconds = ArgumentTree(name: "seconds", kind: .integer, token: "EX")
        #expect(
            try parse("[how:(NX|EX seconds:integer)]") == [
                ArgumentTree(name: "how", kind: .oneOf, isOptional: true, arguments: [nx, seconds])
            ])
        #expect(
            try parse("[SET how:( NX EX seconds:integer )...]") == [
                ArgumentTree(
                    name: "how", kind: .block, token: "SET", isOptional: true, isMultiple: true,
                    arguments: [nx, seconds])
            ])
    }

    @Test func `groups may hold groups`() throws {
        let tree = try parse("range:(count:integer|limits:([MIN low:double] high:double))")
        let block = try #require(tree.first?.arguments.last)
        #expect(block.kind == .block)
        #expect(block.arguments.map(\.name) == ["low", "high"])
        #expect(block.arguments.map(\.isOptional) == [true, false])
    }

    @Test func `a version is when an argument came, or was superseded`() throws {
        let limit = ArgumentTree(
            name: "count", kind: .integer, token: "LIMIT", since: "6.2.0", isOptional: true)
        #expect(try parse("[LIMIT count:integer@6.2.0]") == [limit])
        #expect(try parse("NX@2.6.12 key@3.0.0...").map(\.since) == ["2.6.12", "3.0.0"])
        #expect(try parse("key@3.0.0...").map(\.isMultiple) == [true])
        let choice = try #require(try parse("how:(NX@2.6.12|address@-2.8.12)@7.0.0").first)
        #expect(choice.since == "7.0.0")
        #expect(choice.arguments.map(\.since) == ["2.6.12", nil])
        #expect(choice.arguments.map(\.deprecatedSince) == [nil, "2.8.12"])
    }

    @Test func `nothing is no arguments`() throws {
        #expect(try parse("") == [])
    }

    @Test(arguments: [
        "(NX|XX)", "x:()", "[a b]", "[a", "a]", "x:(a", "x:(a b|c)", "x:(a|)", "x:unknown", "key#", "key#a",
        ":",
        "a......", "EX sorting:ALPHA", "[]", "a)", "|", "x:", "key:#1",
        "a@", "a@1", "a@1.x.0", "a@1.2.3.4", "@1.0.0", "a@-", "[a]@1.0.0", "a@1.0.0@2.0.0",
    ])
    func `what is no grammar is refused`(text: String) {
        #expect(throws: GrammarError.self) { try parse(text) }
    }
}
