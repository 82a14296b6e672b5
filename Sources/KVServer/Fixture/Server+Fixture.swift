// Running a fixture's commands: without a socket, by a client of its own, whose database and transaction last from
// line to line.

import KVEngine
import RESP

/// Data to start with.
package enum Fixture: Sendable {
    case script(FixtureScript)
    /// The bytes of an RDB file.
    case rdb([UInt8])
}

extension Server {
    /// Fills the server with a fixture: runs the commands of a script, or puts what is in an RDB file in the place of
    /// everything that is there.
    ///
    /// - Throws: `FixtureError` for the first command that fails, or a file that cannot be read to its end.
    package func load(_ fixture: Fixture) throws(FixtureError) {
        switch fixture {
        case .script(let script): try load(script)
        case .rdb(let file):
            do throws(CorruptRDB) {
                try core.direct { Result { () throws(CorruptRDB) in try core.engine.load(rdb: file) } }.get()
            } catch {
                throw FixtureError(line: 0, command: "", reason: "\(error.reason)")
            }
        }
    }

    /// Runs the commands of a fixture, up to the first that fails.
    ///
    /// - Throws: `FixtureError` with the line, the command and the error that it was answered.
    package func load(_ script: FixtureScript) throws(FixtureError) {
        let client = core.locked { DirectClient(core.engine) }
        defer { core.direct { client.leave(core.engine) } }
        for line in script.lines {
            let reply = core.direct { client.run(PackedWords(line.words)) }
            guard let error = reply.firstError else { continue }
            throw FixtureError(line: line.number, command: line.text, reason: error)
        }
    }
}

extension RESPValue {
    /// The error that this is, or one of the replies that EXEC has gathered.
    fileprivate var firstError: String? {
        switch self {
        case .error(let text), .blobError(let text): text
        case .array(let replies): replies.lazy.compactMap(\.firstError).first
        default: nil
        }
    }
}
