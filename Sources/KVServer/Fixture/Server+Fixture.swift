// Running a fixture's commands: without a socket, by a client of its own, whose database and transaction last from
// line to line.

import KVEngine
import RESP

extension Server {
    /// Runs the commands of a fixture, up to the first that fails.
    ///
    /// - Throws: `FixtureError` with the line, the command and the error that it was answered.
    package func load(_ script: FixtureScript) throws(FixtureError) {
        let client = core.locked { DirectClient(core.engine) }
        defer { core.direct { client.leave(core.engine) } }
        for line in script.lines {
            let reply = core.direct { client.run(line.words, on: core.engine) }
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
