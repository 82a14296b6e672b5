// What the owner of a connection is asked and told. All of it is called on the reactor's thread.

import RESP

/// What a delegate did with the bytes it was given.
package struct Intake {
    package enum Verdict: Sendable {
        /// Go on reading.
        case proceed
        /// Send what was answered so far, then call again with the rest: more complete requests are in it.
        case yield
        /// Read no more until `resumeReading`; the rest is kept.
        case suspend
        /// Send what was answered, then close.
        case closeAfterFlush
        /// Close; what was answered in this batch is not sent.
        case closeNow
        /// Close so that the peer sees a reset.
        case reset
    }

    /// How many bytes at the front are done with; the rest is given again, in front of what comes next.
    package var consumed: Int
    /// How many more bytes, at least, must arrive before calling again makes sense; zero if not known.
    package var needed: Int
    package var verdict: Verdict

    package init(consumed: Int, needed: Int = 0, verdict: Verdict = .proceed) {
        self.consumed = consumed
        self.needed = needed
        self.verdict = verdict
    }
}

/// Why a connection is over.
package enum CloseReason: Equatable, Sendable {
    /// Our side closed it.
    case closedHere
    /// The peer ended it in good order.
    case endedByPeer
    /// It broke, for this error number.
    case broken(code: Int32)
}

/// Answers the bytes of one connection.
package protocol ConnectionDelegate: AnyObject {
    /// Bytes arrived, or the peer's end did, or reading was resumed.
    ///
    /// `input` is one run: the bytes not consumed last time, then the new ones. It and `output`, to which
    /// replies are appended, are valid for the duration of the call. After `endOfStream` the connection is
    /// closed when the output is sent, unless the verdict is `suspend`: then the call is made once more after
    /// `resumeReading`.
    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake

    /// The kernel did not take all output; `pending` bytes wait. The place to enforce output limits.
    func outputWaits(_ pending: Int, on connection: Connection)

    /// The peer sends no more, while reading is suspended; what it sent before is still to be read. The place
    /// to give up a client that waits for something, since nobody may be there to get it. Called once; the
    /// connection stays as it is unless it is closed here.
    func endedWhileSuspended(_ connection: Connection)

    /// The connection is over; called once. Called from within `close(.now)`, so not to be waited for there.
    func closed(_ connection: Connection, because reason: CloseReason)
}

extension ConnectionDelegate {
    package func outputWaits(_ pending: Int, on connection: Connection) {}
    package func endedWhileSuspended(_ connection: Connection) {}
    package func closed(_ connection: Connection, because reason: CloseReason) {}
}
