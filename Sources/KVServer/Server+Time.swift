// Moving a server's clock on. Everything that is due on the way happens at its own instant, in order: the clock
// stops wherever a connection waits for it, and only goes on when what was due there is done. Keys need no stop:
// the engine removes them in the order of their deadlines.

import KVEngine

extension ServerCore {
    /// Moves an adjustable clock on to an instant (Unix microseconds), and returns when all that was due is done.
    ///
    /// For every thread but the reactor's. A clock that follows the system only does what is due.
    func advance(toMicroseconds target: Int64) {
        guard case .adjustable(let clock) = clock else { return tickAndWait() }
        while let stop = locked({ nextRelease }), stop <= target / 1000 {
            clock.advance(toMicroseconds: stop * 1000)
            tickAndWait()
        }
        clock.advance(toMicroseconds: target)
        tickAndWait()
    }

    /// When the next thing happens by itself, in Unix milliseconds; nil while nothing will.
    var nextDeadline: Int64? {
        locked {
            [engine.nextExpiry, nextRelease].compactMap { $0 }.min()
        }
    }

    /// Sets the timers anew, after the clock was stopped or let go on.
    func clockChanged() { tickAndWait() }
}

extension Server {
    /// Moves an adjustable clock on to an instant (Unix microseconds), and returns when all that was due is done.
    ///
    /// For every thread but the reactor's. A clock that follows the system only does what is due.
    package func advance(toMicroseconds target: Int64) { core.advance(toMicroseconds: target) }

    /// When the next thing happens by itself, in Unix milliseconds; nil while nothing will.
    package var nextDeadline: Int64? { core.nextDeadline }

    /// Sets the timers anew, after the clock was stopped or let go on.
    package func clockChanged() { core.clockChanged() }
}
