// The one clock of a server. Everything that depends on time asks it: expiry, TIME, idle clients, pauses,
// blocking commands. It follows the system, or is in somebody's hands.

/// A server's clock.
package enum Clock: Sendable {
    /// Follows the system's clock.
    case system
    /// Goes as it is told.
    case adjustable(AdjustableClock)

    /// Microseconds since 1970, UTC.
    package var unixMicroseconds: Int64 {
        switch self {
        case .system: SystemTime.unixMicroseconds
        case .adjustable(let clock): clock.unixMicroseconds
        }
    }

    /// How many seconds of this clock pass in one second; zero while it stands still, so that no timer is needed.
    var rate: Double {
        switch self {
        case .system: 1
        case .adjustable(let clock): clock.rate
        }
    }
}
