// Blocking commands in the journal: once, when they are over.

import Testing

@testable import KVEngine

@Suite struct JournalOfWaitsTests {
    let redis = TestEngine()
    let other: TestEngine

    init() {
        redis.engine.keepJournal(CommandJournal(capacity: 100))
        other = redis.anotherClient()
    }

    private var entries: [JournalEntry] { redis.engine.journalEntries(JournalSelection()) }

    private var lines: [String] {
        entries.map { entry in
            "\(entry.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")): \(entry.reply)"
        }
    }

    @Test func `a command that waits is there when it is answered, after what answered it`() {
        redis("BLPOP q 0")
        #expect(lines == [])
        other("RPUSH q a")
        #expect(lines == ["RPUSH q a: integer", "BLPOP q 0: array"])
        #expect(entries[1].client == redis.client.id)
    }

    @Test func `a command that gives up is there at its deadline`() {
        redis("BLPOP q 1")
        redis.advance(milliseconds: 1001)
        #expect(lines == ["BLPOP q 1: null"])
    }

    @Test func `a command that is unblocked has its words and its error`() {
        redis("BLPOP q 0")
        other("CLIENT UNBLOCK \(redis.client.id) ERROR")
        #expect(lines.contains("BLPOP q 0: error"))
    }

    @Test func `a command whose client goes is there without an answer`() {
        redis("BLPOP q 0")
        redis.engine.remove(redis.client)
        #expect(lines == ["BLPOP q 0: none"])
    }

    @Test func `a command whose client wants no reply is told with what it would have been`() {
        redis("CLIENT REPLY OFF")
        redis("BLPOP q 0")
        other("RPUSH q a")
        #expect(lines.suffix(2) == ["RPUSH q a: integer", "BLPOP q 0: array"])
    }

    @Test func `restoring serves those who wait`() {
        other("RPUSH q a")
        let copy = redis.engine.copyKeyspace()
        other("DEL q")
        redis("BLPOP q 0")
        redis.engine.replaceKeyspace(with: PreparedKeyspace(copy, for: redis.engine))
        #expect(redis.takeMail() == "*2\r\n$1\r\nq\r\n$1\r\na\r\n")
        #expect(other("EXISTS q") == ":0\r\n")
    }
}
