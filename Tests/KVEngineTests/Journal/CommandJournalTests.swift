// The journal's store: what it keeps of each command, and that it stays within its limits.

import RESP
import Testing

@testable import KVEngine

@Suite struct CommandJournalTests {
    let redis = TestEngine()

    private func journal(capacity: Int = 1000, bytes: Int = JournalLimits.bytes) -> CommandJournal {
        let journal = CommandJournal(capacity: capacity, byteLimit: bytes)
        redis.engine.keepJournal(journal)
        return journal
    }

    private var entries: [JournalEntry] { redis.engine.journalEntries(JournalSelection()) }

    private var texts: [String] {
        entries.map { $0.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") }
    }

    @Test func `each kind of reply is told`() {
        _ = journal()
        for line in [
            "SET a 1", "INCR a", "GET a", "GET b", "LRANGE l 0 -1", "LPUSH a x", "NOSUCH", "GET", "HELLO 3",
            "GET b", "HGETALL h", "SMEMBERS s", "ZADD z 1 m", "ZSCORE z m", "SUBSCRIBE c", "PUBLISH c hi",
        ] {
            redis(line)
        }
        #expect(
            entries.map(\.reply) == [
                .status, .integer, .string, .null, .array, .error, .error, .error, .map, .null, .map, .set,
                .integer, .double, .push, .integer,
            ])
    }

    @Test func `a reply that is not wanted is told all the same`() {
        _ = journal()
        for line in [
            "CLIENT REPLY OFF", "INCR a", "NOSUCH", "HGET a f", "CLIENT REPLY ON", "CLIENT REPLY SKIP",
        ] {
            redis(line)
        }
        redis("GET a")
        redis("GET a")
        #expect(entries.map(\.reply)[1...4] == [.integer, .error, .error, .status])
        #expect(entries.map(\.reply).suffix(2) == [.string, .string])
        #expect(String(decoding: entries[3].error, as: UTF8.self).hasPrefix("WRONGTYPE "))
    }

    @Test(arguments: [1, 2, 7, 100]) func `the ring keeps the latest and counts the others`(capacity: Int) {
        let journal = journal(capacity: capacity)
        for number in 0..<250 {
            redis("GET key:\(number)")
            #expect(entries.count == min(number + 1, capacity))
        }
        #expect(texts == (250 - capacity..<250).map { "GET key:\($0)" })
        #expect(journal.dropped() == 250 - capacity)
        #expect(journal.dropped(since: 249) == 0)
        #expect(entries.map(\.number) == (UInt64(250 - capacity)..<250).map { $0 })
    }

    @Test func `commands cleared are not dropped, and the ring goes on`() {
        let journal = journal(capacity: 3)
        for number in 0..<5 { redis("GET \(number)") }
        journal.removeAll()
        #expect(journal.dropped() == 0 && entries.isEmpty)
        for number in 5..<9 { redis("GET \(number)") }
        #expect(texts == ["GET 6", "GET 7", "GET 8"])
        #expect(journal.dropped() == 1)
    }

    @Test(arguments: [4096, 100_000, 1 << 20]) func `the bytes stay within their limit`(limit: Int) {
        let journal = journal(capacity: 100_000, bytes: limit)
        var random = Random(seed: 5)
        var sent: [String] = []
        for number in 0..<3000 {
            let line = "SET key:\(number) " + String(repeating: "v", count: random.below(limit / 40) + 1)
            redis(line)
            sent.append(line)
        }
        let bytes = entries.reduce(0) { $0 + $1.words.reduce(0) { $0 + $1.count } }
        #expect(bytes <= limit && bytes > limit / 2)
        #expect(texts == sent.suffix(entries.count))
        #expect(journal.dropped() == 3000 - entries.count)
    }

    @Test func `a command that is too long is cut, and says so`() {
        let journal = journal(bytes: 4096)
        redis("RPUSH l short \(String(repeating: "x", count: 2000)) lost lost")
        let entry = entries[0]
        #expect(entry.isCut && entry.wordCount == 6 && entry.words.count == 4)
        #expect(
            entry.words[3].count < journal.commandBytes && entry.words[3].count > journal.commandBytes / 2)
        redis("RPUSH l short")
        #expect(!entries[1].isCut && entries[1].wordCount == entries[1].words.count)
    }

    @Test func `words are kept byte for byte, of any length`() {
        _ = journal()
        let word = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        _ = redis.raw(arguments: [Array("SET".utf8), word, []])
        #expect(entries[0].words == [Array("SET".utf8), word, []])
    }

    @Test func `keys are found, and names with subcommands`() throws {
        _ = journal()
        let table = redis.engine.table
        redis("MSET a 1 b 2")
        redis("object freq a")
        redis("NOSUCH a")
        redis("GET")
        let keys = entries.map { table.keys(of: $0).map { String(decoding: $0, as: UTF8.self) } }
        #expect(keys == [["a", "b"], ["a"], [], []])
        #expect(entries.map { table.nameLength(of: $0.command) } == [1, 2, 1, 1])
        let object = try #require(table.ids(named: "Object"))
        let freq = try #require(table.ids(named: "object FREQ"))
        #expect(freq.count == 1 && object.isSuperset(of: freq) && object.count > 3)
        #expect(table.ids(named: "OBJECT NOSUCH") == nil && table.ids(named: "") == nil)
    }

    @Test func `a request that is left unanswered is there all the same`() {
        _ = journal()
        for line in ["GET a", "CLIENT ID", "CLIENT NOSUCH", "NOSUCH"] {
            let (arguments, bytes) = (ArgumentList(), Array(line.utf8))
            bytes.withByteView { view in
                #expect(InlineRequest.split(view, into: arguments))
                var batch = redis.engine.batch(for: redis.client, arguments, output: ByteBuffer())
                batch.noteUnanswered(in: view)
                batch.finish()
            }
        }
        #expect(texts == ["GET a", "CLIENT ID", "CLIENT NOSUCH", "NOSUCH"])
        #expect(entries.allSatisfy { $0.reply == .none && $0.nanoseconds == 0 })
        let names = entries.map { $0.command.map(redis.engine.table.fullName) }
        #expect(names == ["get", "client|id", nil, nil])
        #expect(redis.engine.counters.value.commandsProcessed == 0)
    }

    @Test func `a server without a journal notes nothing and asks nothing`() {
        redis("GET a")
        #expect(entries.isEmpty && redis.engine.state.value.followers.isEmpty)
        _ = journal()
        #expect(!redis.engine.state.value.followers.isEmpty)
        redis.engine.keepJournal(nil)
        #expect(redis.engine.state.value.followers.isEmpty)
    }
}
