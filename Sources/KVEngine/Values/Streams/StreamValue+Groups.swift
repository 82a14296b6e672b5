// A stream's groups, and how far behind they are: what is left to be read is counted from the entries that were ever
// added, as long as no deleted entry is in the way.
//
// Source: https://redis.io/commands/xinfo-groups/

import RESP

extension StreamValue {
    /// Makes a group; nil when there is one of that name.
    func addGroup(_ name: [UInt8], from id: StreamID, entriesRead: Int64?) -> StreamGroup? {
        guard groups[name] == nil else { return nil }
        let group = StreamGroup(name: name, lastID: id, entriesRead: entriesRead, account: groupBytes)
        groups.insert(group)
        return group
    }

    func remove(_ group: StreamGroup) {
        group.closeAccount()
        groups.remove(group.name)
    }

    /// How many entries a group has yet to be given; nil where that cannot be told.
    func lag(of group: StreamGroup) -> Int64? {
        if entriesAdded == 0 { return 0 }
        if let read = group.entriesRead, !hasTombstones(from: group.lastID) { return entriesAdded &- read }
        return entriesUp(to: group.lastID).map { entriesAdded &- $0 }
    }

    /// Notes that a group has been given an entry, which is behind all that it was given before.
    func noteDelivery(of id: StreamID, to group: StreamGroup) {
        if let read = group.entriesRead, !hasTombstones(from: id) {
            group.entriesRead = read &+ 1
        } else if entriesAdded != 0 {
            group.entriesRead = entriesUp(to: id)
        }
        group.lastID = id
    }

    /// Whether an entry was deleted that is not before an ID, nor before the first entry that is left.
    private func hasTombstones(from id: StreamID) -> Bool {
        guard length > 0, maxDeletedID != .zero, firstID <= maxDeletedID else { return false }
        return id <= maxDeletedID
    }

    /// How many entries were ever added up to an ID, it included; nil where that cannot be told.
    func entriesUp(to id: StreamID) -> Int64? {
        if entriesAdded == 0 { return 0 }
        if length == 0, id <= lastID { return entriesAdded }
        if id == lastID { return entriesAdded }
        guard id < lastID, maxDeletedID == .zero || maxDeletedID < firstID else { return nil }
        if id < firstID { return entriesAdded &- Int64(length) }
        return id == firstID ? entriesAdded &- Int64(length) &+ 1 : nil
    }
}
