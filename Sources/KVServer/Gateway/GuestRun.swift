// What a gateway is told of the requests that it has had run.

import KVEngine

/// As far as requests have run, and why not further.
package struct GuestRun {
    package enum Stop: Equatable {
        /// All have run.
        case finished
        /// The next one is held back, by a pause or a fault.
        case waits
        /// The last one is done elsewhere, and has no reply yet.
        case deferred
        /// The connection has to end; what is not done has no reply.
        case closes(resets: Bool)
    }

    /// How often the data has been changed, as of the end.
    package var changeCount = 0
    /// How many requests are done.
    package var done = 0
    package var stop = Stop.finished
    /// What is to happen to the answer, because of the first fault that said so.
    package var fault: GuestFault?
}

/// What a fault does to the answer of a gateway's client.
package struct GuestFault {
    package enum Effect {
        /// The connection ends instead.
        case disconnect(resets: Bool)
        /// So many bytes of the body are sent; then the connection ends.
        case cutBody(after: Int)
        /// Each byte is sent by itself.
        case singleBytes
        /// Nothing is sent until the fault is over or removed.
        case stall
        /// These bytes come before the body.
        case garbage([UInt8])
        /// The answer comes twice.
        case duplicate
        /// The server itself fails, with this status.
        case httpStatus(Int)
    }

    package let effect: Effect
    let fault: ActiveFault

    /// Nil for faults that have another effect than on an answer.
    init?(_ fault: ActiveFault) {
        self.fault = fault
        switch fault.rule.action {
        case .disconnect(let how): effect = .disconnect(resets: how.resets)
        case .cutReply(let count): effect = .cutBody(after: count)
        case .singleBytes: effect = .singleBytes
        case .stallWriting(let duration) where duration != .zero: effect = .stall
        case .garbage(let bytes): effect = .garbage(bytes)
        case .duplicateReply: effect = .duplicate
        case .httpStatus(let status): effect = .httpStatus(status)
        case .error, .latency, .stallReading, .stallWriting, .closeOnAccept, .refuseConnections: return nil
        }
    }
}
