// The journal as a test sees it: what is in it, its parts, and the text of it.

import HermeticKV
import HermeticKVTesting
import KVClient
import KVSockets
import TestSupport
import Testing

@Suite(.server(seed: 7, clock: .manual())) struct JournalTests {
    let server = TestServer.current

    /// Sends command lines and an ECHO, and waits until all have been answered.
    private func send(_ lines: [String], by client: TestClient) throws {
        try client.send((lines + ["ECHO end"]).joined(separator: "\r\n") + "\r\n")
        _ = try client.readText(through: "$3\r\nend\r\n")
    }

    private func send(_ lines: String...) throws { try send(lines, by: TestClient(server)) }

    @Test func `commands of connections are there, direct calls are not`() throws {
        server.execute("SET", "user:1", "ada")
        try send("get user:1", "SET user:2 \"Ada Lovelace\" EX 60", "SET e \"\"", "client setname app")
        #expect(server.journal.lines == ["GET user:1", "SET user:2 \"Ada Lovelace\" EX 60", "SET e \"\""])
        let all = server.journal.entries.filter { $0.command != "ECHO" }
        #expect(all.map(\.command) == ["GET", "SET", "SET", "CLIENT SETNAME"])
        #expect(all.map(\.reply) == [.string, .status, .status, .status])
        #expect(all[1].arguments == ["user:2", "Ada Lovelace", "EX", "60"] && all[1].keys == ["user:2"])
        #expect(all.allSatisfy { $0.isComplete && !$0.isDirect && $0.client > 0 })
    }

    @Test func `direct calls are there when asked for, and are told apart`() throws {
        var configuration = TestServer.Configuration()
        configuration.journalsDirectCalls = true
        let server = try TestServer(configuration)
        server.execute("SET", "k", "v", database: 3)
        #expect(server.journal.entries.map(\.isDirect) == [true])
        #expect(server.journal.entries.map(\.database) == [3])
    }

    @Test func `what was refused is there with its error`() throws {
        try send("NOSUCH a", "GET", "SET s v", "LPUSH s x", "AUTH secret word", "CONFIG NOSUCH")
        let errors = server.journal.errors.entries
        #expect(errors.map(\.command) == ["NOSUCH", "GET", "LPUSH", "AUTH", "CONFIG"])
        #expect(errors[1].reply == .error("ERR wrong number of arguments for 'get' command"))
        #expect(errors[3].arguments == ["(redacted)", "(redacted)"])
        #expect(server.journal.count(of: "nosuch") == 1)
    }

    @Test func `a transaction's commands are there as they run, EXEC after them`() throws {
        try send("MULTI", "SET k v", "LPUSH k x", "GET", "DISCARD", "MULTI", "INCR n", "LPUSH n x", "EXEC")
        #expect(
            server.journal.lines == ["MULTI", "GET", "DISCARD", "MULTI", "INCR n", "LPUSH n x", "EXEC"])
        let last = server.journal.entries.filter { !$0.isAboutConnection }.suffix(3)
        #expect(last.map(\.isError) == [false, true, false])
        #expect(last.last?.reply == .array)
    }

    @Test func `a command that a pause holds is there once, when it has run`() throws {
        let client = try TestClient(server)
        #expect(try client.expect("CLIENT PAUSE 500", "+OK\r\n"))
        try client.send("SET k v\r\n")
        #expect(server.journal.count(of: "SET") == 0)
        server.clock.advance(by: .milliseconds(500))
        #expect(try client.readText(5) == "+OK\r\n")
        let entries = server.journal.of("SET").entries
        #expect(entries.map(\.time) == [server.clock.now])
    }

    @Test func `parts are counted and told by command, key, client and mark`() throws {
        let app = try TestClient(server)
        #expect(try app.expect("CLIENT SETNAME app", "+OK\r\n"))
        #expect(try app.expect("CLIENT ID", ":1\r\n"))
        try send(["GET user:1", "MGET user:2 x"], by: app)
        let mark = server.journal.mark()
        try send("GET user:1", "GET other")
        let journal = server.journal
        #expect(journal.count(of: "GET") == 3 && journal.count(of: "GET", key: "user:*") == 2)
        #expect(journal.count(of: "CLIENT") == 2 && journal.count(of: "CLIENT ID") == 1)
        #expect(journal.touching("user:*").lines == ["GET user:1", "MGET user:2 x", "GET user:1"])
        #expect(journal.from(client: 1).lines == ["GET user:1", "MGET user:2 x"])
        #expect(journal.from(clientNamed: "app").lines == ["GET user:1", "MGET user:2 x"])
        #expect(journal.since(mark).lines == ["GET user:1", "GET other"])
        #expect(journal.since(mark).of("GET", key: "o*").lines == ["GET other"])
        journal.clear()
        #expect(journal.entries.isEmpty && journal.since(mark).dropped == 0)
    }

    @Test func `the tail shows clients, databases and replies`() throws {
        try send("CLIENT SETNAME app", "SELECT 2", "LPUSH l x", "GET l")
        let lines = server.journal.tail(4).split(separator: "\n")
        #expect(lines.first == "  … 1 before")
        #expect(lines.contains("  22:13:20.000 #1 app db2  LPUSH l x  → integer"))
        #expect(lines.contains { $0.contains("GET l  → WRONGTYPE Operation") })
    }

    @Test func `times are the server's, durations the system's`() throws {
        server.clock.advance(by: .seconds(5))
        try send("PING")
        let entry = try #require(server.journal.entries.first)
        #expect(entry.time == server.clock.now)
        #expect(entry.duration > .zero && entry.duration < .seconds(60))
    }

    @Test func `a failing test is told the journal's end`() async throws {
        try send("GET user:1")
        let seen = Seen()
        let outer = IssueHandlingTrait.compactMapIssues { issue in
            seen.comments.withLock { $0 += issue.comments.map(\.rawValue) }
            return nil
        }
        let (test, testCase) = (try #require(Test.current), Test.Case.current)
        try await outer.provideScope(for: test, testCase: testCase) {
            try await ServerTrait.server.provideScope(for: test, testCase: testCase) {
                Issue.record("without commands")
                try JournalTests().send("GET user:2")
                Issue.record("with one")
            }
        }
        let comments = seen.comments.withLock { $0 }
        #expect(comments.count == 3 && comments[0] == "without commands" && comments[1] == "with one")
        #expect(
            comments[2].hasPrefix("the server's journal:\n") && comments[2].contains("GET user:2  → null"))
        #expect(!comments[2].contains("user:1"))
    }

    @Test func `an error that a test throws is told with the journal's end`() async throws {
        struct Failure: Error {}
        let seen = Seen()
        let outer = IssueHandlingTrait.compactMapIssues { issue in
            seen.comments.withLock { $0 += issue.comments.map(\.rawValue) }
            return nil
        }
        let (test, testCase) = (try #require(Test.current), Test.Case.current)
        await #expect(throws: Failure.self) {
            try await outer.provideScope(for: test, testCase: testCase) {
                try await ServerTrait.server.provideScope(for: test, testCase: testCase) {
                    try JournalTests().send("GET user:2")
                    throw Failure()
                }
            }
        }
        let comments = seen.comments.withLock { $0 }
        #expect(comments.count == 1 && comments[0].contains("GET user:2  → null"))
    }

    private final class Seen: Sendable {
        let comments = Locked<[String]>([])
    }
}
