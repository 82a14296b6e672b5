// Data from a script, as one would type it into redis-cli.

import KVServer

extension TestServer {
    /// Runs the commands of a script, one a line, as they are typed into redis-cli.
    ///
    /// Blank lines and lines that begin with `#` are skipped. `SELECT` and `MULTI` hold for the lines that follow.
    /// The first command that fails ends it; those before it have run.
    ///
    /// ```swift
    /// try server.loadFixture(script: """
    ///     # two users
    ///     SET user:1 "Ada Lovelace"
    ///     HSET user:2 name Grace age 85
    ///     """)
    /// ```
    ///
    /// - Throws: `FixtureFailure` with the line, the command and the error.
    public func loadFixture(script: String) throws(FixtureFailure) {
        do throws(FixtureError) {
            try server.load(FixtureScript(Array(script.utf8)))
        } catch {
            throw FixtureFailure(error)
        }
    }

    /// Runs the commands of a script in a file; see `loadFixture(script:)`. Of an RDB file, as a Redis server saves it,
    /// what is in it takes the place of all data.
    ///
    /// - Throws: `FixtureFailure` when the file cannot be read, and with the line, the command and the error.
    public func loadFixture(path: String) throws(FixtureFailure) {
        do throws(FixtureError) {
            try server.load(Fixture(path: path))
        } catch {
            throw FixtureFailure(error)
        }
    }
}

/// What is wrong with a fixture: `line 3: LPUSH a x: WRONGTYPE Operation against …`.
public struct FixtureFailure: Error, Sendable, CustomStringConvertible {
    /// The line, counted from 1; nil when the file could not be read.
    public let line: Int?
    /// The line's text.
    public let command: String
    /// The error reply, or why there is none.
    public let reason: String
    /// All of it in a line.
    public let description: String

    init(_ error: FixtureError) {
        line = error.line == 0 ? nil : error.line
        (command, reason, description) = (error.command, error.reason, error.description)
    }
}
