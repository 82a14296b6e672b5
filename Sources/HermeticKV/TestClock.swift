// The clock of a test server, in the test's hands.

import KVServer

/// A server's clock: read it, stop it, move it on.
///
/// Everything of the server that takes time goes by it: the lives of keys, `TIME`, blocking commands, `CLIENT
/// PAUSE`, idle times and notifications of expiry. Moving it on is exact and synchronous: when `advance` returns,
/// all that was due has happened, each thing at its own instant and in order.
public struct TestClock: Sendable {
    /// How a server's clock goes at the start.
    public enum Mode: Sendable {
        /// As the system's; it can be moved on all the same.
        case system
        /// Not by itself: only when it is moved on.
        case manual(startingAt: UnixTime = UnixTime(seconds: 1_700_000_000))
        /// So many times as fast as the system's, from the present on. A factor of zero or less, or that is not
        /// finite, is refused at the start of the server.
        case scaled(by: Double)
    }

    let server: Server
    let clock: AdjustableClock

    /// The present.
    public var now: UnixTime { UnixTime(microseconds: clock.unixMicroseconds) }

    /// Moves the clock on by a duration; a negative one changes nothing.
    public func advance(by duration: Duration) { advance(to: now + duration) }

    /// Moves the clock on to an instant; one that is past changes nothing. No clock goes beyond the year 9999.
    public func advance(to time: UnixTime) { server.advance(toMicroseconds: time.microseconds) }

    /// When the next thing is due: a key's end, the end of a pause or of a blocked command; nil while nothing is.
    public var nextDeadline: UnixTime? { server.nextDeadline.map { UnixTime(milliseconds: $0) } }

    /// Moves the clock on to the next deadline.
    ///
    /// - Returns: The instant; nil, and nothing is changed, while nothing is due ever.
    @discardableResult
    public func advanceToNextDeadline() -> UnixTime? {
        guard let next = nextDeadline else { return nil }
        advance(to: next)
        return next
    }

    /// Lets the clock stand still until `resume`.
    public func freeze() {
        clock.freeze()
        server.clockChanged()
    }

    /// Lets the clock go on, as fast as before; a manual clock then goes like the system's.
    public func resume() {
        clock.resume()
        server.clockChanged()
    }
}
