// Tests of how files of cases are read: every mark, every directive, and every mistake with the number of its line.

import Testing

@testable import KVConformance

@Suite struct CaseParserTests {
    private func step(_ line: String) throws -> Step {
        let file = try CaseParser.parse("== a case\n\(line)\n", name: "strings/get")
        return try #require(file.cases.first?.steps.first)
    }

    private func words(_ text: String) -> [Word] {
        text.split(separator: " ").map { .text(Array($0.utf8)) }
    }

    @Test func `a file has cases, and a case has lines`() throws {
        let text = "# About GET.\n\n== the first \n  GET a  \n# why\n@2 GET b\n\n== the second\nPING"
        let file = try CaseParser.parse(text, name: "strings/get")
        #expect(file.name == "strings/get")
        #expect(file.family == "strings")
        #expect(file.cases.map(\.title) == ["the first", "the second"])
        #expect(file.cases[0].steps.map(\.source) == ["GET a", "@2 GET b"])
        #expect(file.cases[0].steps.map(\.line) == [4, 6])
        #expect(file.cases[0].steps.map(\.connection) == [1, 2])
        #expect(file.cases[1].steps.map(\.action) == [.command(words("PING"))])
        #expect(try CaseParser.parse("# nothing\n", name: "a/b").cases.isEmpty)
    }

    @Test(arguments: [
        ("GET k", Step.Mark.exact), ("unordered: GET k", .unordered), ("pairs: GET k", .pairs),
        ("approx 20: GET k", .approximate(20)), ("approx 0.5: GET k", .approximate(0.5)),
        ("shape: GET k", .shape), ("type: GET k", .type), ("any: GET k", .any), ("names: GET k", .names),
        ("fields a,b.c: GET k", .fields(["a", "b.c"])), ("scan: GET k", .scan),
        ("as id: GET k", .keep("id")), ("@3 as id:   GET k", .keep("id")),
    ])
    func `a mark says how a reply is compared`(line: String, mark: Step.Mark) throws {
        let step = try step(line)
        #expect(step.mark == mark)
        #expect(step.action == .command(words("GET k")))
        #expect(step.source == line)
    }

    @Test(arguments: ["SET a:1 v", "GET user: x", "approx -1: GET k", "approx many: GET k", ": GET k"])
    func `what only looks like a mark is a command`(line: String) throws {
        let step = try step(line)
        #expect(step.mark == .exact)
        #expect(step.action == .command(words(line)))
    }

    @Test(arguments: [
        ("> advance 1500ms", Step.Action.advance(milliseconds: 1500)),
        ("> advance 2s", .advance(milliseconds: 2000)), ("> advance 3m", .advance(milliseconds: 180_000)),
        ("> advance 4h", .advance(milliseconds: 14_400_000)),
        ("> advance 5d", .advance(milliseconds: 432_000_000)), ("> advance 0ms", .advance(milliseconds: 0)),
        ("> resp3", .resp3), ("> read", .read), ("> quiet", .quiet), ("> closed", .closed),
        ("> reconnect", .reconnect), ("> end", .end), ("> follow", .follow),
    ])
    func `a directive does what no command does`(line: String, action: Step.Action) throws {
        #expect(try step(line).action == action)
        let elsewhere = try step("@99 " + line)
        #expect(elsewhere.action == action)
        #expect(elsewhere.connection == 99)
    }

    @Test func `commands are sent without waiting, and bytes as they stand`() throws {
        #expect(try step("> send BLPOP q 0").action == .send(words("BLPOP q 0")))
        #expect(try step("> raw \"PING\\r\\n\"").action == .raw([.text(Array("PING\r\n".utf8))]))
    }

    @Test func `what is read later may have a mark`() throws {
        let step = try step("@2 unordered: > read")
        #expect(step.mark == .unordered)
        #expect(step.action == .read)
    }

    @Test(arguments: [
        ("== a\ntype: > quiet", 2, "only '> read' takes a mark"),
        ("GET k", 1, "a command before the first case ('== title')"),
        ("== a\nPING\n\n== a\nPING", 4, "a case needs a title that no other in the file has"),
        ("== a\nPING\n==", 3, "a case needs a title that no other in the file has"),
        ("#\n== a\n\n== b\nPING", 2, "the case 'a' has no line"),
        ("== a\nPING\n== b\n# no command\n", 3, "the case 'b' has no line"),
        ("== a\n@0 PING", 2, "a connection is @1 to @99"),
        ("== a\n@100 PING", 2, "a connection is @1 to @99"),
        ("== a\n@x PING", 2, "a connection is @1 to @99"),
        ("== a\n@2", 2, "no command"),
        ("== a\nunordered:", 2, "no command after the mark"),
        ("== a\nunordered:SMEMBERS s", 2, "no command after the mark"),
        ("== a\nPING\nGET \"k", 3, "a double quote is not closed"),
        ("== a\n> send GET 'k", 2, "a single quote is not closed"),
        ("== a\n> raw", 2, "no command"),
        ("== a\n> send", 2, "no command"),
        ("== a\n> advance soon", 2, "'> advance' takes a time such as 1500ms, 2s, 3m, 4h or 5d"),
        ("== a\n> advance -1s", 2, "'> advance' takes a time such as 1500ms, 2s, 3m, 4h or 5d"),
        (
            "== a\n> advance 9223372036854775807d", 2,
            "'> advance' takes a time such as 1500ms, 2s, 3m, 4h or 5d"
        ),
        ("== a\n> read twice", 2, "there is no directive '> read twice'"),
        ("== a\n> dance", 2, "there is no directive '> dance'"),
    ])
    func `a mistake is told with its line`(text: String, line: Int, reason: String) {
        let expected = CaseError(file: "strings/get", line: line, reason: reason)
        #expect(throws: expected) { try CaseParser.parse(text, name: "strings/get") }
        #expect(expected.description == "strings/get.case:\(line): \(reason)")
    }
}
