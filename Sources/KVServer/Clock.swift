// The one clock of a server. Everything that depends on time asks it: expiry, TIME, idle clients, pauses. It
// either follows the system or stands still until it is moved.

import Synchronization

/// A server's clock.
package enum Clock: Sendable {
    /// Follows the system's clock.
    case system
    /// Stands still until it is moved.
    case manual(ManualClock)

    /// Microseconds since 1970, UTC.
    package var unixMicroseconds: Int64 {
        switch self {
        case .system: SystemTime.unixMicroseconds
        case .manual(let clock): clock.unixMicroseconds
        }
    }

    /// Whether time goes on by itself, so that deadlines need a timer.
    var ticks: Bool {
        if case .system = self { return true }
        return false
    }
}

/// A clock that stands still until it is moved.
package final class ManualClock: Sendable {
    private let time: Mutex<Int64>

    /// - Parameter unixMicroseconds: the time at the start, in microseconds since 1970.
    package init(unixMicroseconds: Int64) {
        time = Mutex(unixMicroseconds)
    }

    package var unixMicroseconds: Int64 { time.withLock { $0 } }

    /// Moves the clock on; `Server.clockMoved` then has to be called for each server on this clock.
    package func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        time.withLock { $0 += seconds * 1_000_000 + attoseconds / 1_000_000_000_000 }
    }
}
