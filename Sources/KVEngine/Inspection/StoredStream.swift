// What a stream holds, copied out: its entries, and what it knows beside them.

import RESP

/// The value of a stream key.
package struct StoredStream: Equatable, Sendable {
    /// An entry: its fields and values stand in turn.
    package struct Entry: Equatable, Sendable {
        /// `1700000000000-0`.
        package let id: String
        package let words: [[UInt8]]

        package init(id: String, words: [[UInt8]]) { (self.id, self.words) = (id, words) }
    }

    /// A group, with what it has delivered and nobody has acknowledged.
    package struct Group: Equatable, Sendable {
        package struct Pending: Equatable, Sendable {
            package let id: String
            package let consumer: [UInt8]
            package let deliveries: Int64
        }

        package let name: [UInt8]
        /// The ID up to which entries have been delivered.
        package let lastID: String
        package let consumers: [[UInt8]]
        package let pending: [Pending]
    }

    /// The entries in the order of their IDs.
    package let entries: [Entry]
    /// The ID of the last entry that was ever added.
    package let lastID: String
    /// The groups by name.
    package let groups: [Group]

    package init(entries: [Entry], lastID: String, groups: [Group] = []) {
        self.entries = entries
        self.lastID = lastID
        self.groups = groups
    }

    init(_ stream: StreamValue) {
        var entries: [Entry] = []
        entries.reserveCapacity(stream.length)
        stream.forEach { entry in
            var words: [[UInt8]] = []
            entry.forEach { words += [Array($0), Array($1)] }
            entries.append(Entry(id: entry.id.text, words: words))
            return true
        }
        self.init(
            entries: entries, lastID: stream.lastID.text, groups: stream.groups.map(Group.init))
    }
}

extension StoredStream.Group {
    init(_ group: StreamGroup) {
        name = group.name
        lastID = group.lastID.text
        consumers = group.consumers.map(\.name)
        var pending: [Pending] = []
        group.pending.forEach { id, entry in
            pending.append(
                Pending(id: id.text, consumer: entry.consumer.name, deliveries: entry.deliveries))
            return true
        }
        self.pending = pending
    }
}
