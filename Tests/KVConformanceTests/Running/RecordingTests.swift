// Tests of recordings: what is written is what is read, and nothing else is taken for it.

import Testing

@testable import KVConformance

@Suite struct RecordingTests {
    private let transcripts = [
        Transcript(
            title: "the first",
            steps: [
                .init(source: "SET k {x*10}", lines: ["+OK"]),
                .init(source: "LRANGE l 0 -1", lines: ["*2", "  \"a\"", "  *1", "    :1"]),
                .init(source: "> advance 1s", lines: []), .init(source: "@2 > quiet", lines: ["(nothing)"]),
            ]),
        Transcript(title: "the second", steps: [.init(source: "PING", lines: ["+PONG"])]),
    ]

    private var text: String {
        Recording(transcripts: transcripts).text(server: "redis-server 7.0.15", date: "2026-01-31")
    }

    @Test func `what is written is read back`() {
        #expect(Recording(text: text).transcripts == transcripts)
    }

    @Test func `the text is the script with its replies below`() {
        let second = text.split(separator: "\n\n").last
        #expect(
            text.hasPrefix(
                "# Recorded by kv-conformance from redis-server 7.0.15 on 2026-01-31; not to be edited.\n\n"))
        #expect(second == "== the second\nPING\n    +PONG\n" || second == "== the second\nPING\n    +PONG")
    }

    @Test func `a case is found by its title and all its lines`() throws {
        let recording = Recording(text: text)
        let found = try CaseParser.parse("== the second\nPING", name: "a/b").cases[0]
        let changed = try CaseParser.parse("== the second\nPING hello", name: "a/b").cases[0]
        let longer = try CaseParser.parse("== the second\nPING\nPING", name: "a/b").cases[0]
        let other = try CaseParser.parse("== the third\nPING", name: "a/b").cases[0]
        #expect(recording.transcript(of: found) == transcripts[1])
        for script in [changed, longer, other] { #expect(recording.transcript(of: script) == nil) }
    }
}
