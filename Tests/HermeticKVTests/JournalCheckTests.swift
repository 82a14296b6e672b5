// What tests expect of a journal: each check passes, fails with a reason, and does not pass by not knowing.

import HermeticKV
import KVClient
import Testing

@Suite struct JournalCheckTests {
    let server: TestServer

    init() throws {
        server = try JournalCheckTests.start(keeping: 100)
        for line in [
            "HELLO 3", "GET user:1", "SET user:1 ada EX 60", "UNLINK a b c", "get user:1", "CLIENT ID",
        ] {
            server.execute(line.split(separator: " "))
        }
    }

    private static func start(keeping capacity: Int) throws -> TestServer {
        var configuration = TestServer.Configuration()
        configuration.journalCapacity = capacity
        configuration.journalsDirectCalls = true
        configuration.clock = .manual()
        return try TestServer(configuration)
    }

    private var journal: Journal { server.journal }

    @Test func `commands in order may have others between them`() {
        #expect(journal.contains(inOrder: ["GET", "UNLINK"]).passed)
        #expect(
            journal.contains(inOrder: ["get user:1", "SET user:* * EX", "GET user:1", "client id"]).passed)
        #expect(journal.contains(inOrder: []).passed)
        let failure = journal.contains(inOrder: ["UNLINK", "SET"]).failure
        #expect(failure?.hasPrefix("“SET” was not sent after “UNLINK”\n") == true)
        #expect(failure?.contains("UNLINK a b c  → integer") == true)
        #expect(!journal.contains(inOrder: ["GET", "GET", "GET"]).passed)
        #expect(!journal.contains(inOrder: ["GET user:2"]).passed)
        #expect(!journal.contains(inOrder: ["GET user:1 more"]).passed)
        #expect(!journal.contains(inOrder: [""]).passed)
    }

    @Test func `commands in any order each need one of their own`() {
        #expect(journal.containsUnordered(["UNLINK", "GET", "SET", "GET"]).passed)
        // The first would take what only the second can have, if it had the choice.
        #expect(journal.containsUnordered(["* user:1", "SET user:1"]).failure != nil)
        #expect(journal.containsUnordered(["GET *", "GET user:1"]).passed)
        let check = journal.containsUnordered(["GET", "GET", "GET", "DEL"])
        #expect(check.failure?.hasPrefix("not sent: “GET”, “DEL”") == true)
    }

    @Test func `a general pattern gives way to an exact one`() throws {
        let server = try JournalCheckTests.start(keeping: 10)
        server.execute("GET", "b")
        server.execute("GET", "a")
        #expect(server.journal.containsUnordered(["GET", "GET b"]).passed)
        #expect(!server.journal.containsUnordered(["GET b", "GET b"]).passed)
    }

    @Test func `nothing but these commands leaves connections out`() {
        #expect(journal.nothingBut(["GET", "SET", "UNLINK"]).passed)
        let failure = journal.nothingBut(["GET", "SET"]).failure
        #expect(failure?.hasPrefix("other commands were sent than “GET”, “SET”\n  UNLINK a b c\n") == true)
    }

    @Test func `never finds a command, alone or with its arguments`() {
        #expect(journal.never("KEYS", "FLUSHALL", "GET user:2").passed)
        #expect(!journal.never("KEYS", "UNLINK").passed)
        #expect(!journal.never("SET user:*").passed)
        #expect(!journal.never("CLIENT").passed)
    }

    @Test func `every use of a command is looked at`() {
        #expect(journal.every("UNLINK") { $0.arguments.count <= 3 }.passed)
        #expect(journal.every("KEYS") { _ in false }.passed)
        let failure = journal.every("UNLINK") { $0.arguments.count <= 2 }.failure
        #expect(failure?.hasPrefix("not every “UNLINK” is as it should be\n  UNLINK a b c\n") == true)
    }

    @Test func `what has been dropped is not taken for unsent`() throws {
        let server = try JournalCheckTests.start(keeping: 3)
        for key in ["a", "b", "c", "d"] { server.execute("GET", key) }
        #expect(server.journal.dropped == 1 && server.journal.lines == ["GET b", "GET c", "GET d"])
        #expect(server.journal.contains(inOrder: ["GET b", "GET d"]).passed)
        for check in [
            server.journal.never("KEYS"), server.journal.nothingBut(["GET"]),
            server.journal.every("GET") { _ in true }, server.journal.contains(inOrder: ["GET a"]),
        ] {
            #expect(check.failure?.contains("older commands dropped: 1,") == true)
        }
        let mark = server.journal.mark()
        server.execute("GET", "e")
        #expect(server.journal.since(mark).never("KEYS").passed)
    }

    @Test func `a server without a journal passes no check`() throws {
        let server = try JournalCheckTests.start(keeping: 0)
        server.execute("GET", "a")
        #expect(server.journal.entries.isEmpty)
        #expect(
            server.journal.never("KEYS").failure == "the server keeps no journal: its journalCapacity is 0")
        #expect(!server.journal.contains(inOrder: []).passed)
    }
}
