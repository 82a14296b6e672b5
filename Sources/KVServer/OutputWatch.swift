// client-output-buffer-limit: what becomes of a client that does not read its replies. Over the hard limit it
// is closed at once; over the soft one, after it has been there for the seconds allowed.

import KVEngine

/// Watches one client's unsent output against its limits.
struct OutputWatch {
    /// When the output went over the soft limit (Unix milliseconds); nil while it is under.
    private(set) var overSince: Int64?

    /// Whether the client has to go, `pending` bytes being unsent now.
    mutating func exceeds(_ limit: ClientOutputBufferLimits.Limit, pending: Int, now: Int64) -> Bool {
        if limit.hard > 0, pending >= limit.hard { return true }
        guard limit.soft > 0, pending >= limit.soft else {
            overSince = nil
            return false
        }
        let since = overSince ?? now
        overSince = since
        // As fractions, for the number of seconds may be any that a client has chosen.
        return Double(now - since) > Double(limit.seconds) * 1000
    }
}
