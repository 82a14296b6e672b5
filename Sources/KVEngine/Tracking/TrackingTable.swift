// Which clients may hold which keys in a cache of their own. Keys go by name alone, whatever the database, and a
// client by its ID: one that has gone stays until the key changes, as in Redis, so that a disconnect costs nothing.

import RESP

/// The keys that were read under tracking, each with the clients that have read it.
struct TrackingTable {
    fileprivate struct Row {
        let key: [UInt8]
        /// In ascending order.
        var clients: [UInt64]
    }

    /// In no order: a removed row gives its place to the last one, so that one can be chosen at random.
    private var rows: [Row] = []
    private var places: [[UInt8]: Int] = [:]
    /// The pairs of a key and a client.
    private(set) var itemCount = 0

    var count: Int { rows.count }
    var isEmpty: Bool { rows.isEmpty }

    /// Notes that a client may hold a key.
    ///
    /// - Complexity: O(log n) in the number of clients that hold it; O(n) if the client is not the newest of them.
    mutating func insert(_ key: ByteView, _ client: UInt64) {
        let key = [UInt8](key)
        guard let place = places[key] else {
            places[key] = rows.count
            rows.append(Row(key: key, clients: [client]))
            itemCount += 1
            return
        }
        if rows[place].insert(client) { itemCount += 1 }
    }

    /// Forgets a key: the clients that may hold it, by ID.
    mutating func remove(_ key: ByteView) -> [UInt64] {
        guard !rows.isEmpty, let place = places.removeValue(forKey: [UInt8](key)) else { return [] }
        let row = rows[place]
        rows.swapAt(place, rows.count - 1)
        rows.removeLast()
        if place < rows.count { places[rows[place].key] = place }
        itemCount -= row.clients.count
        return row.clients
    }

    /// Any of the keys; nil when there is none.
    func randomKey(using random: inout Random) -> [UInt8]? {
        rows.isEmpty ? nil : rows[random.below(rows.count)].key
    }

    mutating func removeAll() { self = TrackingTable() }
}

extension TrackingTable.Row {
    /// Adds a client; false if it was there.
    mutating func insert(_ client: UInt64) -> Bool {
        var (low, high) = (0, clients.count)
        while low < high {
            let middle = (low + high) / 2
            if clients[middle] < client { low = middle + 1 } else { high = middle }
        }
        if low < clients.count, clients[low] == client { return false }
        clients.insert(client, at: low)
        return true
    }
}
