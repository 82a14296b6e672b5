// The commands of one request on their way through the engine: which of them are done, and what came of them.

import KVServer
import RESP

/// A request that is being run.
struct RESTRun {
    enum Kind {
        case single
        case pipeline
        case transaction
        /// A stream of messages, or of commands, follows when the command succeeds.
        case stream
    }

    let kind: Kind
    let format: RESTFormat
    let request: RESTRequest
    /// Where each command is among the encoded ones.
    let ranges: [Range<Int>]
    /// How many of them are done.
    var done = 0
    var fault: GuestFault?
    var changeCount = 0

    init(_ kind: Kind, _ format: RESTFormat, _ request: RESTRequest, _ commands: RESTCommands) {
        self.kind = kind
        self.format = format
        self.request = request
        let ranges = commands.items.compactMap { item -> Range<Int>? in
            if case .command(let range) = item { range } else { nil }
        }
        guard kind == .transaction else {
            self.ranges = ranges
            return
        }
        let multi = RESTRun.append("*1\r\n$5\r\nMULTI\r\n", to: commands.bytes)
        let exec = RESTRun.append("*1\r\n$4\r\nEXEC\r\n", to: commands.bytes)
        self.ranges = [multi] + ranges + [exec]
    }

    private static func append(_ request: StaticString, to buffer: ByteBuffer) -> Range<Int> {
        let start = buffer.count
        buffer.append(request)
        return start..<buffer.count
    }

    /// The commands that have not run.
    var rest: ArraySlice<Range<Int>> { ranges[done...] }

    var isDone: Bool { done == ranges.count }

    /// Takes note of how far they have run.
    mutating func proceed(_ run: GuestRun) {
        done += run.done
        changeCount = run.changeCount
        fault = fault ?? run.fault
    }
}
