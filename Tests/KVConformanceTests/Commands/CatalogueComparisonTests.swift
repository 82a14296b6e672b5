// What a comparison finds, and what becomes of it in reports and in the README.

import Testing

@testable import KVConformance

@Suite struct CatalogueComparisonTests {
    private func record(_ name: String, _ lines: String...) -> CommandRecord {
        CommandRecord(name: name, facts: lines.map { CommandFact(line: $0[...]) })
    }

    private func comparison(_ reference: [CommandRecord], _ candidate: [CommandRecord]) -> CatalogueComparison
    {
        CatalogueComparison(
            reference: CommandCatalogue(records: reference), candidate: CommandCatalogue(records: candidate))
    }

    @Test func `a field that differs is a difference`() {
        let found = comparison(
            [record("get", "arity 2", "argument a", "argument b")],
            [record("get", "arity 3", "argument b", "argument a", "since 1.0.0")])
        #expect(
            found.differences == [
                CommandDifference(
                    name: "get", field: "arity", reference: ["arity 2"], candidate: ["arity 3"]),
                CommandDifference(
                    name: "get", field: "argument", reference: ["argument a", "argument b"],
                    candidate: ["argument b", "argument a"]),
                CommandDifference(name: "get", field: "since", reference: [], candidate: ["since 1.0.0"]),
            ])
    }

    @Test func `so is the order of fields`() {
        let found = comparison([record("get", "a 1", "b 2")], [record("get", "b 2", "a 1")])
        #expect(found.differences.map(\.field) == ["order"])
    }

    @Test func `what is missing is no difference, and what is added is one unless it is meant`() {
        let found = comparison(
            [record("set"), record("get")], [record("set"), record("client|setinfo"), record("made-up")])
        #expect(found.missing.map(\.name) == ["get"])
        #expect(found.added == ["client|setinfo", "made-up"])
        #expect(found.differences.map(\.name) == ["made-up"])
    }

    @Test func `replies of other types and contradictions are differences`() {
        var ours = CommandCatalogue(records: [], shapes: ["docs %", "docs.history *"])
        ours.contradictions = ["COMMAND COUNT is wrong"]
        let theirs = CommandCatalogue(records: [], shapes: ["docs %", "docs.history ~"])
        let found = CatalogueComparison(reference: theirs, candidate: ours)
        #expect(
            found.differences.map(\.field) == [
                "a part that Redis does not send: docs.history *", "COMMAND COUNT is wrong",
            ])
    }

    @Test func `a report shows the lines that changed, and what is missing by group`() {
        let found = comparison(
            [record("get", "group string", "argument a", "argument b"), record("xadd", "group stream")],
            [record("get", "group string", "argument a", "argument c")])
        #expect(
            CatalogueReport.lines(found) == [
                "group             commands        here subcommands        here   differing",
                "string                   1           1           0           0           1",
                "stream                   1           0           0           0           0",
                "all                      2           1           0           0           1",
                "get: argument", "  - argument b", "  + argument c", "missing:", "  stream: xadd",
            ])
    }

    @Test func `JSON has the same`() throws {
        let found = comparison([record("get", "arity 2"), record("a|b")], [record("get", "arity 3")])
        let text = try CatalogueJSON(found, reference: "theirs", candidate: "ours").text()
        for part in [#""field" : "arity""#, #""a|b""#, #""candidate" : "ours""#, #""arity 3""#] {
            #expect(text.contains(part))
        }
    }

    @Test func `the table shows what is here and what is not`() {
        let found = comparison(
            [
                record("get", "group string"), record("lcs", "group string"),
                record("client", "group connection"),
                record("client|id", "group connection"), record("client|list", "group connection"),
                record("acl", "group connection"), record("acl|cat", "group connection"),
            ],
            [
                record("get", "group string"), record("client", "group connection"),
                record("client|id", "group connection"), record("client|setinfo", "group connection"),
            ])
        let lines = CompatibilityTable(found).markdown.split(separator: "\n")
        let site = "https://redis.io/commands"
        #expect(lines[0] == "2 of the 4 commands and 1 of the 3 subcommands of Redis 7.0.15.")
        #expect(lines[3] == "| Strings | 1 of 2 | [GET](\(site)/get) | LCS |")
        #expect(
            lines[4] == """
                | Connection | 1 of 2 | [CLIENT](\(site)/client) ([ID](\(site)/client-id), \
                [SETINFO](\(site)/client-setinfo)\\*) | CLIENT LIST, ACL (CAT) |
                """)
    }

    @Test func `a generated block is what stands between its marks`() {
        let block = GeneratedBlock("x")
        let text = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n"
        #expect(block.content(in: text) == "old\n")
        #expect(block.replacing(in: text, with: "new\n") == "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n")
        #expect(GeneratedBlock("y").content(in: text) == nil)
        #expect(GeneratedBlock("y").replacing(in: text, with: "") == nil)
    }
}
