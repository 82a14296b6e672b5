// Moving a server's clock on. Everything that is due on the way happens at its own instant, in order: the clock
// stops wherever a connection waits for it, and only goes on when what was due there is done. Keys need no stop:
// the engine removes them in the order of their deadlines.

import KVEngine

extension Server {
    /// Moves an adjustable clock on to an instant (Unix microseconds), and returns when all that was due is done.
    ///
    /// For every thread but the reactor's. A clock that follows the system only does what is due.
    package func advance(toMicroseconds target: Int64) {
        guard case .adjustable(let clock) = core.clock else { return core.tickAndWait() }
        while let stop = core.locked({ core.engine.nextResumption }), stop <= target / 1000 {
            clock.advance(toMicroseconds: stop * 1000)
            core.tickAndWait()
        }
        clock.advance(toMicroseconds: target)
        core.tickAndWait()
    }

    /// When the next thing happens by itself, in Unix milliseconds; nil while nothing will.
    package var nextDeadline: Int64? {
        core.locked {
            [core.engine.nextExpiry, core.engine.nextResumption].compactMap { $0 }.min()
        }
    }

    /// Sets the timers anew, after the clock was stopped or let go on.
    package func clockChanged() { core.tickAndWait() }
}
