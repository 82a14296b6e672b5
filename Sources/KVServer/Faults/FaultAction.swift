// What can go wrong on purpose. Each is something that happens to clients of a real server or of the network before
// it: what a client has to survive is what it sees, so a fault is defined by the bytes and the ends of connections.

import KVEngine

/// One thing that goes wrong.
package enum FaultAction: Sendable, Equatable {
    // MARK: To a command

    /// The command does not run; this is its reply.
    case error(InjectedError)
    /// The command, and what its client sends after it, waits so long; then it runs.
    case latency(Duration)
    /// The command waits, and its client is not read from, so long or until the fault is removed.
    case stallReading(for: Duration?)
    /// The connection ends before the reply.
    case disconnect(Disconnection)

    // MARK: To a reply

    /// So many bytes of the reply are sent; then the connection ends.
    case cutReply(after: Int)
    /// Each byte of the reply is sent by itself.
    case singleBytes
    /// The reply, and everything after it, is not sent for so long or until the fault is removed.
    case stallWriting(for: Duration?)
    /// These bytes come before the reply.
    case garbage([UInt8])
    /// The reply comes twice.
    case duplicateReply

    /// The command does not run; over HTTP the answer is this status, 400 to 599. It happens to no other client.
    case httpStatus(Int)

    // MARK: To a connection that is made

    /// The connection is accepted, and ends at once.
    case closeOnAccept(resets: Bool)
    /// Nobody listens at the server's addresses, for so long or until the fault is removed.
    case refuseConnections(for: Duration?)

    /// How a connection ends.
    package struct Disconnection: Sendable, Equatable {
        /// Whether the command runs first.
        package let executes: Bool
        /// Whether the client sees a reset instead of an end in good order.
        package let resets: Bool

        package init(executes: Bool, resets: Bool = false) {
            self.executes = executes
            self.resets = resets
        }
    }
}

extension FaultAction {
    /// Whether it happens to commands, rather than to connections as they are made.
    var meetsCommands: Bool {
        switch self {
        case .closeOnAccept, .refuseConnections: false
        default: true
        }
    }

    /// Whether it is for clients that speak HTTP only.
    var isOfHTTP: Bool {
        if case .httpStatus = self { true } else { false }
    }

    /// Whether it keeps a command waiting and then lets it go on.
    var delays: Bool {
        switch self {
        case .latency, .stallReading: true
        default: false
        }
    }

    var refusesConnections: Bool {
        if case .refuseConnections = self { true } else { false }
    }

    /// How long it lasts; nil where it has no end, or takes no time.
    var duration: Duration? {
        switch self {
        case .latency(let duration): duration
        case .stallReading(let duration), .stallWriting(let duration), .refuseConnections(let duration):
            duration
        default: nil
        }
    }

    /// The end of what begins at an instant (Unix milliseconds); `.max` where there is none.
    ///
    /// Deadlines are whole milliseconds, and nothing ends too early.
    func end(from begin: Int64) -> Int64 {
        guard let duration else { return .max }
        return begin.saturatingAdd(duration.microseconds.saturatingAdd(999) / 1000)
    }
}
