// What differs between two copies of a keyspace, key by key.

import RESP

/// A key that is not the same in two copies of a keyspace.
package struct KeyChange: Equatable, Sendable {
    /// How it differs.
    package enum Kind: Sendable {
        case added, removed
        /// It holds another value, or one of another type.
        case changed
        /// It holds the same, for another time.
        case expiryChanged
    }

    package let kind: Kind
    package let key: [UInt8]
    package let database: Int
}

extension KeyspaceCopy {
    /// What was added, removed and changed since another copy was made, by database and key.
    ///
    /// - Complexity: O(n log n) in the keys of both, and O(m) in the size of the values that both have.
    package func changes(since old: KeyspaceCopy) -> [KeyChange] {
        (0..<max(databases.count, old.databases.count)).flatMap { index in
            Merge(old: old.contents(of: index), new: contents(of: index), database: index).changes()
        }
    }

    fileprivate func contents(of database: Int) -> Contents {
        databases.indices.contains(database) ? databases[database] : Contents()
    }
}

/// Two databases side by side, both in the order of their keys.
private struct Merge {
    let old: [(entry: Entry, deadline: Int64)]
    let new: [(entry: Entry, deadline: Int64)]
    let database: Int

    init(old: KeyspaceCopy.Contents, new: KeyspaceCopy.Contents, database: Int) {
        self.old = Merge.sorted(old)
        self.new = Merge.sorted(new)
        self.database = database
    }

    private static func sorted(_ contents: KeyspaceCopy.Contents) -> [(entry: Entry, deadline: Int64)] {
        zip(contents.entries, contents.deadlines).map { ($0, $1) }.sorted {
            $0.entry.key.compare($1.entry.key) < 0
        }
    }

    func changes() -> [KeyChange] {
        var changes: [KeyChange] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            let order = order(left, right)
            if order < 0 {
                changes.append(KeyChange(kind: .removed, key: Array(old[left].entry.key), database: database))
            } else if order > 0 {
                changes.append(KeyChange(kind: .added, key: Array(new[right].entry.key), database: database))
            } else if let kind = difference(left, right) {
                changes.append(KeyChange(kind: kind, key: Array(new[right].entry.key), database: database))
            }
            if order <= 0 { left += 1 }
            if order >= 0 { right += 1 }
        }
        return changes
    }

    /// Which of two keys comes first; an end comes after every key.
    private func order(_ left: Int, _ right: Int) -> Int {
        guard left < old.count else { return 1 }
        guard right < new.count else { return -1 }
        return old[left].entry.key.compare(new[right].entry.key)
    }

    private func difference(_ left: Int, _ right: Int) -> KeyChange.Kind? {
        if !old[left].entry.holdsSame(as: new[right].entry) { return .changed }
        return old[left].deadline == new[right].deadline ? nil : .expiryChanged
    }
}

extension Entry {
    /// Whether two entries have equal values, however these are kept.
    fileprivate func holdsSame(as other: Entry) -> Bool {
        guard kind == other.kind else { return false }
        guard kind == .string else { return StoredValue(self) == StoredValue(other) }
        return StringValue(entry: self).withBytes { mine in
            StringValue(entry: other).withBytes { $0 == mine }
        }
    }
}

// MARK: - Looking

extension KeyspaceCopy {
    /// The keys of a database, in no order.
    package func keys(in database: Int) -> [[UInt8]] { contents(of: database).entries.map { Array($0.key) } }

    /// What a key held; nil if there was no such key.
    ///
    /// - Complexity: O(n) in the keys of the database.
    package func value(of key: [UInt8], in database: Int) -> StoredValue? {
        key.withByteView { key in
            contents(of: database).entries.first { $0.key == key }.map(StoredValue.init)
        }
    }
}
