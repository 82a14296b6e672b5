// The journal of a test server: what its clients have sent, for tests to look at.

public import KVClient
import KVServer

/// The commands that a server's clients have sent, the oldest first.
///
/// Every command is there with its client, its reply and its time, whether it ran or was refused. A command inside
/// `MULTI` is there when `EXEC` runs it, a blocking one when it is over. Calls of `TestServer.execute` are not,
/// unless the configuration says so; passwords are replaced by `(redacted)`.
///
/// ```swift
/// _ = try await cache.user(1)
/// #expect(server.journal.lines == ["GET user:1", "SET user:1 ada EX 60"])
/// #expect(server.journal.count(of: "GET", key: "user:*") == 1)
/// #expect(server.journal.never("KEYS", "FLUSHALL").passed)
/// ```
///
/// What is asked of a journal is answered from what there is at that moment. The journal keeps as many commands as
/// `Configuration.journalCapacity` says; `dropped` tells of older ones.
public struct Journal: Sendable {
    let server: Server
    var query = JournalQuery()

    init(of server: Server) { self.server = server }

    /// The commands.
    ///
    /// - Complexity: O(n) in the commands that the journal keeps, as everything that is asked of it.
    public var entries: [Entry] { extract.commands.map(Entry.init) }

    /// The commands as they would be typed into redis-cli, each with its name in capitals: `SET user:1 ada EX 60`.
    ///
    /// Without those that are about the connection only (`HELLO`, `AUTH`, `CLIENT`, `SELECT`, `PING` …), of which
    /// every client library sends others; `entries` has them.
    public var lines: [String] { extract.commands.filter { !$0.isAboutConnection }.map(\.line) }

    /// How many commands of this journal, or part of one, may be missing: they were too many to be kept.
    public var dropped: Int { extract.dropped }

    /// How often a command was sent.
    ///
    /// - Parameters:
    ///   - command: its name, with its subcommand if it has one (`CLIENT SETNAME`), in capitals or not.
    ///   - key: a glob, as `KEYS` takes it, for one of the command's keys.
    public func count(of command: String, key: KVString? = nil) -> Int {
        of(command, key: key).extract.commands.count
    }

    /// Forgets all commands.
    public func clear() { server.clearJournal() }

    var extract: JournalExtract { server.journal(query) }
}

// MARK: - Parts

extension Journal {
    /// A place in a journal, between two commands.
    public struct Mark: Sendable {
        let number: UInt64
    }

    /// The place behind the last command.
    public func mark() -> Mark { Mark(number: server.journalMark) }

    /// The part from a mark on.
    public func since(_ mark: Mark) -> Journal { part { $0.since = max($0.since, mark.number) } }

    /// The uses of one command, perhaps only those with a key that fits a glob.
    public func of(_ command: String, key: KVString? = nil) -> Journal {
        part {
            $0.command = command
            if let key { $0.key = key.bytes }
        }
    }

    /// The commands with a key that fits a glob, as `KEYS` takes it.
    public func touching(_ key: KVString) -> Journal { part { $0.key = key.bytes } }

    /// The commands of one client, by the number that `CLIENT ID` answers.
    public func from(client id: Int) -> Journal { part { $0.client = UInt64(max(id, 0)) } }

    /// The commands that clients sent while they had a name, as `CLIENT SETNAME` gives it.
    public func from(clientNamed name: KVString) -> Journal { part { $0.clientName = name.bytes } }

    /// The commands that were answered with an error.
    public var errors: Journal { part { $0.errorsOnly = true } }

    private func part(_ change: (inout JournalQuery) -> Void) -> Journal {
        var part = self
        change(&part.query)
        return part
    }
}

// MARK: - For people

extension Journal {
    /// The last commands, a line each, with their times, clients and replies: for a failing test to print.
    public func tail(_ count: Int = 20) -> String { JournalText.tail(of: extract, atMost: max(count, 0)) }
}

extension Journal: CustomStringConvertible {
    /// The number of commands; `tail` shows them.
    public var description: String { "journal of \(extract.commands.count) commands" }
}

extension TestServer {
    /// The commands that the server's clients have sent.
    public var journal: Journal { Journal(of: server) }
}
