// Tests of when two transcripts are the same.

import Testing

@testable import KVConformance

@Suite struct ComparisonTests {
    /// Whether two replies to one step count as the same.
    private func areEqual(_ one: [String], _ other: [String], mark: String = "") throws -> Bool {
        let file = try CaseParser.parse("== a\n\(mark)PTTL k", name: "a/b")
        let transcripts = [one, other].map {
            Transcript(title: "a", steps: [.init(source: "PTTL k", lines: $0)])
        }
        return Comparison.differences(file.cases[0], reference: transcripts[0], candidate: transcripts[1])
            .isEmpty
    }

    @Test func `replies are compared byte for byte`() throws {
        #expect(try areEqual([":1"], [":1"]))
        #expect(try !areEqual([":1"], [":2"]))
        #expect(try !areEqual([":1"], [":1", ":1"]))
        #expect(try !areEqual(["$-1"], ["*-1"]))
    }

    @Test(arguments: [
        (":100", ":120"), (":120", ":100"), ("  :100", "  :100"), (#""1.5""#, #""2.5""#), (",1.5", ",-3"),
        ("-ERR", "-ERR"),
    ])
    func `numbers may be near each other`(one: String, other: String) throws {
        #expect(try areEqual(["*2", one, ":1"], ["*2", other, ":2"], mark: "approx 20: "))
    }

    @Test(arguments: [
        (":100", ":121"), (":100", ",100.5"), (":1", "  :2"), (#""1""#, ":2"), ("-ERR 1", "-ERR 2"),
        (":1", "$-1"),
    ])
    func `what is not near or not a number is different`(one: String, other: String) throws {
        #expect(try !areEqual([one], [other], mark: "approx 20: "))
        #expect(try !areEqual([":1"], [":1", one], mark: "approx 20: "))
    }

    @Test(arguments: [
        ("TTL k", ":100", ":98", ":97"), ("PTTL k", ":5000", ":3000", ":2999"),
        ("OBJECT IDLETIME k", ":0", ":2", ":3"), ("TIME", ":1", ":99999", "-ERR"),
        ("GET k", ":1", ":1", ":2"),
    ])
    func `where time passes, what tells of time may differ`(
        line: String, reference: String, near: String, far: String
    ) throws {
        let script = try CaseParser.parse("== a\n\(line)", name: "a/b").cases[0]
        let transcripts = [reference, near, far].map {
            Transcript(title: "a", steps: [.init(source: line, lines: [$0])])
        }
        let counts = [1, 2].map { index in
            Comparison.differences(
                script, reference: transcripts[0], candidate: transcripts[index], timePasses: true
            ).count
        }
        #expect(counts == [0, 1])
    }

    @Test func `a script waits as long as its lines together`() throws {
        let text = "== a\n> advance 2s\nPING\n> advance 5ms"
        #expect(PassingTime.wait(of: try CaseParser.parse(text, name: "a/b").cases[0]) == 2005)
    }

    @Test func `a difference names its line and both replies`() throws {
        let file = try CaseParser.parse("== a\nSET k v\nGET k", name: "a/b")
        let transcripts = ["v", "w"].map { value in
            Transcript(
                title: "a",
                steps: [.init(source: "SET k v", lines: ["+OK"]), .init(source: "GET k", lines: [value])])
        }
        let differences = Comparison.differences(
            file.cases[0], reference: transcripts[0], candidate: transcripts[1])
        #expect(differences == [Difference(source: "GET k", line: 3, reference: ["v"], candidate: ["w"])])
    }
}
