// The broadcasting mode: clients name prefixes, and hear of every key under them, whoever read it. What changes in
// one turn is gathered under each prefix and told at its end in one message.

import RESP

/// A prefix that clients have asked for.
final class TrackedPrefix {
    let name: [UInt8]
    /// By ID.
    fileprivate(set) var clients: [Client] = []
    /// The keys that have changed since the last message, each with the client that changed it last; 0 where
    /// none did, as when its time had come.
    private(set) var changed: [[UInt8]: UInt64] = [:]

    fileprivate init(name: [UInt8]) { self.name = name }

    func note(_ key: [UInt8], changedBy author: UInt64) { changed[key] = author }

    /// What has changed since the last time, in order.
    func takeChanges() -> [(key: [UInt8], author: UInt64)] {
        defer { changed = [:] }
        return changed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }
}

/// All prefixes of a server, in order.
struct TrackedPrefixes {
    private(set) var list: [TrackedPrefix] = []

    var count: Int { list.count }
    var isEmpty: Bool { list.isEmpty }

    mutating func add(_ client: Client, to name: [UInt8]) {
        let prefix = find(name) ?? insert(TrackedPrefix(name: name))
        guard !prefix.clients.contains(where: { $0 === client }) else { return }
        prefix.clients.append(client)
        prefix.clients.sort { $0.id < $1.id }
    }

    /// Removes a client; a prefix that nobody asks for goes, and with it what had changed under it.
    mutating func remove(_ client: Client, from name: [UInt8]) {
        guard let prefix = find(name) else { return }
        prefix.clients.removeAll { $0 === client }
        if prefix.clients.isEmpty { list.removeAll { $0 === prefix } }
    }

    /// Notes a change under each prefix that the key begins with; whether there was one.
    ///
    /// - Complexity: O(p) in the number of prefixes.
    func note(_ key: ByteView, changedBy author: UInt64) -> Bool {
        var isNoted = false
        for prefix in list where key.starts(with: prefix.name) {
            prefix.note([UInt8](key), changedBy: author)
            isNoted = true
        }
        return isNoted
    }

    private func find(_ name: [UInt8]) -> TrackedPrefix? { list.first { $0.name == name } }

    private mutating func insert(_ prefix: TrackedPrefix) -> TrackedPrefix {
        list.append(prefix)
        list.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return prefix
    }
}

extension ByteView {
    fileprivate func starts(with prefix: [UInt8]) -> Bool {
        count >= prefix.count && prefix.withByteView { self[0..<prefix.count] == $0 }
    }
}
