// How long clients may take over what they have begun to send, for protocols in which a request has to come in time.

/// When the waiting for each client ends, by the server's clock in Unix milliseconds.
struct Patience {
    private var ends: [UInt64: Int64] = [:]
    /// Never later than the first of them; `.max` when nobody is waited for.
    private(set) var nextEnd = Int64.max

    /// Begins to wait for a client; one that is waited for already gets no more time.
    ///
    /// - Returns: whether it was not yet waited for.
    mutating func begin(_ client: UInt64, until end: Int64) -> Bool {
        guard ends[client] == nil else { return false }
        ends[client] = end
        nextEnd = min(nextEnd, end)
        return true
    }

    /// Waits no longer: what was begun has come, or never will.
    mutating func end(_ client: UInt64) {
        ends[client] = nil
        if ends.isEmpty { nextEnd = .max }
    }

    /// The clients whose time is over at an instant; they are waited for no longer.
    ///
    /// - Complexity: O(n) in the clients waited for when one's time may be over, else O(1).
    mutating func takeOver(now: Int64) -> [UInt64] {
        guard nextEnd <= now else { return [] }
        let over = ends.filter { $0.value <= now }.keys.sorted()
        for client in over { ends[client] = nil }
        nextEnd = ends.values.min() ?? .max
        return over
    }
}
