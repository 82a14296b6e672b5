// What is read of files and flags: moments, entries, settings of a session.

import KVClient
import KVToolSupport
import Testing

@testable import KVToolCommands

@Suite struct ReadingTests {
    @Test(
        arguments: [
            ("2026-11-26T08:00:00Z", 1_795_680_000_000), ("2026-11-26", 1_795_651_200_000),
            ("2026-11-26T09:00:00+01:00", 1_795_680_000_000), ("1795680000000", 1_795_680_000_000), ("0", 0),
            ("-1", nil), ("tomorrow", nil), ("2026-13-01", nil), ("", nil),
        ] as [(String, Int64?)])
    func `moments are dates or milliseconds`(text: String, milliseconds: Int64?) {
        #expect(Moment.value(of: text) == milliseconds)
    }

    @Test func `moments are written as dates where they are any`() {
        #expect(Moment.text(1_795_680_000_000) == "2026-11-26T08:00:00Z")
        #expect(Moment.text(-1) == "-1")
        #expect(Moment.text(.max) == "9223372036854775807")
    }

    @Test func `entries may name themselves by numbers or text`() throws {
        let bytes = Array(#"{"id":7,"timestamp":12.5,"status":"open","more":[1]}"#.utf8)
        let entry = try JSONEntry(bytes, JSONEntry.Names())
        #expect(entry.id == "7" && entry.timestamp == 12 && entry.status == "open" && entry.bytes == bytes)
        let other = try JSONEntry(
            Array(#"{"k":"a","t":"2026-11-26"}"#.utf8), JSONEntry.Names(id: "k", timestamp: "t"))
        #expect(other.id == "a" && other.timestamp == 1_795_651_200_000 && other.status == nil)
    }

    @Test(arguments: [
        "[]", "{", "{}", #"{"id":"a"}"#, #"{"id":[],"timestamp":1}"#, #"{"id":"a","timestamp":1e300}"#,
    ])
    func `what is no entry is refused`(text: String) {
        #expect(throws: (any Error).self) { try JSONEntry(Array(text.utf8), JSONEntry.Names()) }
    }

    @Test func `a command is read as it is typed`() {
        #expect(
            KVRequest(typed: #"SET "a b" 'c d' \x41"#)?.words.map { String(decoding: $0, as: UTF8.self) }
                == ["SET", "a b", "c d", #"\x41"#])
        #expect(KVRequest(typed: #"SET "\x00\n""#)?.words.last == [0, 10])
        #expect(KVRequest(typed: "GET 'a") == nil)
        #expect(KVRequest(typed: "  ") == nil)
    }
}
