// The broadcasting mode: clients name prefixes, and hear of every key under them, whoever read it. What changes in
// one turn is gathered under each prefix and told at its end in one message.

import RESP

/// A prefix that clients have asked for.
final class TrackedPrefix {
    let name: [UInt8]
    /// In the order in which they came.
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

/// All prefixes of a server.
struct TrackedPrefixes {
    private var prefixes: [[UInt8]: TrackedPrefix] = [:]
    /// The prefixes in order, until there is another or one less.
    private var ordered: [TrackedPrefix]? = []

    var count: Int { prefixes.count }
    var isEmpty: Bool { prefixes.isEmpty }

    /// The prefixes by their bytes.
    var inOrder: [TrackedPrefix] {
        mutating get {
            if let ordered { return ordered }
            let sorted = prefixes.values.sorted { $0.name.lexicographicallyPrecedes($1.name) }
            ordered = sorted
            return sorted
        }
    }

    /// Adds a client that the prefix does not have.
    mutating func add(_ client: Client, to name: [UInt8]) {
        if let prefix = prefixes[name] { return prefix.clients.append(client) }
        let prefix = TrackedPrefix(name: name)
        prefix.clients.append(client)
        prefixes[name] = prefix
        ordered = nil
    }

    /// Removes a client; a prefix that nobody asks for goes, and with it what had changed under it.
    mutating func remove(_ client: Client, from name: [UInt8]) {
        guard let prefix = prefixes[name] else { return }
        prefix.clients.removeAll { $0 === client }
        guard prefix.clients.isEmpty else { return }
        prefixes[name] = nil
        ordered = nil
    }

    /// Notes a change under each prefix that the key begins with; whether there was one.
    ///
    /// - Complexity: O(p) in the number of prefixes.
    func note(_ key: ByteView, changedBy author: UInt64) -> Bool {
        var isNoted = false
        for prefix in prefixes.values where key.starts(with: prefix.name) {
            prefix.note([UInt8](key), changedBy: author)
            isNoted = true
        }
        return isNoted
    }
}

extension ByteView {
    fileprivate func starts(with prefix: [UInt8]) -> Bool {
        count >= prefix.count && prefix.withByteView { self[0..<prefix.count] == $0 }
    }
}
